/** What forms ask of the session while they are filled in: networks, mailboxes, a password. */
import { randomInt } from 'node:crypto';
import type { PlaceList as KnownPlaces } from '../../directory/places.ts';
import { generatePassword, passwordFailures } from '../../domain/password.ts';
import { placeLabel } from '../../domain/place.ts';
import type { Place, PlaceList } from '../../protocol/userForm.ts';
import type { Session } from '../connection/session.ts';
import { explain } from '../explain.ts';
import type { FormPanel } from './formPanel.ts';

const passwordLength = 16;

/** A list to pick from; a failure is part of it, since numbers can be typed instead. */
const listed = <Item>(known: KnownPlaces<Item>, place: (item: Item) => Place): PlaceList => {
  switch (known.kind) {
    case 'idle':
    case 'loading':
      return { state: 'loading' };
    case 'loaded':
      return { state: 'loaded', places: known.places.map(place), complete: known.complete };
    case 'failed':
      return { state: 'failed', message: explain(known.error).message };
  }
};

/** Tells the form the networks that the key can reach, as far as they are known, and again when they are. */
export const tellNetworks = async ({ places }: Session, panel: FormPanel): Promise<void> => {
  const tell = (): void => {
    const list = listed(places.networks(), (network) => ({
      id: network.networkId,
      label: placeLabel(network, network.networkId),
    }));
    panel.tell({ type: 'networks', list });
  };
  tell();
  await places.load();
  tell();
};

/** Tells the form the mailboxes of a network; network 0 = of all that the key can reach. */
export const tellMailboxes = async (
  { places }: Session,
  panel: FormPanel,
  networkId: number,
): Promise<void> => {
  const tell = (): void => {
    const known = networkId === 0 ? places.mailboxes() : places.mailboxesOf(networkId);
    const list = listed(known, (mailbox) => ({
      id: mailbox.mailboxId,
      label: placeLabel(mailbox, mailbox.mailboxId),
    }));
    panel.tell({ type: 'mailboxes', networkId, list });
  };
  tell();
  await places.load();
  tell();
};

/** Tells the form a new password: ECGrid's own, or one made here when ECGrid gives none that meets the rule. */
export const tellPassword = async (session: Session, panel: FormPanel): Promise<void> => {
  const made = await session.client.users
    .generatePassword(passwordLength, panel.closed)
    .catch(() => undefined);
  if (made !== undefined && passwordFailures(made).length === 0) {
    panel.tell({ type: 'password', password: made, madeBy: 'ECGrid' });
  } else {
    panel.tell({ type: 'password', password: makePassword(), madeBy: 'VS Code' });
  }
};

/** A password from the cryptographic source of this machine. */
export const makePassword = (): string => generatePassword((limit) => randomInt(limit), passwordLength);
