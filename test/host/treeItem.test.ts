import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { authLevels } from '../../src/domain/authLevel.ts';
import { statuses } from '../../src/domain/status.ts';
import type { User } from '../../src/domain/user.ts';
import { nodeId } from '../../src/host/users/nodes.ts';
import { treeItem, userTooltip } from '../../src/host/users/treeItem.ts';
import { aUser } from '../unit/support/builders.ts';

const me = aUser({ userId: 1, login: 'me', authLevel: 'NetworkAdmin', mailboxId: 0 });
const draw = (user: User): vscode.TreeItem =>
  treeItem({ kind: 'user', user }, { me, group: () => undefined, alone: false });
const iconOf = ({ iconPath }: vscode.TreeItem): string | undefined =>
  iconPath instanceof vscode.ThemeIcon ? iconPath.id : undefined;

describe('the row of a user', () => {
  for (const [what, login, name] of [
    ['Markdown and HTML', '[click](command:workbench.action.quit)', '<img src=x onerror=alert(1)> **bold**'],
    ['the name of an icon', '$(trash)', '$(pass-filled) verified'],
    ['text that runs from right to left', 'yael.cohen', 'יעל כהן \u202Eexe.txt'],
    ['emoji', 'sunny 🌞', '👩‍👩‍👧'],
    ['10,000 characters', 'x'.repeat(10_000), 'y'.repeat(10_000)],
  ] as const) {
    it(`shows ${what} as it is, as plain text`, () => {
      const user = aUser({ login, firstName: name, lastName: '' });
      const item = draw(user);
      assert.equal(item.label, login);
      assert.equal(item.description, `${name} · mailbox 1001`);
      const tooltip = userTooltip(user);
      assert.ok(tooltip.startsWith(`Login: ${login}\nName: ${name}\n`));
      assert.equal(item.command, undefined);
    });
  }

  it('with nothing but a login and an id has no empty parts', () => {
    const item = draw({ userId: 5, login: 'bare', networkId: 0, mailboxId: 0, authLevel: '', status: '' });
    assert.equal(item.description, 'network 0');
    assert.equal(item.contextValue, 'user statusNotTold administrable');
    assert.equal(
      userTooltip({ userId: 5, login: 'bare', networkId: 0, mailboxId: 0, authLevel: '', status: '' }),
      'Login: bare\nName: bare\nAuthLevel: not told\nStatus: not told\nNetwork: 0\nMailbox: none: the whole network\nUser ID: 5',
    );
  });

  it('shows each status by an icon of its own, and a locked account before everything else', () => {
    const icons = statuses.map((status) => iconOf(draw(aUser({ status }))));
    assert.deepEqual(icons, ['account', 'tools', 'beaker', 'debug-pause', 'circle-slash']);
    for (const status of statuses) assert.equal(iconOf(draw(aUser({ status, lockedOut: true }))), 'lock');
    assert.equal(iconOf(draw(aUser({ status: 'Hibernating' }))), 'account');
  });

  it('names every status that is not the usual one', () => {
    assert.equal(draw(aUser()).description, 'Jane Doe · mailbox 1001');
    assert.equal(draw(aUser({ status: 'Hibernating' })).description, 'Jane Doe · mailbox 1001 · Hibernating');
  });

  for (const authLevel of authLevels) {
    const above = ['Root', 'TechOps', 'NetOps'].includes(authLevel);
    it(`of ${authLevel} can ${above ? 'not ' : ''}be administered by a NetworkAdmin`, () => {
      const words = draw(aUser({ authLevel })).contextValue?.split(' ') ?? [];
      assert.equal(words.includes('administrable'), !above);
    });
  }

  it('keeps the words of its context apart, so that a menu finds whole words', () => {
    assert.equal(draw(aUser()).contextValue, 'user Active administrable');
    assert.equal(draw({ ...me }).contextValue, 'user Active administrable self');
    assert.equal(draw(aUser({ networkId: 2 })).contextValue, 'user Active');
    assert.equal(draw(aUser({ status: 'Terminated' })).contextValue, 'user Terminated');
  });
});

describe('the row of a group', () => {
  it('is open when it is the only one, and closed beside others', () => {
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    for (const [alone, state] of [
      [true, Expanded],
      [false, Collapsed],
    ] as const) {
      const item = treeItem({ kind: 'level', authLevel: 'General' }, { me, group: () => undefined, alone });
      assert.equal(item.collapsibleState, state);
    }
  });
});

describe('the id of a row', () => {
  it('differs between rows of every kind that can stand side by side', () => {
    const error = new Error('any');
    const ids = ['', 'General', 'Custom'].flatMap((authLevel) => [
      nodeId({ kind: 'level', authLevel }),
      nodeId({ kind: 'range', authLevel, range: { index: 0, users: [] } }),
      nodeId({ kind: 'range', authLevel, range: { index: 1, users: [] } }),
      nodeId({ kind: 'more', authLevel, loading: false, shown: 0 }),
      nodeId({ kind: 'problem', authLevel, error, stale: false }),
    ]);
    ids.push(nodeId({ kind: 'problem', authLevel: undefined, error, stale: true }));
    ids.push(nodeId({ kind: 'unreadable', count: 1 }), nodeId({ kind: 'user', user: aUser() }));
    assert.equal(new Set(ids).size, ids.length);
  });
});
