/** What writes of a bench go through: a client, and a journal in a folder of its own. */
import { Journal } from '../../src/journal/journal.ts';
import type { Through } from '../../src/operations/record.ts';
import type { User } from '../../src/domain/user.ts';
import type { Service } from './service.ts';

/** The way of every write, and whose key it is. */
export type Desk = { readonly through: Through; readonly me: User };

/** What is agreed to without asking. */
export const policy = { allowInternalLevels: false };

/** Opens one at a service. */
export const deskOf = async (service: Service, folder: string): Promise<Desk> => {
  const { users } = service.client();
  const me = await users.me();
  const profile = { id: 'bench', name: 'Bench', origin: service.url, environment: 'sandbox' };
  return { me, through: { users, recorder: new Journal({ folder }).recorder(profile, () => me) } };
};
