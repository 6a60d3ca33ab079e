/** Network and mailbox together: choosing a network loads its mailboxes. */
import type { PlaceNames, Role } from '../../domain/consequence.ts';
import type { Choice } from '../components.ts';
import { placeControl } from '../controls/placeControl.ts';
import type { PlaceControl } from '../controls/placeControl.ts';
import { numberOf } from '../draft.ts';
import { element } from '../element.ts';
import type { Events, FormBridge, ServiceMessage } from './createForm.ts';

/** The two controls and what they know. */
export type PlacePair = {
  /** Both, side by side where there is room. */
  readonly element: HTMLElement;
  readonly network: PlaceControl;
  readonly mailbox: PlaceControl;
  readonly names: PlaceNames & { readonly mailboxName: (mailboxId: number) => string };
  /** The place as numbers; `NaN` where none was given. */
  readonly place: () => Pick<Role, 'networkId' | 'mailboxId'>;
  /** Takes the lists out of the messages. */
  readonly receive: (message: ServiceMessage) => void;
};

/** How the pair is set up. */
export type PlacePairOptions = {
  readonly networkId: string;
  readonly mailboxId: string;
  readonly fixedNetworks: readonly Choice[];
  /** The choice that leaves both places as they are, where there is one. */
  readonly unchanged?: Choice;
  /** The network whose mailboxes are offered while the network is left as it is. */
  readonly shared?: number;
};

const wholeNetwork: Choice = { value: '0', label: 'None: the whole network' };

/** Makes the pair, and asks for the mailboxes of the network that is chosen first. */
export const placePair = (options: PlacePairOptions, bridge: FormBridge, events: Events): PlacePair => {
  const { unchanged } = options;
  const isUnchanged = (value: string): boolean => value === unchanged?.value;
  /** Leaving the mailbox as it is only makes sense in the network that it is in. */
  const fixedMailboxes = (networkId: string): readonly Choice[] =>
    unchanged && isUnchanged(networkId) ? [unchanged, wholeNetwork] : [wholeNetwork];
  let loaded = Number.NaN;
  const load = (networkId: number): void => {
    loaded = networkId;
    bridge.post({ type: 'loadMailboxes', networkId });
  };
  const mailbox = placeControl(
    {
      name: 'mailboxId',
      label: 'Mailbox',
      initial: options.mailboxId,
      fixed: fixedMailboxes(options.networkId),
      retry: () => load(loaded),
    },
    events('mailboxId'),
  );
  /** The network whose mailboxes can be chosen: `NaN` while there is none. */
  const listed = (): number =>
    isUnchanged(network.value()) ? (options.shared ?? Number.NaN) : numberOf(network.value());
  const follow = (): void => {
    const networkId = listed();
    if (networkId === loaded) return;
    mailbox.setList({ state: 'loaded', places: [], complete: true });
    loaded = Number.NaN;
    if (!Number.isNaN(networkId)) load(networkId);
  };
  const { onInput, onLeave, onEnter } = events('networkId');
  let last = options.networkId;
  const network = placeControl(
    {
      name: 'networkId',
      label: 'Network',
      initial: options.networkId,
      fixed: [...(unchanged ? [unchanged] : []), ...options.fixedNetworks],
      retry: () => bridge.post({ type: 'loadNetworks' }),
    },
    {
      onInput,
      onEnter,
      // Not while a number is being typed: each digit would ask for another network's mailboxes.
      onLeave: () => {
        const value = network.value();
        const isPlace = isUnchanged(value) || !Number.isNaN(numberOf(value));
        if (isPlace && value !== last) {
          last = value;
          // A mailbox belongs to one network, so another network starts without one.
          mailbox.setFixed(fixedMailboxes(value));
          mailbox.setValue(isUnchanged(value) ? value : '0');
          follow();
        }
        onLeave();
      },
    },
  );
  follow();
  return {
    element: element('div', { class: 'grid' }, network.element, mailbox.element),
    network,
    mailbox,
    names: {
      network: (networkId) => (networkId === 0 ? 'the network' : `network ${network.nameOf(networkId)}`),
      mailbox: (mailboxId) => (mailboxId === 0 ? 'a mailbox' : `mailbox ${mailbox.nameOf(mailboxId)}`),
      mailboxName: mailbox.nameOf,
    },
    place: () => ({ networkId: numberOf(network.value()), mailboxId: numberOf(mailbox.value()) }),
    receive: (message) => {
      if (message.type === 'networks') network.setList(message.list);
      else if (message.type === 'mailboxes' && message.networkId === loaded) mailbox.setList(message.list);
    },
  };
};
