import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { dialects } from '../../../sandbox/dialect.ts';
import { dataOf, object, objects, openBench, refusal } from './harness.ts';

for (const dialect of dialects) {
  const networkField = dialect === 'guide' ? 'networkID' : 'networkId';
  const mailboxField = dialect === 'guide' ? 'mailboxID' : 'mailboxId';

  suite(`networks and mailboxes, ${dialect} dialect`, () => {
    test('the lists are objects with a total', async (t) => {
      const bench = await openBench(t, { dialect });
      const root = bench.as('Root');
      const networks = object(await dataOf(root.post('/v2/networks/list', {})));
      assert.deepEqual(Object.keys(networks), ['totalRecords', 'pageNo', 'recordsPerPage', 'networks']);
      assert.deepEqual([networks['totalRecords'], objects(networks['networks']).length], [3, 3]);
      const page = { recordsPerPage: 4, pageNo: 3 };
      const mailboxes = object(await dataOf(root.post('/v2/mailboxes/list', page)));
      assert.deepEqual([mailboxes['totalRecords'], objects(mailboxes['mailboxes']).length], [9, 1]);
      const active = object(
        await dataOf(root.post('/v2/mailboxes/list', { networkId: 2, status: 'Active' })),
      );
      assert.deepEqual(
        objects(active['mailboxes']).map((mailbox) => [mailbox[networkField], mailbox[mailboxField]]),
        [
          [2, 2001],
          [2, 2002],
        ],
      );
    });

    test('one network and one mailbox', async (t) => {
      const bench = await openBench(t, { dialect });
      const network = object(await dataOf(bench.as('NetworkUser').get('/v2/networks/1')));
      assert.deepEqual(Object.keys(network).sort(), [
        'companyName',
        'created',
        'modified',
        networkField,
        'status',
        'uniqueId',
      ]);
      const mailbox = object(await dataOf(bench.as('MailboxUser').get('/v2/mailboxes/1001')));
      assert.deepEqual([mailbox[networkField], mailbox[mailboxField]], [1, 1001]);
      await refusal(bench.as('Root').get('/v2/networks/99'), 404, 'ObjectNotFound');
      await refusal(bench.as('Root').get('/v2/mailboxes/99'), 404, 'ObjectNotFound');
    });
  });
}

test('one sees the networks and mailboxes of one’s own reach', async (t) => {
  const bench = await openBench(t);
  const total = async (level: 'NetworkAdmin' | 'MailboxUser' | 'TPUser', what: string): Promise<unknown> =>
    object(await dataOf(bench.as(level).post(`/v2/${what}/list`, {})))['totalRecords'];
  assert.deepEqual(
    [await total('NetworkAdmin', 'networks'), await total('NetworkAdmin', 'mailboxes')],
    [1, 3],
  );
  assert.deepEqual([await total('MailboxUser', 'networks'), await total('MailboxUser', 'mailboxes')], [1, 1]);
  assert.deepEqual([await total('TPUser', 'networks'), await total('TPUser', 'mailboxes')], [1, 1]);
  for (const reply of [
    bench.as('NetworkAdmin').post('/v2/mailboxes/list', { networkId: 2 }),
    bench.as('NetworkAdmin').get('/v2/networks/2'),
    bench.as('NetworkAdmin').get('/v2/mailboxes/3001'),
    bench.as('MailboxAdmin').get('/v2/mailboxes/1002'),
  ]) {
    await refusal(reply, 403, 'AccessDenied');
  }
});
