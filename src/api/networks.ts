/** Networks and mailboxes of ECGrid REST v2.6: what the pickers show instead of numbers. */
import { Mailbox, Network } from '../domain/place.ts';
import type { RestHttp } from './jsonWire.ts';
import type { PageRequest } from './paging.ts';
import { readList, readRecord, recordShape } from './reader.ts';
import type { ReadList } from './reader.ts';

const networkShape = recordShape('network', 'networkId', Network);
const mailboxShape = recordShape('mailbox', 'mailboxId', Mailbox);

/** What a list of networks or mailboxes may be narrowed to; absent = all that the key can reach. */
export type PlaceFilter = { readonly networkId?: number; readonly status?: string };

/** Networks and mailboxes, whoever tells them. */
export type NetworkService = Pick<Networks, keyof Networks>;

/** Networks and mailboxes by REST. Every method throws {EcgridError} as {@link UserService} does. */
export class Networks {
  readonly #http: RestHttp;

  constructor(http: RestHttp) {
    this.#http = http;
  }

  /** One page of networks: `POST /v2/networks/list` (a read); `data` is an object with `networks`. */
  async listNetworks(
    filter: Omit<PlaceFilter, 'networkId'>,
    page: PageRequest,
    signal?: AbortSignal,
  ): Promise<ReadList<Network>> {
    return readList(networkShape, await this.#list('/v2/networks/list', { ...filter, ...page }, signal));
  }

  /** One network: `GET /v2/networks/{id}`. @throws {EcgridError} `notFound`, `forbidden` */
  async getNetwork(networkId: number, signal?: AbortSignal): Promise<Network> {
    return readRecord(networkShape, await this.#get(`/v2/networks/${networkId}`, signal));
  }

  /** One page of mailboxes: `POST /v2/mailboxes/list` (a read); `data` is an object with `mailboxes`. */
  async listMailboxes(
    filter: PlaceFilter,
    page: PageRequest,
    signal?: AbortSignal,
  ): Promise<ReadList<Mailbox>> {
    return readList(mailboxShape, await this.#list('/v2/mailboxes/list', { ...filter, ...page }, signal));
  }

  /** One mailbox: `GET /v2/mailboxes/{id}`. @throws {EcgridError} `notFound`, `forbidden` */
  async getMailbox(mailboxId: number, signal?: AbortSignal): Promise<Mailbox> {
    return readRecord(mailboxShape, await this.#get(`/v2/mailboxes/${mailboxId}`, signal));
  }

  #get(path: string, signal?: AbortSignal): Promise<unknown> {
    return this.#http.send({ method: 'GET', path, effect: 'read', signal });
  }

  #list(path: string, body: object, signal?: AbortSignal): Promise<unknown> {
    return this.#http.send({ method: 'POST', path, body: { ...body }, effect: 'read', signal });
  }
}
