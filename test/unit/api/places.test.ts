/** Version, session, networks and mailboxes against the sandbox, in both published spellings. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createClient } from '../../../src/api/client.ts';
import { dialects } from '../../../sandbox/dialect.ts';
import { failureOf, idIn, openEcgrid } from '../support/ecgrid.ts';

for (const dialect of dialects) {
  describe(`service and places in the ${dialect} dialect`, () => {
    test('the version is told without a valid key', async (t) => {
      const { url, arrived } = await openEcgrid(t, { dialect });
      assert.equal(await createClient({ origin: url, apiKey: 'none' }).session.version(), '2.6');
      assert.deepEqual(await arrived(), [{ call: 'GET /v2/auth/version', body: null, faults: [] }]);
    });

    test('the session says whose key it is', async (t) => {
      const { client, owner, arrived } = await openEcgrid(t, { dialect });
      const info = await client('MailboxAdmin').session.info();
      assert.deepEqual(info, {
        userId: idIn(await owner('MailboxAdmin')),
        login: 'mailboxadmin',
        networkId: 1,
        mailboxId: 1001,
        authLevel: 'MailboxAdmin',
      });
      assert.deepEqual(await arrived(), [{ call: 'POST /v2/auth/session', body: null, faults: [] }]);
    });

    test('networks are listed with their total, and read one by one', async (t) => {
      const { client, arrived } = await openEcgrid(t, { dialect });
      const { networks } = client('Root');
      const { items, totalRecords, unreadable } = await networks.listNetworks(
        {},
        { pageNo: 1, recordsPerPage: 2 },
      );
      assert.deepEqual([items.map(({ networkId }) => networkId), totalRecords, unreadable], [[1, 2], 3, []]);
      assert.deepEqual(await networks.getNetwork(1), {
        networkId: 1,
        uniqueId: 'NET0001',
        companyName: 'Meridian Supply Network',
        status: 'Active',
      });
      const [list, get] = await arrived();
      assert.deepEqual(
        [list?.call, list?.body],
        ['POST /v2/networks/list', { pageNo: 1, recordsPerPage: 2 }],
      );
      assert.equal(get?.call, 'GET /v2/networks/1');
    });

    test('mailboxes are listed by network and status, and read one by one', async (t) => {
      const { client, arrived } = await openEcgrid(t, { dialect });
      const { networks } = client('Root');
      const page = { pageNo: 1, recordsPerPage: 25 };
      const { items } = await networks.listMailboxes({ networkId: 2, status: 'Active' }, page);
      assert.deepEqual(
        items.map(({ mailboxId, networkId }) => [mailboxId, networkId]),
        [
          [2001, 2],
          [2002, 2],
        ],
      );
      assert.equal((await networks.getMailbox(2001)).networkId, 2);
      const [list, get] = await arrived();
      assert.deepEqual(
        [list?.call, list?.body, get?.call],
        ['POST /v2/mailboxes/list', { networkId: 2, status: 'Active', ...page }, 'GET /v2/mailboxes/2001'],
      );
    });

    test('a network that is out of reach, or is none, is refused', async (t) => {
      const { client } = await openEcgrid(t, { dialect });
      const { networks } = client('NetworkAdmin');
      assert.equal((await failureOf(networks.getNetwork(2))).kind, 'forbidden');
      assert.equal((await failureOf(networks.getMailbox(2001))).kind, 'forbidden');
      assert.equal((await failureOf(networks.getNetwork(77))).kind, 'notFound');
    });
  });
}
