import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { GroupBy } from '../../src/domain/grouping.ts';
import type { User } from '../../src/domain/user.ts';
import { drag, drop } from '../../src/host/users/dragUsers.ts';
import type { DropTarget } from '../../src/host/users/dragUsers.ts';
import type { Node } from '../../src/host/users/nodes.ts';
import { usersMimeType } from '../../src/host/users/usersView.ts';
import { loadAtRest } from './support/treeView.ts';
import { closeWindows, signedInWindow } from './support/window.ts';

afterEach(async () => {
  closeWindows();
  await vscode.commands.executeCommand('notifications.clearAll');
});

type Dropped = { readonly logins: readonly string[]; readonly target: DropTarget };

/** Somebody who is signed in, and what was dropped where. */
const dropping = async (groupBy: GroupBy) => {
  const { session } = await signedInWindow();
  await loadAtRest(session);
  await session.directory.show({ groupBy });
  const dropped: Dropped[] = [];
  const users = new Map(session.directory.users().map((user) => [user.login, user]));
  const node = (login: string): Node => {
    const user = users.get(login);
    assert.ok(user, login);
    return { kind: 'user', user };
  };
  const carryOut = (moved: readonly User[], target: DropTarget): Promise<void> => {
    dropped.push({ logins: moved.map(({ login }) => login), target });
    return Promise.resolve();
  };
  const dropOn = async (target: Node | undefined, ...rows: readonly Node[]): Promise<void> => {
    const data = new vscode.DataTransfer();
    drag(rows, data);
    await drop(session.directory, target, data, carryOut);
  };
  return { session, dropped, node, carryOut, dropOn };
};

const group = (by: GroupBy, key: string): Node => ({ kind: 'group', by, key });

describe('dragging users', () => {
  it('onto a group by AuthLevel hands them over with the level', async () => {
    const { dropped, dropOn, node } = await dropping('level');
    await dropOn(group('level', 'General'), node('mailboxuser'), node('tpuser'));
    assert.deepEqual(dropped, [
      { logins: ['mailboxuser', 'tpuser'], target: { by: 'level', key: 'General' } },
    ]);
  });

  it('onto a user, or a range, means the group of that row', async () => {
    const { dropped, dropOn, node } = await dropping('level');
    await dropOn(node('general'), node('mailboxuser'));
    await dropOn(
      { kind: 'range', by: 'level', key: 'TPUser', range: { index: 0, items: [] } },
      node('general'),
    );
    assert.deepEqual(
      dropped.map(({ target }) => target.key),
      ['General', 'TPUser'],
    );
  });

  it('onto a network or mailbox names both IDs', async () => {
    const byMailbox = await dropping('mailbox');
    await byMailbox.dropOn(group('mailbox', '1/1002'), byMailbox.node('mailboxuser'));
    await byMailbox.dropOn(group('mailbox', '1/0'), byMailbox.node('mailboxuser'));
    assert.deepEqual(
      byMailbox.dropped.map(({ target }) => target),
      [
        { by: 'mailbox', key: '1/1002', networkId: 1, mailboxId: 1002 },
        { by: 'mailbox', key: '1/0', networkId: 1, mailboxId: 0 },
      ],
    );
    const byNetwork = await dropping('network');
    await byNetwork.dropOn(group('network', '2'), byNetwork.node('mailboxuser'));
    assert.deepEqual(byNetwork.dropped[0]?.target, { by: 'network', key: '2', networkId: 2 });
  });

  it('onto a status does nothing but tell', async () => {
    const { dropped, dropOn, node } = await dropping('status');
    await dropOn(group('status', 'Suspended'), node('mailboxuser'));
    assert.deepEqual(dropped, []);
  });

  it('leaves out those who are there already', async () => {
    const { dropped, dropOn, node } = await dropping('level');
    await dropOn(group('level', 'TPUser'), node('tpuser'), node('mailboxuser'));
    await dropOn(group('level', 'TPUser'), node('tpuser'));
    assert.deepEqual(
      dropped.map(({ logins }) => logins),
      [['mailboxuser']],
    );
  });

  it('onto nothing, or a group that tells nothing, does nothing', async () => {
    const { dropped, dropOn, node } = await dropping('level');
    for (const target of [
      undefined,
      group('level', ''),
      group('network', '2'),
      { kind: 'rest', by: 'level' },
      { kind: 'unreadable', count: 1 },
      { kind: 'lockedOut' },
      { kind: 'lockedOutRange', range: { index: 0, items: [] } },
      { ...node('general'), below: 'lockedOut' },
      { kind: 'problem', group: undefined, error: undefined, stale: true },
    ] as const)
      await dropOn(target, node('mailboxuser'));
    assert.deepEqual(dropped, []);
  });

  it('takes users alone, and nothing when there is none among the rows', async () => {
    const { dropped, dropOn, node } = await dropping('level');
    await dropOn(group('level', 'General'), group('level', 'TPUser'), node('mailboxuser'));
    await dropOn(group('level', 'General'), group('level', 'TPUser'));
    assert.deepEqual(
      dropped.map(({ logins }) => logins),
      [['mailboxuser']],
    );
  });

  it('believes only IDs of users who are known, whoever put them there', async () => {
    const { session, dropped, carryOut } = await dropping('level');
    const target = group('level', 'General');
    for (const value of [undefined, null, 7, 'text', {}, [null, {}, '10001', 1, Number.NaN], [[10_001]]]) {
      const data = new vscode.DataTransfer();
      data.set(usersMimeType, new vscode.DataTransferItem(value));
      await drop(session.directory, target, data, carryOut);
    }
    const foreign = new vscode.DataTransfer();
    foreign.set('text/plain', new vscode.DataTransferItem([session.me.userId]));
    await drop(session.directory, target, foreign, carryOut);
    const { userId } = session.me;
    const twice = new vscode.DataTransfer();
    twice.set(usersMimeType, new vscode.DataTransferItem([userId, userId]));
    await drop(session.directory, target, twice, carryOut);
    assert.deepEqual(
      dropped.map(({ logins }) => logins),
      [['networkadmin']],
    );
  });
});
