/** Reading networks and mailboxes. Below the network levels one sees one's own mailbox only. */
import { filterStatus } from '../checks.ts';
import { spellMailbox, spellNetwork } from '../dialect.ts';
import { accessDenied, notFound } from '../envelope.ts';
import { optionalInteger, optionalString, page, pathId, type Fields } from '../fields.ts';
import type { PlaceFilter } from '../networkStore.ts';
import { reachOf } from '../permissions.ts';
import type { UserRecord } from '../userRecord.ts';
import { refuseIf, type Call, type Endpoint, type World } from './endpoint.ts';

/** What a caller may see of networks and mailboxes, as a filter. */
const visible = (caller: UserRecord): PlaceFilter => {
  const reach = reachOf(caller);
  switch (reach.kind) {
    case 'all':
      return {};
    case 'network':
      return { networkId: reach.networkId };
    case 'mailbox':
    case 'self':
      if (caller.mailboxId === 0) throw accessDenied('your level sees no networks');
      return { networkId: caller.networkId, mailboxId: caller.mailboxId };
  }
};

const refuseForeignNetwork = (mine: PlaceFilter, networkId: number | undefined): void => {
  const foreign = networkId !== undefined && mine.networkId !== undefined && mine.networkId !== networkId;
  refuseIf(foreign ? 'the network is outside of your scope' : undefined);
};

/** The filters of both lists; network 0 stands for all that one may see. */
const wantedPlaces = (body: Fields, mine: PlaceFilter): PlaceFilter => {
  const networkId = optionalInteger(body, 'networkId');
  const status = optionalString(body, 'status');
  const asked = networkId === 0 ? undefined : networkId;
  refuseForeignNetwork(mine, asked);
  return {
    networkId: asked ?? mine.networkId,
    mailboxId: mine.mailboxId,
    status: status === undefined ? undefined : filterStatus(status),
  };
};

/** `POST /v2/networks/list`: a page, by networkId. */
const listNetworks =
  (world: World) =>
  ({ body, caller }: Call) => {
    const wanted = page(body);
    const { total, records } = world.networks.networks(wantedPlaces(body, visible(caller)), wanted);
    const networks = records.map((network) => spellNetwork(world.dialect(), network));
    return { totalRecords: total, ...wanted, networks };
  };

/** `POST /v2/mailboxes/list`: a page, by mailboxId. */
const listMailboxes =
  (world: World) =>
  ({ body, caller }: Call) => {
    const wanted = page(body);
    const { total, records } = world.networks.mailboxes(wantedPlaces(body, visible(caller)), wanted);
    const mailboxes = records.map((mailbox) => spellMailbox(world.dialect(), mailbox));
    return { totalRecords: total, ...wanted, mailboxes };
  };

/** `GET /v2/networks/{id}` */
const getNetwork =
  (world: World) =>
  ({ id, caller }: Call) => {
    const networkId = pathId(id);
    const network = world.networks.network(networkId);
    if (network === undefined) throw notFound(`network ${networkId}`);
    refuseForeignNetwork(visible(caller), networkId);
    return spellNetwork(world.dialect(), network);
  };

/** `GET /v2/mailboxes/{id}` */
const getMailbox =
  (world: World) =>
  ({ id, caller }: Call) => {
    const mailboxId = pathId(id);
    const mailbox = world.networks.mailbox(mailboxId);
    if (mailbox === undefined) throw notFound(`mailbox ${mailboxId}`);
    const mine = visible(caller);
    refuseForeignNetwork(mine, mailbox.networkId);
    const foreign = mine.mailboxId !== undefined && mine.mailboxId !== mailboxId;
    refuseIf(foreign ? 'the mailbox is outside of your scope' : undefined);
    return spellMailbox(world.dialect(), mailbox);
  };

/** The four endpoints about networks and mailboxes. */
export const networkEndpoints = (world: World): readonly Endpoint[] => [
  { method: 'POST', path: '/v2/networks/list', access: 'caller', run: listNetworks(world) },
  { method: 'POST', path: '/v2/mailboxes/list', access: 'caller', run: listMailboxes(world) },
  { method: 'GET', path: '/v2/networks/:id', access: 'caller', run: getNetwork(world) },
  { method: 'GET', path: '/v2/mailboxes/:id', access: 'caller', run: getMailbox(world) },
];
