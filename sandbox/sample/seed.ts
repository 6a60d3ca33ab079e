/** Fills an empty database with the sample directory. */
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../database.ts';
import type { NetworkStore } from '../networkStore.ts';
import { createRandom } from '../random.ts';
import type { UserStore } from '../userStore.ts';
import { samplePeople } from './people.ts';
import { sampleMailboxes, sampleNetworks } from './places.ts';

/** The id of the first sample user; the others follow without a gap. */
const firstUserId = 10_001;

const fewestUsers = 9;

/**
 * Adds networks, mailboxes and users. The same seed and number give the same directory, keys included.
 * @param size `users`: how many, at least one per level
 * @throws {RangeError} when that is too few
 */
export const seedDatabase = (
  database: DatabaseSync,
  stores: { readonly users: UserStore; readonly networks: NetworkStore },
  size: { readonly users: number; readonly seed: number },
): void => {
  if (size.users < fewestUsers) throw new RangeError(`A sandbox has at least ${fewestUsers} users.`);
  const mailboxes = sampleMailboxes(size.users);
  const idsByNetwork = new Map<number, number[]>();
  for (const { networkId, mailboxId } of mailboxes) {
    idsByNetwork.set(networkId, [...(idsByNetwork.get(networkId) ?? []), mailboxId]);
  }
  const source = {
    random: createRandom(size.seed, 'people'),
    keys: createRandom(size.seed, 'keys'),
    ecgridos: createRandom(size.seed, 'ecgridos'),
    mailboxesOf: (networkId: number) => idsByNetwork.get(networkId) ?? [],
  };
  inTransaction(database, () => {
    sampleNetworks().forEach((network) => stores.networks.addNetwork(network));
    mailboxes.forEach((mailbox) => stores.networks.addMailbox(mailbox));
    let userId = firstUserId;
    for (const { user, ownsKeyOf } of samplePeople(size.users, source)) {
      stores.users.insert(user, userId);
      if (ownsKeyOf !== undefined) stores.users.setKeyOwner(ownsKeyOf, userId);
      userId += 1;
    }
  });
};
