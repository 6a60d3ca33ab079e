import assert from 'node:assert/strict';
import { isEcgridError } from '../../src/api/ecgridError.ts';
import { testSandbox } from './support/testSandbox.ts';
import {
  allRows,
  groupRows,
  loadAtRest,
  rowsOf,
  signedInTree,
  text,
  treeOn,
  usersIn,
} from './support/treeView.ts';
import { closeWindows, openWindow, signedInWindow } from './support/window.ts';

const { judge } = testSandbox;

afterEach(async () => {
  closeWindows();
  await judge.faults();
});

describe('what went wrong', () => {
  for (const fault of ['forbidden', 'error503', 'unauthorized'] as const) {
    it(`with everything, ${fault}, leaves the view empty for the welcome view that explains it`, async () => {
      await judge.faults({ name: fault, path: '/v2/users/list' });
      const { tree, session } = await signedInTree();
      assert.deepEqual(await rowsOf(tree), []);
      assert.equal(session.directory.state.kind, 'failed');
      await judge.faults();
      await session.directory.refresh();
      assert.equal((await rowsOf(tree))[0]?.node.kind, 'group');
    });
  }

  it('with everything, for which there is no welcome view, is one row that tells it and tries again', async () => {
    await judge.faults({ name: 'htmlBody', status: 200, path: '/v2/users/list', times: 1 });
    const { tree, session } = await signedInTree();
    const [problem, ...others] = await rowsOf(tree);
    assert.ok(problem?.node.kind === 'problem' && isEcgridError(problem.node.error));
    assert.deepEqual(others, []);
    assert.equal(text(problem), `${problem.node.error.message} Select to try again.`);
    assert.equal(problem.item.tooltip, `${problem.node.error.message}\n${problem.node.error.nextStep}`);
    assert.deepEqual(problem.item.command, { command: 'ecgrid.refreshUsers', title: 'Try Again' });
    await session.directory.refresh();
    assert.equal((await rowsOf(tree))[0]?.node.kind, 'group');
  });

  it('with a refresh leaves the users in place, marked as not up to date', async () => {
    const { tree, session } = await signedInTree();
    const before = usersIn(await allRows(tree));
    await judge.faults({ name: 'forbidden', path: '/v2/users/list', times: 1 });
    await session.directory.refresh();
    const [problem] = await rowsOf(tree);
    assert.ok(problem && text(problem).startsWith('Not up to date'));
    assert.deepEqual(usersIn(await allRows(tree)), before);
  });

  it('with the next page of a group is told in that group, and its row tries that page again', async () => {
    const { tree, session } = await signedInTree({ pageSize: 5 });
    await loadAtRest(session);
    const before = usersIn(await groupRows(tree, 'MailboxUser'));
    await judge.faults({ name: 'forbidden', path: '/v2/users/list', times: 1 });
    await session.directory.loadMore('MailboxUser');
    const rows = await groupRows(tree, 'MailboxUser');
    const problem = rows.at(-1);
    assert.deepEqual(usersIn(rows), before);
    assert.ok(problem?.node.kind === 'problem');
    assert.deepEqual(problem.item.command, {
      command: 'ecgrid.loadMoreUsers',
      title: 'Try Again',
      arguments: [problem.node],
    });
    await session.directory.loadMore('MailboxUser');
    const after = await groupRows(tree, 'MailboxUser');
    assert.ok(usersIn(after).length > before.length);
    assert.ok(after.every(({ node }) => node.kind !== 'problem'));
  });

  it('with one record is named beside the others, which are shown', async () => {
    await judge.faults({ name: 'malformedRecord', path: '/v2/users/list', times: 1 });
    const { tree } = await signedInTree();
    const rows = await rowsOf(tree);
    const unreadable = rows.at(-1);
    assert.ok(unreadable?.node.kind === 'unreadable');
    assert.equal(unreadable.item.label, '1 record could not be read');
    const records = await rowsOf(tree, unreadable.node);
    assert.equal(records.length, 1);
    assert.notEqual(records[0]?.item.description, '');
    assert.equal(usersIn(await allRows(tree)).length, 44);
  });

  it('with connecting is told by the welcome view, or by a row where there is none', async () => {
    const { memento, secrets } = await signedInWindow();
    await judge.faults({ name: 'forbidden', path: '/v2/users/me', times: 1 });
    const { tree, connection } = treeOn(openWindow({ memento, secrets }));
    assert.deepEqual(await rowsOf(tree), []);
    assert.equal(connection.state.kind, 'failed');
    await judge.faults({ name: 'htmlBody', status: 200, path: '/v2/users/me', times: 1 });
    await connection.reconnect();
    const [problem, ...others] = await rowsOf(tree);
    assert.ok(problem?.node.kind === 'problem' && isEcgridError(problem.node.error));
    assert.deepEqual(others, []);
    assert.equal(problem.item.label, problem.node.error.message);
    assert.deepEqual(problem.item.command, { command: 'ecgrid.refreshUsers', title: 'Try Again' });
    assert.ok(problem.item.id);
    await connection.reconnect();
    assert.equal((await rowsOf(tree))[0]?.node.kind, 'group');
  });
});
