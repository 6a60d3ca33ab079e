/**
 * The networks and mailboxes that a key can reach: loaded once for a session, for the names that people know them by.
 * Knows nothing of VS Code.
 */
import { EventEmitter } from 'node:events';
import { onOneLine } from '../domain/text.ts';
import { mailboxText, networkText } from '../domain/userText.ts';
import type { NameLookup } from '../domain/userText.ts';
import type { Mailbox, Network } from '../domain/place.ts';
import type { FetchPage } from '../api/paging.ts';
import { CachedList } from './cachedList.ts';

/**
 * A list to pick from, and how its load stands. Not `complete` = there are more than were loaded, or the service does not
 * list them at all.
 */
export type PlaceList<Item> =
  | { readonly kind: 'idle' | 'loading' }
  | { readonly kind: 'loaded'; readonly places: readonly Item[]; readonly complete: boolean }
  | { readonly kind: 'failed'; readonly error: unknown };

export type PlacesOptions = {
  /** {@link Networks.listNetworks} without a filter. */
  readonly listNetworks: FetchPage<Network>;
  /** {@link Networks.listMailboxes} without a filter. */
  readonly listMailboxes: FetchPage<Mailbox>;
};

/** A name fit for one line; undefined where a record has none. */
const nameOf = ({ companyName = '' }: Network | Mailbox): string | undefined =>
  onOneLine(companyName).trim() || undefined;

/** Networks and mailboxes of one session. Looked up at any time: what is not known yet has no name. */
export class Places implements NameLookup {
  readonly #events = new EventEmitter<{ change: [] }>();
  readonly #ended = new AbortController();
  readonly #networks: CachedList<Network>;
  readonly #mailboxes: CachedList<Mailbox>;
  #byNetwork = new Map<number, readonly Mailbox[]>();
  #loading: Promise<void> | undefined;

  constructor({ listNetworks, listMailboxes }: PlacesOptions) {
    this.#networks = new CachedList({ fetchPage: listNetworks, idOf: ({ networkId }) => networkId });
    this.#mailboxes = new CachedList({ fetchPage: listMailboxes, idOf: ({ mailboxId }) => mailboxId });
    // Any number of forms may listen.
    this.#events.setMaxListeners(0);
  }

  /** Calls `listener` when names have arrived. @returns ends that */
  onDidChange(listener: () => void): () => void {
    this.#events.on('change', listener);
    return () => this.#events.off('change', listener);
  }

  /**
   * Loads what is not loaded yet, both lists at once; a load under way is shared. A failure is kept as the state of the
   * list, not thrown, and the next call tries again.
   */
  load(): Promise<void> {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  /** The networks, by ID. */
  networks(): PlaceList<Network> {
    return this.#networks.state;
  }

  /** All mailboxes, by ID. */
  mailboxes(): PlaceList<Mailbox> {
    return this.#mailboxes.state;
  }

  /** The mailboxes of a network, by ID. */
  mailboxesOf(networkId: number): PlaceList<Mailbox> {
    const { state } = this.#mailboxes;
    if (state.kind !== 'loaded') return state;
    // One that does not tell its network may be of this one.
    const complete = state.complete && !this.#byNetwork.has(0);
    return { kind: 'loaded', places: this.#byNetwork.get(networkId) ?? [], complete };
  }

  /** The network of a mailbox, where both are known. */
  networkOf(mailboxId: number): number | undefined {
    const { networkId = 0 } = this.#mailboxes.get(mailboxId) ?? {};
    return networkId === 0 ? undefined : networkId;
  }

  networkName(networkId: number): string | undefined {
    const network = this.#networks.get(networkId);
    return network && nameOf(network);
  }

  mailboxName(mailboxId: number): string | undefined {
    const mailbox = this.#mailboxes.get(mailboxId);
    return mailbox && nameOf(mailbox);
  }

  /** `Acme Foods (1)`, or `network 1` where the name is not known. */
  networkText(networkId: number): string {
    return networkText(networkId, this);
  }

  /** `Acme Foods (1001)`, or `mailbox 1001` where the name is not known. */
  mailboxText(mailboxId: number): string {
    return mailboxText(mailboxId, this);
  }

  /** Ends every request; late answers change nothing. */
  dispose(): void {
    this.#ended.abort();
    this.#events.removeAllListeners();
  }

  async #load(): Promise<void> {
    const { signal } = this.#ended;
    const news = await Promise.all([this.#networks.load(signal), this.#mailboxes.load(signal)]);
    if (!news.includes(true) || signal.aborted) return;
    this.#byNetwork = Map.groupBy(this.#mailboxes.all(), ({ networkId }) => networkId);
    this.#events.emit('change');
  }
}
