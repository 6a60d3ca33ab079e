/**
 * ECGridOS v4.1 as one table: every operation with its parameters, in order, and its result. The WSDL, the judging of
 * requests and the dispatch are all made from it, so that they cannot disagree.
 */
import { authLevels } from '../../src/domain/authLevel.ts';
import { statuses } from '../../src/domain/status.ts';

/** Target namespace of the service, and how every SOAPAction begins. */
export const namespace = 'https://os.ecgrid.io/';

/** Where the service is. */
export const servicePath = '/v4.1/prod/ECGridOS.asmx';

/** The words of the enumerations; `NoChange` leaves what is there. */
export const enumerations = {
  AuthLevel: ['NoChange', ...authLevels],
  Status: statuses,
  CellCarrier: [
    'NoChange',
    'Undefined',
    'ATTCingular',
    'Verizon',
    'TMobile',
    'SprintPCS',
    'Nextel',
    'Alltel',
    'VirginMobile',
    'ATTPreCingular',
    'ATT',
    'BoostMobile',
    'USCellular',
    'MetroPCS',
    'Powertel',
  ],
} as const;
export type EnumerationName = keyof typeof enumerations;

/** The structures that come back, each field with its type, in order. */
export const structures = {
  SessionInfo: {
    ECGridOSVersion: 'string',
    SessionID: 'string',
    SessionEventID: 'int',
    UserID: 'int',
    LoginName: 'string',
    FirstName: 'string',
    LastName: 'string',
    Company: 'string',
    EMail: 'string',
    Phone: 'string',
    TimeZoneOffset: 'float',
    AuthLevel: 'AuthLevel',
    LastLogin: 'dateTime',
    OpenSessions: 'short',
    TimeOut: 'short',
    NetworkID: 'int',
    MailboxID: 'int',
    ip: 'string',
  },
  UserIDInfo: {
    UserID: 'int',
    LoginName: 'string',
    RecoveryQuestion: 'string',
    FirstName: 'string',
    LastName: 'string',
    Company: 'string',
    EMail: 'string',
    Phone: 'string',
    CellPhone: 'string',
    CellCarrier: 'CellCarrier',
    TimeZoneOffset: 'short',
    NetworkID: 'int',
    MailboxID: 'int',
    AuthLevel: 'AuthLevel',
    Created: 'dateTime',
    Modified: 'dateTime',
    LastLogin: 'dateTime',
    Status: 'Status',
    LockedOut: 'boolean',
    OpenSessions: 'short',
  },
} as const satisfies Record<string, Readonly<Record<string, FieldType>>>;
export type StructureName = keyof typeof structures;

/** What a field of a structure can be; a `dateTime` has no zone and means UTC. */
export type FieldType = 'string' | 'int' | 'short' | 'float' | 'boolean' | 'dateTime' | EnumerationName;

/** What a parameter can be. Strings may be absent; all else must be there. */
export type ParameterType = 'string' | 'int' | 'short' | 'AuthLevel' | 'CellCarrier';

/** What an operation can return. */
export type ResultType = 'string' | 'int' | 'boolean' | StructureName | 'ArrayOfUserIDInfo';

/** One operation. */
export type Operation = {
  readonly parameters: Readonly<Record<string, ParameterType>>;
  readonly result: ResultType;
};

const session = { SessionID: 'string' } as const;
const place = { NetworkID: 'int', MailboxID: 'int' } as const;
const ofUser = { ...session, UserID: 'int' } as const;

/** What `UserAdd` and `UserAddEx` share. */
const newUser = {
  LoginName: 'string',
  Password: 'string',
  RecoveryQuestion: 'string',
  RecoveryAnswer: 'string',
  FirstName: 'string',
  LastName: 'string',
  Company: 'string',
  EMail: 'string',
  Phone: 'string',
  CellPhone: 'string',
  CellCarrier: 'CellCarrier',
  AuthLevel: 'AuthLevel',
} as const;

const profile = {
  FirstName: 'string',
  LastName: 'string',
  Company: 'string',
  EMail: 'string',
  Phone: 'string',
  CellPhone: 'string',
  CellCarrier: 'CellCarrier',
  AuthLevel: 'AuthLevel',
} as const;

const newPassword = {
  CurrentRecoveryAnswer: 'string',
  Password: 'string',
  RecoveryQuestion: 'string',
  RecoveryAnswer: 'string',
} as const;

/** The operations by name. */
export const operations = {
  Login: { parameters: { LoginName: 'string', Password: 'string' }, result: 'string' },
  Logout: { parameters: session, result: 'int' },
  Version: { parameters: {}, result: 'string' },
  WhoAmI: { parameters: session, result: 'SessionInfo' },
  UserAdd: { parameters: { ...session, MailboxID: 'int', ...newUser }, result: 'int' },
  UserAddEx: { parameters: { ...session, ...place, ...newUser }, result: 'int' },
  UserInfo: { parameters: ofUser, result: 'UserIDInfo' },
  UserInfobyLogin: { parameters: { ...session, LoginName: 'string' }, result: 'UserIDInfo' },
  UserList: { parameters: { ...session, Name: 'string' }, result: 'ArrayOfUserIDInfo' },
  UserListEx: { parameters: { ...session, ...place, Name: 'string' }, result: 'ArrayOfUserIDInfo' },
  UserListLockedOut: { parameters: session, result: 'ArrayOfUserIDInfo' },
  UserListLockedOutEx: { parameters: { ...session, ...place }, result: 'ArrayOfUserIDInfo' },
  UserUpdate: { parameters: { ...ofUser, ...profile }, result: 'boolean' },
  UserSetAuthLevel: { parameters: { ...ofUser, AuthLevel: 'AuthLevel' }, result: 'boolean' },
  UserSetNetworkMailbox: { parameters: { ...ofUser, ...place }, result: 'boolean' },
  UserSetMaxSessions: { parameters: { ...ofUser, MaxSessions: 'short' }, result: 'boolean' },
  UserPassword: { parameters: { ...ofUser, ...newPassword }, result: 'boolean' },
  UserActivate: { parameters: ofUser, result: 'boolean' },
  UserSuspend: { parameters: ofUser, result: 'boolean' },
  UserTerminate: { parameters: ofUser, result: 'boolean' },
  UserReset: { parameters: ofUser, result: 'boolean' },
  UserSendSMS: { parameters: { ...ofUser, Text: 'string' }, result: 'boolean' },
  UserGetAPIKey: { parameters: ofUser, result: 'string' },
  GenerateAPIKey: { parameters: ofUser, result: 'string' },
  GeneratePassword: { parameters: { ...session, Length: 'short' }, result: 'string' },
} as const satisfies Record<string, Operation>;
export type OperationName = keyof typeof operations;

const isOperationName = (name: string): name is OperationName => Object.hasOwn(operations, name);

/** Every operation, in the order of the table. */
export const operationNames: readonly OperationName[] = Object.keys(operations).filter(isOperationName);

/** The operation that a text names, letter for letter, or undefined. */
export const knownOperation = (name: string): OperationName | undefined =>
  isOperationName(name) ? name : undefined;
