/** The names of networks and mailboxes: loaded once, whole where that is possible, and never in the way. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { isEcgridError } from '../../../src/api/ecgridError.ts';
import type { FetchPage } from '../../../src/api/paging.ts';
import { notOffered } from '../../../src/api/userService.ts';
import { Places } from '../../../src/directory/places.ts';
import type { Mailbox, Network } from '../../../src/domain/place.ts';
import { numbers } from '../support/builders.ts';
import { placesOf } from '../support/directories.ts';
import { openEcgrid } from '../support/ecgrid.ts';
import type { Ecgrid } from '../support/ecgrid.ts';
import { pagedService } from '../support/pagedService.ts';

const openPlaces = async (
  t: TestContext,
): Promise<Ecgrid & { readonly places: Places; readonly news: () => number }> => {
  const ecgrid = await openEcgrid(t);
  const places = placesOf(ecgrid.client('Root'));
  t.after(() => places.dispose());
  let news = 0;
  places.onDidChange(() => (news += 1));
  return { ...ecgrid, places, news: () => news };
};

const nobody: FetchPage<never> = () =>
  Promise.resolve({ items: [], unreadable: [], recordsPerPage: undefined, totalRecords: undefined });

/** Places of a service with so many mailboxes, in networks 1 to 10. */
const manyMailboxes = (count: number): Places => {
  const { fetchPage } = pagedService(numbers(count));
  const listMailboxes: FetchPage<Mailbox> = async (page, signal) => {
    const { items, ...list } = await fetchPage(page, signal);
    return { ...list, items: items.map((mailboxId) => ({ mailboxId, networkId: 1 + (mailboxId % 10) })) };
  };
  return new Places({ listNetworks: nobody, listMailboxes });
};

