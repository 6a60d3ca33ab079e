/**
 * The operations of ECGridOS v4.1 that the client uses: their parameters in the order in which they are sent, and what
 * comes back. Source: the service’s own description (`ECGridOS.asmx?WSDL`). All but `Login` begin with a SessionID.
 */

/** `text` may be absent on the wire; `number` is a whole one and `word` a value of an enumeration, and both must be there. */
type Kind = 'text' | 'number' | 'word';

/** `user` is UserIDInfo or SessionInfo, `users` an array of the former, `text` and `number` a bare value. */
export type ResultKind = 'user' | 'users' | 'done' | 'text' | 'number';

type Description = { readonly takes: Readonly<Record<string, Kind>>; readonly gives: ResultKind };

const one = { UserID: 'number' } as const;
const place = { NetworkID: 'number', MailboxID: 'number' } as const;
const newUser = {
  MailboxID: 'number',
  LoginName: 'text',
  Password: 'text',
  RecoveryQuestion: 'text',
  RecoveryAnswer: 'text',
  FirstName: 'text',
  LastName: 'text',
  Company: 'text',
  EMail: 'text',
  Phone: 'text',
  CellPhone: 'text',
  CellCarrier: 'word',
  AuthLevel: 'word',
} as const;

/** Every operation by its name. */
export const operations = {
  Login: { takes: { LoginName: 'text', Password: 'text' }, gives: 'text' },
  Logout: { takes: {}, gives: 'number' },
  WhoAmI: { takes: {}, gives: 'user' },
  UserAdd: { takes: newUser, gives: 'number' },
  UserAddEx: { takes: { NetworkID: 'number', ...newUser }, gives: 'number' },
  UserInfo: { takes: one, gives: 'user' },
  UserListEx: { takes: { ...place, Name: 'text' }, gives: 'users' },
  UserListLockedOutEx: { takes: place, gives: 'users' },
  UserUpdate: {
    takes: {
      ...one,
      FirstName: 'text',
      LastName: 'text',
      Company: 'text',
      EMail: 'text',
      Phone: 'text',
      CellPhone: 'text',
      CellCarrier: 'word',
      AuthLevel: 'word',
    },
    gives: 'done',
  },
  UserSetAuthLevel: { takes: { ...one, AuthLevel: 'word' }, gives: 'done' },
  UserSetNetworkMailbox: { takes: { ...one, ...place }, gives: 'done' },
  UserSetMaxSessions: { takes: { ...one, MaxSessions: 'number' }, gives: 'done' },
  UserPassword: {
    takes: {
      ...one,
      CurrentRecoveryAnswer: 'text',
      Password: 'text',
      RecoveryQuestion: 'text',
      RecoveryAnswer: 'text',
    },
    gives: 'done',
  },
  UserActivate: { takes: one, gives: 'done' },
  UserSuspend: { takes: one, gives: 'done' },
  UserTerminate: { takes: one, gives: 'done' },
  UserReset: { takes: one, gives: 'done' },
  UserSendSMS: { takes: { ...one, Text: 'text' }, gives: 'done' },
  UserGetAPIKey: { takes: one, gives: 'text' },
  GenerateAPIKey: { takes: one, gives: 'text' },
  GeneratePassword: { takes: { Length: 'number' }, gives: 'text' },
} as const satisfies Readonly<Record<string, Description>>;

/** The name of an operation. */
export type Operation = keyof typeof operations;

type Takes<Name extends Operation> = (typeof operations)[Name]['takes'];

/** The names of the parameters of one kind. */
type Named<Taken, Of extends Kind> = {
  [Name in keyof Taken]: Taken[Name] extends Of ? Name : never;
}[keyof Taken];

/** What an operation is sent, beside the SessionID. */
export type Parameters<Name extends Operation> = Readonly<
  Record<Named<Takes<Name>, 'number'>, number> &
    Record<Named<Takes<Name>, 'word'>, string> &
    Partial<Record<Named<Takes<Name>, 'text'>, string | undefined>>
>;

/** A parameter and its value. */
export type Parameter = readonly [name: string, value: string];

/** The parameters of an operation in the order in which they are sent, without those that are absent. */
export const inOrder = <Name extends Operation>(
  operation: Name,
  values: Parameters<Name>,
): readonly Parameter[] => {
  const given = new Map<string, unknown>(Object.entries(values));
  return Object.keys(operations[operation].takes).flatMap((name) => {
    const value = given.get(name);
    return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : [];
  });
};
