/** Network and mailbox of users who exist: what is chosen, and what of it differs from now. */
import type { Role } from '../../domain/consequence.ts';
import type { User } from '../../domain/user.ts';
import type { Draft } from '../draft.ts';
import type { Events, FormBridge } from './createForm.ts';
import { placePair } from './placePair.ts';
import type { PlacePair } from './placePair.ts';

/** The places of one or many users. */
export type PlaceChange = PlacePair & {
  /** What is sent: only what differs for one user, only what was chosen for many. Numbers may be `NaN`. */
  readonly scope: () => Partial<Pick<Role, 'networkId' | 'mailboxId'>>;
  /** True when what is chosen can be sent as it is. */
  readonly isPlace: () => boolean;
};

const unchanged = { value: 'unchanged', label: 'Unchanged for each' };

const ofOne = (target: User, draft: Draft, bridge: FormBridge, events: Events): PlaceChange => {
  const pair = placePair(
    {
      networkId: draft.networkId ?? String(target.networkId),
      mailboxId: draft.mailboxId ?? String(target.mailboxId),
      fixedNetworks: target.networkId === 0 ? [{ value: '0', label: 'Unchanged' }] : [],
    },
    bridge,
    events,
  );
  return {
    ...pair,
    scope: () => {
      const { networkId, mailboxId } = pair.place();
      const isSame = networkId === target.networkId;
      return {
        ...(isSame ? {} : { networkId }),
        ...(isSame && mailboxId === target.mailboxId ? {} : { mailboxId }),
      };
    },
    isPlace: () => Object.values(pair.place()).every((placeId) => !Number.isNaN(placeId)),
  };
};

const ofMany = (targets: readonly User[], draft: Draft, bridge: FormBridge, events: Events): PlaceChange => {
  const [shared, ...others] = new Set(targets.map(({ networkId }) => networkId));
  const pair = placePair(
    {
      networkId: draft.networkId ?? unchanged.value,
      mailboxId: draft.mailboxId ?? unchanged.value,
      fixedNetworks: [],
      unchanged,
      ...(shared !== undefined && others.length === 0 ? { shared } : {}),
    },
    bridge,
    events,
  );
  const scope = (): ReturnType<PlaceChange['scope']> => {
    const { networkId, mailboxId } = pair.place();
    return {
      ...(pair.network.value() === unchanged.value ? {} : { networkId }),
      ...(pair.mailbox.value() === unchanged.value ? {} : { mailboxId }),
    };
  };
  return {
    ...pair,
    scope,
    isPlace: () => Object.values(scope()).every((placeId) => !Number.isNaN(placeId)),
  };
};

/** Makes the two controls. For many users the preset leaves both places as they are. */
export const placeChange = (targets: readonly User[], bridge: FormBridge, events: Events): PlaceChange => {
  const draft = bridge.draft() ?? {};
  const [target, ...others] = targets;
  return target && others.length === 0
    ? ofOne(target, draft, bridge, events)
    : ofMany(targets, draft, bridge, events);
};
