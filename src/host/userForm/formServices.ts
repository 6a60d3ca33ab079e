/** What both forms ask of the service while they are filled in: networks, mailboxes, a password. */
import { randomInt } from 'node:crypto';
import { largestPage } from '../../api/paging.ts';
import { generatePassword, passwordFailures } from '../../domain/password.ts';
import { placeLabel } from '../../domain/place.ts';
import type { ReadList } from '../../api/reader.ts';
import type { Place, PlaceList } from '../../protocol/userForm.ts';
import type { Session } from '../connection/session.ts';
import { explain } from '../explain.ts';
import type { FormPanel } from './formPanel.ts';

const page = { pageNo: 1, recordsPerPage: largestPage };
const passwordLength = 16;

/** A list to pick from; a failure is part of it, since numbers can be typed instead. */
const listed = async <Item>(
  list: Promise<ReadList<Item>>,
  place: (item: Item) => Place,
): Promise<PlaceList> => {
  try {
    const { items } = await list;
    return { state: 'loaded', places: items.map(place), complete: items.length < largestPage };
  } catch (error) {
    return { state: 'failed', message: explain(error).message };
  }
};

/** Tells the form the networks that the key can reach. */
export const tellNetworks = async ({ client }: Session, panel: FormPanel): Promise<void> => {
  panel.tell({ type: 'networks', list: { state: 'loading' } });
  const list = await listed(client.networks.listNetworks({}, page, panel.closed), (network) => ({
    id: network.networkId,
    label: placeLabel(network, network.networkId),
  }));
  panel.tell({ type: 'networks', list });
};

/** Tells the form the mailboxes of a network. */
export const tellMailboxes = async (
  { client }: Session,
  panel: FormPanel,
  networkId: number,
): Promise<void> => {
  panel.tell({ type: 'mailboxes', networkId, list: { state: 'loading' } });
  const list = await listed(client.networks.listMailboxes({ networkId }, page, panel.closed), (mailbox) => ({
    id: mailbox.mailboxId,
    label: placeLabel(mailbox, mailbox.mailboxId),
  }));
  panel.tell({ type: 'mailboxes', networkId, list });
};

/** Tells the form a new password: ECGrid's own, or one made here when ECGrid gives none that meets the rule. */
export const tellPassword = async (session: Session, panel: FormPanel): Promise<void> => {
  const made = await session.client.users
    .generatePassword(passwordLength, panel.closed)
    .catch(() => undefined);
  if (made !== undefined && passwordFailures(made).length === 0) {
    panel.tell({ type: 'password', password: made, madeBy: 'ECGrid' });
  } else {
    panel.tell({
      type: 'password',
      password: generatePassword((limit) => randomInt(limit), passwordLength),
      madeBy: 'VS Code',
    });
  }
};