describe('places', () => {
  test('are asked for when somebody asks, once, in two requests', async (t) => {
    const { places, arrived, news } = await openPlaces(t);
    assert.deepEqual(
      [places.networks(), places.mailboxes(), places.mailboxesOf(1)],
      Array(3).fill({ kind: 'idle' }),
    );
    assert.deepEqual(await arrived(), []);
    const loaded = Promise.all([places.load(), places.load()]);
    assert.deepEqual(places.networks(), { kind: 'loading' });
    await loaded;
    await places.load();
    const page = { pageNo: 1, recordsPerPage: 500 };
    const requests = (await arrived()).map(({ call, body }) => [call, body]);
    assert.deepEqual(new Map(requests.map(([call, body]) => [call, body])).size, 2);
    assert.ok(requests.every(([, body]) => JSON.stringify(body) === JSON.stringify(page)));
    assert.deepEqual([requests.length, news()], [2, 1]);
  });

  test('have names, and their IDs where they have none', async (t) => {
    const { places } = await openPlaces(t);
    assert.deepEqual([places.networkText(1), places.mailboxText(1001)], ['network 1', 'mailbox 1001']);
    await places.load();
    assert.equal(places.networkText(1), 'Meridian Supply Network (1)');
    assert.equal(places.mailboxText(1001), 'Alder Creek Foods (1001)');
    assert.equal(places.networkText(99), 'network 99');
    assert.equal(places.mailboxText(0), 'mailbox 0');
    assert.deepEqual([places.networkOf(2001), places.networkOf(99)], [2, undefined]);
  });

  test('that are not offered have no names, which is no failure, and are not asked for again', async () => {
    let asked = 0;
    const notListed: FetchPage<never> = () => {
      asked += 1;
      return notOffered('ecgridos', 'networks and mailboxes');
    };
    const places = new Places({ listNetworks: notListed, listMailboxes: notListed });
    await places.load();
    await places.load();
    const none = { kind: 'loaded', places: [], complete: false };
    assert.deepEqual([places.networks(), places.mailboxes(), places.mailboxesOf(1)], [none, none, none]);
    assert.deepEqual([places.networkText(1), places.networkOf(1001), asked], ['network 1', undefined, 2]);
  });

  test('are listed whole, and by network', async (t) => {
    const { places } = await openPlaces(t);
    await places.load();
    const networks = places.networks();
    assert.ok(networks.kind === 'loaded');
    assert.deepEqual(
      [networks.places.map(({ networkId }) => networkId), networks.complete],
      [[1, 2, 3], true],
    );
    const mailboxes = places.mailboxesOf(2);
    assert.ok(mailboxes.kind === 'loaded');
    assert.deepEqual(
      [mailboxes.places.map(({ mailboxId }) => mailboxId), mailboxes.complete],
      [[2001, 2002, 2003], true],
    );
    assert.deepEqual(places.mailboxesOf(99), { kind: 'loaded', places: [], complete: true });
  });

  test('of which one list fails have the names of the other, and ask for that one again', async (t) => {
    const { places, fault, arrived, news } = await openPlaces(t);
    await fault({ name: 'forbidden', path: '/v2/mailboxes/list' });
    await places.load();
    const list = places.mailboxesOf(1);
    assert.ok(list.kind === 'failed' && isEcgridError(list.error));
    assert.deepEqual(
      [places.mailboxText(1001), places.networkText(1)],
      ['mailbox 1001', 'Meridian Supply Network (1)'],
    );
    await fault();
    await arrived();
    await places.load();
    assert.deepEqual(
      (await arrived()).map(({ call }) => call),
      ['POST /v2/mailboxes/list'],
    );
    assert.deepEqual([places.mailboxText(1001), news()], ['Alder Creek Foods (1001)', 2]);
  });

  test('that cannot be loaded at all tell nobody of a change', async (t) => {
    const { places, fault, news } = await openPlaces(t);
    await fault({ name: 'forbidden' });
    await places.load();
    assert.deepEqual([places.networks().kind, places.mailboxes().kind, news()], ['failed', 'failed', 0]);
  });

  test('of any number of pages are read to the end', async () => {
    const places = manyMailboxes(1234);
    await places.load();
    const all = places.mailboxes();
    assert.ok(all.kind === 'loaded');
    assert.deepEqual([all.places.length, all.complete], [1234, true]);
    const some = places.mailboxesOf(3);
    assert.ok(some.kind === 'loaded' && some.places.every(({ networkId }) => networkId === 3));
    assert.equal(some.places.length, 124);
  });

  test('end after twenty pages, and say that they are not complete', async () => {
    const places = manyMailboxes(10_001);
    await places.load();
    const all = places.mailboxes();
    assert.ok(all.kind === 'loaded');
    assert.deepEqual([all.places.length, all.complete], [10_000, false]);
    const some = places.mailboxesOf(1);
    assert.ok(some.kind === 'loaded' && !some.complete);
  });

  test('of exactly twenty pages are complete', async () => {
    const places = manyMailboxes(9_999);
    await places.load();
    const all = places.mailboxes();
    assert.ok(all.kind === 'loaded');
    assert.deepEqual([all.places.length, all.complete], [9_999, true]);
  });

  test('of which a later page fails have the names that came before, until they are all there', async () => {
    let failing = 2;
    const { fetchPage } = pagedService(numbers(600), {}, ({ pageNo }) => {
      if (pageNo === failing) throw new Error(`page ${pageNo}`);
    });
    const listNetworks: FetchPage<Network> = async (page, signal) => {
      const { items, ...list } = await fetchPage(page, signal);
      return { ...list, items: items.map((networkId) => ({ networkId, companyName: 'Alder' })) };
    };
    const listMailboxes: FetchPage<Mailbox> = () => Promise.reject(new Error('mailboxes'));
    const places = new Places({ listNetworks, listMailboxes });
    let news = 0;
    places.onDidChange(() => (news += 1));
    await places.load();
    assert.deepEqual([places.networkText(500), places.networkText(501)], ['Alder (500)', 'network 501']);
    assert.deepEqual([places.networks().kind, news], ['failed', 1]);
    failing = 1;
    await places.load();
    assert.deepEqual([places.networkText(500), places.networks().kind, news], ['Alder (500)', 'failed', 1]);
    failing = 0;
    await places.load();
    assert.deepEqual([places.networkText(600), places.networks().kind, news], ['Alder (600)', 'loaded', 2]);
  });

  test('are listed by ID, whatever the order they come in', async () => {
    const listNetworks: FetchPage<Network> = async (page, signal) => ({
      ...(await nobody(page, signal)),
      items: [3, 1, 2].map((networkId) => ({ networkId })),
    });
    const places = new Places({ listNetworks, listMailboxes: nobody });
    await places.load();
    assert.deepEqual(places.networks(), {
      kind: 'loaded',
      places: [{ networkId: 1 }, { networkId: 2 }, { networkId: 3 }],
      complete: true,
    });
    assert.equal(places.networkText(3), 'network 3');
  });

  test('tell nobody who has stopped listening', async () => {
    const places = manyMailboxes(1);
    let news = 0;
    const end = places.onDidChange(() => (news += 1));
    end();
    await places.load();
    assert.equal(news, 0);
  });

  test('with a record that cannot be read, or a mailbox without a network, are not complete', async () => {
    const [broken, adrift] = [-1, 2];
    const { fetchPage } = pagedService([1, broken]);
    const listNetworks: FetchPage<Network> = async (page, signal) => {
      const { items, ...list } = await fetchPage(page, signal);
      return { ...list, items: items.map((networkId) => ({ networkId })) };
    };
    const listMailboxes: FetchPage<Mailbox> = async () => ({
      ...(await nobody({ pageNo: 1, recordsPerPage: 500 })),
      items: [{ mailboxId: adrift, networkId: 0 }],
    });
    const places = new Places({ listNetworks, listMailboxes });
    await places.load();
    const [networks, mailboxes] = [places.networks(), places.mailboxesOf(1)];
    assert.ok(networks.kind === 'loaded' && mailboxes.kind === 'loaded');
    assert.deepEqual([networks.complete, mailboxes.complete, mailboxes.places], [false, false, []]);
  });

  test('have names of one line', async () => {
    const listNetworks: FetchPage<Network> = async () => ({
      ...(await nobody({ pageNo: 1, recordsPerPage: 500 })),
      items: [
        { networkId: 1, companyName: ' Two\r\nlines\u2028and more ' },
        { networkId: 2, companyName: ' \n ' },
      ],
    });
    const places = new Places({ listNetworks, listMailboxes: nobody });
    await places.load();
    assert.deepEqual([places.networkText(1), places.networkText(2)], ['Two lines and more (1)', 'network 2']);
  });

  test('that are closed end their requests and tell nothing', async (t) => {
    const { places, fault, news } = await openPlaces(t);
    await fault({ name: 'latency', delayMs: 60_000 });
    const loaded = places.load();
    places.dispose();
    await loaded;
    assert.equal(news(), 0);
  });
});
