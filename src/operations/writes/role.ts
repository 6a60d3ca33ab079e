/** Writes that change what a user may do, and where: another role, another place. */
import { moveUser, setRole } from '../../api/reconcile.ts';
import { consequenceOf, whereText } from '../../domain/consequence.ts';
import type { PlaceNames, Role } from '../../domain/consequence.ts';
import { differenceText } from '../../domain/difference.ts';
import { mayChangeRole, mayMove } from '../../domain/grants.ts';
import { onOneLine } from '../../domain/text.ts';
import type { RoleChange, RoleScope, User } from '../../domain/user.ts';
import type { UserWrite, WriteContext } from '../userWrite.ts';
import { roleOf } from './parts.ts';

/** Another network without a mailbox means the network as a whole: a mailbox belongs to one network. */
const placeAfter = (target: User, scope: RoleScope): Pick<Role, 'networkId' | 'mailboxId'> => {
  const networkId = scope.networkId ?? target.networkId;
  return { networkId, mailboxId: scope.mailboxId ?? (networkId === target.networkId ? target.mailboxId : 0) };
};

const placeIn = ({ networkId, mailboxId }: User): RoleScope => ({ networkId, mailboxId });

/** What is sent of a place: only what differs, but always the mailbox with another network. */
const scopeFor = (target: User, to: Pick<Role, 'networkId' | 'mailboxId'>): RoleScope => ({
  ...(to.networkId === target.networkId ? {} : { networkId: to.networkId }),
  ...(to.mailboxId === target.mailboxId && to.networkId === target.networkId
    ? {}
    : { mailboxId: to.mailboxId }),
});

/** One of the numbers of a place, by name where there is one; 0 has none. */
const placeChange = (
  field: 'networkId' | 'mailboxId',
  from: Role,
  to: Role,
  name: (id: number) => string = String,
): readonly string[] => {
  if (from[field] === to[field]) return [];
  const shown = (id: number): string | number => (id === 0 ? id : name(id));
  return [differenceText(field, shown(from[field]), shown(to[field]))];
};

const changedRole = (from: User, to: Role, names?: PlaceNames): readonly string[] => {
  const { gained, lost } = consequenceOf(from, to, names);
  return [
    ...(from.authLevel === to.authLevel ? [] : [differenceText('authLevel', from.authLevel, to.authLevel)]),
    ...placeChange('networkId', from, to, names?.network),
    ...placeChange('mailboxId', from, to, names?.mailbox),
    ...gained.map((sentence) => `+ ${onOneLine(sentence)}`),
    ...lost.map((sentence) => `− ${onOneLine(sentence)}`),
  ];
};

/** `POST /v2/users/role` with what differs. */
export const roleWrite = ({ caller, policy, names }: WriteContext, change: RoleChange): UserWrite => {
  const roleAfter = (target: User): Role => ({
    authLevel: change.authLevel,
    ...placeAfter(target, change.scope),
  });
  return {
    action: 'changeRole',
    question: ({ login, authLevel }) =>
      `Change ${login} from ${authLevel || 'no AuthLevel'} to ${change.authLevel}?`,
    button: 'Change Role',
    roleAfter,
    verdict: (target) => mayChangeRole(caller, target, roleAfter(target), policy),
    changes: (target) => changedRole(target, roleAfter(target), names),
    result: ({ login, authLevel }) => `${login} is now ${authLevel}.`,
    facts: (target) => ({ before: roleOf(target), after: roleAfter(target) }),
    send: (users, target, signal) =>
      setRole(users, target, change.authLevel, scopeFor(target, roleAfter(target)), signal),
  };
};

/** `POST /v2/users/set-network-mailbox` with what differs. */
export const moveWrite = ({ caller, names }: WriteContext, place: RoleScope): UserWrite => {
  const roleAfter = (target: User): Role => ({ authLevel: target.authLevel, ...placeAfter(target, place) });
  return {
    action: 'moveUser',
    question: (target) => `Move ${target.login} to ${whereText(placeAfter(target, place), names)}?`,
    button: 'Move',
    roleAfter,
    verdict: (target) => mayMove(caller, target, placeAfter(target, place)),
    changes: (target) => changedRole(target, roleAfter(target), names),
    result: (user) => `${user.login} is now in ${whereText(user, names)}.`,
    facts: (target) => ({ before: placeIn(target), after: placeAfter(target, place) }),
    send: (users, target, signal) => moveUser(users, target, scopeFor(target, roleAfter(target)), signal),
  };
};
