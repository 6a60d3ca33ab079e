/** The sample networks and mailboxes. */
import { statuses } from '../../src/domain/status.ts';
import type { Mailbox, Network } from '../networkStore.ts';
import { companies } from './names.ts';

/** Three networks, 1 to 3; the first is the one that most sample users belong to. */
export const networkIds = [1, 2, 3] as const;

const mailboxesFor = (users: number): number => 3 + Math.floor(users / 5000);

const day = (year: number, count: number): string => new Date(Date.UTC(year, 0, 1 + count)).toISOString();

const companyAt = (index: number): string => {
  const turn = Math.floor(index / companies.length);
  return `${companies[index % companies.length] ?? ''}${turn === 0 ? '' : ` ${turn + 1}`}`;
};

/** The sample networks, all active. */
export const sampleNetworks = (): readonly Network[] =>
  networkIds.map((networkId) => ({
    networkId,
    uniqueId: `NET${String(networkId).padStart(4, '0')}`,
    companyName: companyAt(networkId - 1),
    status: 'Active',
    created: day(2014, networkId * 40),
    modified: day(2023, networkId * 10),
  }));

/**
 * The mailboxes of every network: 1001, 1002, … of network 1, 2001, … of network 2.
 * Three for a small directory, a few more for large ones; the third of each network is not active.
 */
export const sampleMailboxes = (users: number): readonly Mailbox[] =>
  networkIds.flatMap((networkId, network) =>
    Array.from({ length: mailboxesFor(users) }, (_, index) => ({
      mailboxId: networkId * 1000 + index + 1,
      networkId,
      uniqueId: `MBX${String(networkId * 1000 + index + 1).padStart(6, '0')}`,
      companyName: companyAt(networkIds.length + network + index * networkIds.length),
      status: index === 2 ? statuses[networkId] : 'Active',
      created: day(2016, networkId * 30 + index),
      modified: day(2023, networkId * 20 + index),
    })),
  );
