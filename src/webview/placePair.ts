/** Network and mailbox together: choosing a network loads its mailboxes. */
import type { PlaceNames, Role } from '../domain/grants.ts';
import type { ToForm } from '../protocol/userForm.ts';
import type { Choice } from './components.ts';
import type { ControlEvents } from './controls/control.ts';
import { placeControl } from './controls/placeControl.ts';
import type { PlaceControl } from './controls/placeControl.ts';
import { numberOf } from './draft.ts';

/** The two controls and what they know. */
export type PlacePair = {
  readonly network: PlaceControl;
  readonly mailbox: PlaceControl;
  readonly names: PlaceNames;
  /** The place as numbers; `NaN` where none was given. */
  readonly place: () => Pick<Role, 'networkId' | 'mailboxId'>;
  readonly receive: (message: Extract<ToForm, { type: 'networks' | 'mailboxes' }>) => void;
};

/** How the pair is set up. */
export type PlacePairOptions = {
  readonly networkId: string;
  readonly mailboxId: string;
  readonly fixedNetworks: readonly Choice[];
  readonly fixedMailboxes: readonly Choice[];
  readonly loadMailboxes: (networkId: number) => void;
  readonly events: (name: 'networkId' | 'mailboxId') => ControlEvents;
};

/** Makes the pair, and asks for the mailboxes of the network that is chosen first. */
export const placePair = (options: PlacePairOptions): PlacePair => {
  const mailbox = placeControl(
    { name: 'mailboxId', label: 'Mailbox', initial: options.mailboxId, fixed: options.fixedMailboxes },
    options.events('mailboxId'),
  );
  const events = options.events('networkId');
  let loaded = Number.NaN;
  const load = (): void => {
    const networkId = numberOf(network.value());
    if (Number.isNaN(networkId) || networkId === loaded) return;
    loaded = networkId;
    options.loadMailboxes(networkId);
  };
  const network = placeControl(
    { name: 'networkId', label: 'Network', initial: options.networkId, fixed: options.fixedNetworks },
    {
      onInput: events.onInput,
      // Not while a number is being typed: each digit would ask for another network's mailboxes.
      onLeave: () => {
        const networkId = numberOf(network.value());
        // A mailbox belongs to one network, so another network starts without one.
        if (!Number.isNaN(networkId) && networkId !== loaded) mailbox.setValue('0');
        load();
        events.onLeave();
      },
    },
  );
  load();
  return {
    network,
    mailbox,
    names: {
      network: (networkId) => (networkId === 0 ? 'the network' : `network ${network.nameOf(networkId)}`),
      mailbox: (mailboxId) => (mailboxId === 0 ? 'a mailbox' : `mailbox ${mailbox.nameOf(mailboxId)}`),
    },
    place: () => ({ networkId: numberOf(network.value()), mailboxId: numberOf(mailbox.value()) }),
    receive: (message) => {
      if (message.type === 'networks') network.setList(message.list);
      else if (message.networkId === loaded) mailbox.setList(message.list);
    },
  };
};
