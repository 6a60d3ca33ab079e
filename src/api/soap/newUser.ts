/** A user created by ECGridOS. */
import type { NewUser, UserId } from '../../domain/user.ts';
import { notEcgrid } from '../reader.ts';
import type { EcgridosCalls } from './ecgridosCalls.ts';

/**
 * Creates a user: `UserAddEx` in a network, or `UserAdd` in the caller’s own where `networkId` is 0. There is no recovery
 * question: its answer would be one more secret.
 * @returns the number of the user
 * @throws {EcgridError} `duplicate`, `invalidParameter`, `forbidden`; `notEcgrid` with `outcome: 'unknown'` for an answer
 * that is no such number
 */
export const addUser = async (calls: EcgridosCalls, user: NewUser, signal?: AbortSignal): Promise<UserId> => {
  const { networkId, password } = user;
  const parameters = {
    MailboxID: user.mailboxId,
    LoginName: user.login,
    Password: password,
    FirstName: user.firstName,
    LastName: user.lastName,
    EMail: user.email,
    CellCarrier: 'Undefined',
    AuthLevel: user.authLevel,
  };
  const userId =
    networkId === 0
      ? await calls.write('UserAdd', parameters, signal, [password])
      : await calls.write('UserAddEx', { NetworkID: networkId, ...parameters }, signal, [password]);
  if (typeof userId === 'number' && Number.isSafeInteger(userId) && userId > 0) return userId;
  throw notEcgrid('there is no number of a user in it');
};
