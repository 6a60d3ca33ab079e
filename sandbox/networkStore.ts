/** The networks and mailboxes in the database. They never change while the sandbox runs. */
import type { DatabaseSync } from 'node:sqlite';
import type { Page } from './fields.ts';
import { integer, text, type Row } from './rows.ts';

/** One network; dates are ISO 8601. */
export type Network = {
  readonly networkId: number;
  readonly uniqueId: string;
  readonly companyName: string;
  readonly status: string;
  readonly created: string;
  readonly modified: string;
};

/** One mailbox of a network. */
export type Mailbox = Network & { readonly mailboxId: number };

/** Records must match every field that is given; undefined matches all. */
export type PlaceFilter = {
  readonly networkId?: number | undefined;
  readonly mailboxId?: number | undefined;
  readonly status?: string | undefined;
};

/** Some records of a list, and how many there are in all. */
export type Listing<T> = { readonly total: number; readonly records: readonly T[] };

const readNetwork = (row: Row): Network => ({
  networkId: integer(row, 'networkId'),
  uniqueId: text(row, 'uniqueId'),
  companyName: text(row, 'companyName'),
  status: text(row, 'status'),
  created: text(row, 'created'),
  modified: text(row, 'modified'),
});

const readMailbox = (row: Row): Mailbox => ({ ...readNetwork(row), mailboxId: integer(row, 'mailboxId') });

/** There are a few hundred of them at most, so that a page is cut from the whole list. */
const listing = <T extends Network>(all: readonly T[], { pageNo, recordsPerPage }: Page): Listing<T> => ({
  total: all.length,
  records: all.slice((pageNo - 1) * recordsPerPage, pageNo * recordsPerPage),
});

const agrees = <T>(wanted: T | undefined, actual: T): boolean => wanted === undefined || wanted === actual;

const matches = (filter: PlaceFilter, network: Network): boolean =>
  agrees(filter.networkId, network.networkId) && agrees(filter.status, network.status);

/** Reads and fills the tables `networks` and `mailboxes`. */
export class NetworkStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** The network with this id. */
  network(networkId: number): Network | undefined {
    const row = this.#database.prepare('SELECT * FROM networks WHERE networkId = ?').get(networkId);
    return row && readNetwork(row);
  }

  /** The mailbox with this id. */
  mailbox(mailboxId: number): Mailbox | undefined {
    const row = this.#database.prepare('SELECT * FROM mailboxes WHERE mailboxId = ?').get(mailboxId);
    return row && readMailbox(row);
  }

  /** One page of the matching networks, by id. */
  networks(filter: Pick<PlaceFilter, 'networkId' | 'status'>, page: Page): Listing<Network> {
    const all = this.#database.prepare('SELECT * FROM networks ORDER BY networkId').all().map(readNetwork);
    return listing(
      all.filter((network) => matches(filter, network)),
      page,
    );
  }

  /** One page of the matching mailboxes, by id. */
  mailboxes(filter: PlaceFilter, page: Page): Listing<Mailbox> {
    const all = this.#database.prepare('SELECT * FROM mailboxes ORDER BY mailboxId').all().map(readMailbox);
    return listing(
      all.filter((mailbox) => matches(filter, mailbox) && agrees(filter.mailboxId, mailbox.mailboxId)),
      page,
    );
  }

  /** Adds a network. */
  addNetwork({ networkId, uniqueId, companyName, status, created, modified }: Network): void {
    this.#database
      .prepare('INSERT INTO networks VALUES (?, ?, ?, ?, ?, ?)')
      .run(networkId, uniqueId, companyName, status, created, modified);
  }

  /** Adds a mailbox. */
  addMailbox({ mailboxId, networkId, uniqueId, companyName, status, created, modified }: Mailbox): void {
    this.#database
      .prepare('INSERT INTO mailboxes VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(mailboxId, networkId, uniqueId, companyName, status, created, modified);
  }
}
