/** Changing users, by the same actions as REST. */
import { invalidParameter } from '../envelope.ts';
import { requiredString } from '../fields.ts';
import type { World } from '../routes/endpoint.ts';
import { resetUser, setMaxSessions } from '../secretActions.ts';
import {
  addUser,
  changeableUser,
  changeContact,
  changeProfile,
  giveLevel,
  moveUser,
  sendTextMessage,
  setStatus,
  terminateUser,
  userToGive,
  type Contact,
} from '../userActions.ts';
import type { Caller, CallerHandlers } from './handlers.ts';
import { onFile, type ArgumentsOf } from './values.ts';

type ContactArguments = Pick<ArgumentsOf<'UserUpdate'>, 'Company' | 'Phone' | 'CellPhone' | 'CellCarrier'>;

/** What is given of how to reach a user; what is absent, or `NoChange`, stays. */
const givenContact = ({ Company, Phone, CellPhone, CellCarrier }: ContactArguments): Partial<Contact> => ({
  ...(Company === undefined ? {} : { company: onFile(Company) }),
  ...(Phone === undefined ? {} : { phone: onFile(Phone) }),
  ...(CellPhone === undefined ? {} : { cellPhone: onFile(CellPhone) }),
  ...(CellCarrier === 'NoChange' ? {} : { cellCarrier: CellCarrier === 'Undefined' ? null : CellCarrier }),
});

const add = (
  world: World,
  { caller }: Caller,
  args: Omit<ArgumentsOf<'UserAdd'>, 'MailboxID'>,
  place: { networkId: number; mailboxId: number },
): number =>
  addUser(world, caller, {
    login: requiredString(args, 'LoginName'),
    password: requiredString(args, 'Password'),
    email: requiredString(args, 'EMail'),
    firstName: args.FirstName,
    lastName: args.LastName,
    authLevel: args.AuthLevel,
    place,
    contact: givenContact(args),
    recovery: { question: onFile(args.RecoveryQuestion), answer: onFile(args.RecoveryAnswer) },
  }).userId;

/** Judges everything before it changes anything: names and e-mail, how to reach the user, the level. */
const update =
  (world: World) =>
  (args: ArgumentsOf<'UserUpdate'>, { caller }: Caller): boolean => {
    const { UserID: userId, AuthLevel: level } = args;
    const contact = givenContact(args);
    const isReached = Object.keys(contact).length > 0;
    if (isReached) changeableUser(world, caller, userId);
    if (level !== 'NoChange') userToGive(world, caller, userId, level);
    changeProfile(world, caller, userId, {
      email: args.EMail,
      firstName: args.FirstName,
      lastName: args.LastName,
    });
    if (isReached) changeContact(world, caller, userId, contact);
    if (level !== 'NoChange') giveLevel(world, caller, { userId, level, place: {} });
    return true;
  };

const sendSms =
  (world: World) =>
  (args: ArgumentsOf<'UserSendSMS'>, { caller }: Caller): boolean => {
    requiredString(args, 'Text');
    sendTextMessage(world, caller, args.UserID);
    return true;
  };

/** An action upon one user that has nothing to tell but that it was done. */
const done =
  <Args extends { readonly UserID: number }>(act: (caller: Caller['caller'], args: Args) => void) =>
  (args: Args, { caller }: Caller): boolean => {
    if (args.UserID < 1) throw invalidParameter('UserID');
    act(caller, args);
    return true;
  };

type WriteName =
  | 'UserAdd'
  | 'UserAddEx'
  | 'UserUpdate'
  | 'UserSetAuthLevel'
  | 'UserSetNetworkMailbox'
  | 'UserSetMaxSessions'
  | 'UserActivate'
  | 'UserSuspend'
  | 'UserTerminate'
  | 'UserReset'
  | 'UserSendSMS';

/** The operations that change users. */
export const writeHandlers = (world: World): Pick<CallerHandlers, WriteName> => ({
  UserAdd: (args, who) =>
    add(world, who, args, { networkId: who.caller.networkId, mailboxId: args.MailboxID }),
  UserAddEx: (args, who) => add(world, who, args, { networkId: args.NetworkID, mailboxId: args.MailboxID }),
  UserUpdate: update(world),
  UserSetAuthLevel: done((caller, { UserID: userId, AuthLevel: level }) => {
    giveLevel(world, caller, { userId, level, place: {} });
  }),
  UserSetNetworkMailbox: done((caller, { UserID, NetworkID, MailboxID }) => {
    moveUser(world, caller, UserID, { networkId: NetworkID, mailboxId: MailboxID });
  }),
  UserSetMaxSessions: done((caller, { UserID, MaxSessions }) => {
    setMaxSessions(world, caller, UserID, MaxSessions);
  }),
  UserActivate: done((caller, { UserID }) => setStatus(world, caller, UserID, 'Active')),
  UserSuspend: done((caller, { UserID }) => setStatus(world, caller, UserID, 'Suspended')),
  UserTerminate: done((caller, { UserID }) => terminateUser(world, caller, UserID)),
  UserReset: done((caller, { UserID }) => resetUser(world, caller, UserID)),
  UserSendSMS: sendSms(world),
});
