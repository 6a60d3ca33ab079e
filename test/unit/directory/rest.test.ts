/** Going through all users, for those whose AuthLevel nobody knows to ask for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAhead } from '../../../src/api/readAhead.ts';
import { isEcgridError } from '../../../src/api/ecgridError.ts';
import { openDirectory, shown } from '../support/directories.ts';

test('finds users of an unknown level past the first page, and then knows everybody', async (t) => {
  const { directory, everybody, arrived } = await openDirectory(t, { pageSize: 5 });
  await directory.load();
  assert.equal(directory.group('AuditUser'), undefined);
  await arrived();
  await directory.loadRest();
  assert.equal(directory.group('AuditUser')?.users.length, 1);
  assert.deepEqual(shown(directory), await everybody());
  assert.equal(directory.complete, true);
  for (const { load } of directory.groups()) assert.deepEqual(load, { kind: 'loaded', complete: true });
  await arrived();
  await directory.loadRest();
  assert.deepEqual(await arrived(), []);
});

test('two calls at once are one: nobody is lost, and no page is asked for twice', async (t) => {
  const { directory, everybody, arrived } = await openDirectory(t, { pageSize: 5 });
  await directory.load();
  await arrived();
  await Promise.all([directory.loadRest(), directory.loadRest()]);
  assert.deepEqual(shown(directory), await everybody());
  const pages = (await arrived()).map(({ body }) => JSON.stringify(body));
  assert.equal(new Set(pages).size, pages.length);
  assert.ok(pages.length <= 60 / 5 + readAhead, 'no more than a few past the end');
});

test('a page that fails is told, and the next call goes on with it', async (t) => {
  const { directory, everybody, fault } = await openDirectory(t, { pageSize: 10 });
  await directory.load();
  await fault({ name: 'truncatedJson', path: '/v2/users/list' });
  await assert.rejects(directory.loadRest(), isEcgridError);
  assert.equal(directory.complete, false);
  await fault();
  await directory.loadRest();
  assert.deepEqual(shown(directory), await everybody());
});

test('what is cancelled is kept, and goes on later', async (t) => {
  const { directory, everybody } = await openDirectory(t, { pageSize: 10 });
  await directory.load();
  const cancel = new AbortController();
  const stop = directory.onDidChange(() => cancel.abort());
  await assert.rejects(directory.loadRest(cancel.signal), { kind: 'cancelled' });
  stop();
  assert.equal(directory.complete, false);
  await directory.loadRest();
  assert.deepEqual(shown(directory), await everybody());
});
