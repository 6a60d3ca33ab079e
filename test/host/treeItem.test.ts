import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { authLevels } from '../../src/domain/authLevel.ts';
import { mayAct } from '../../src/domain/grants.ts';
import { groupings } from '../../src/domain/grouping.ts';
import type { GroupBy } from '../../src/domain/grouping.ts';
import { statuses } from '../../src/domain/status.ts';
import { userActions } from '../../src/domain/userAction.ts';
import type { UserAction } from '../../src/domain/userAction.ts';
import type { User } from '../../src/domain/user.ts';
import { noNames } from '../../src/domain/userText.ts';
import type { NameLookup } from '../../src/domain/userText.ts';
import type { GroupState } from '../../src/directory/group.ts';
import { nodeId } from '../../src/host/users/nodes.ts';
import { possibleActionsFor } from '../../src/host/users/possibleActions.ts';
import { treeItem } from '../../src/host/users/treeItem.ts';
import type { TreeContext } from '../../src/host/users/treeItem.ts';
import { userTooltip } from '../../src/host/users/userTooltip.ts';
import { hostileUsers, unruly } from '../support/hostileUsers.ts';
import { aUser } from '../unit/support/builders.ts';

const me = aUser({ userId: 1, login: 'me', authLevel: 'NetworkAdmin', mailboxId: 0 });
const context: TreeContext = {
  me,
  possible: possibleActionsFor(me.userId, (action, target) => mayAct(action, me, target)),
  group: () => undefined,
  alone: false,
  lockedOut: undefined,
  filtered: false,
  names: noNames,
};
const draw = (user: User, names: NameLookup = noNames): vscode.TreeItem =>
  treeItem({ kind: 'user', user }, { ...context, names });
const iconOf = ({ iconPath }: vscode.TreeItem): string | undefined =>
  iconPath instanceof vscode.ThemeIcon ? iconPath.id : undefined;

/** The words of all actions but those that would change nothing. */
const wordsWithout = (...needless: readonly UserAction[]): string =>
  userActions.filter((action) => !needless.includes(action)).join(' ');

describe('the row of a user', () => {
  for (const { what, login, name } of hostileUsers) {
    it(`is plain text on one line, of a length that can be shown: ${what}`, () => {
      const user = aUser({ login, firstName: name, lastName: '', company: name, authLevel: 'General' });
      const item = draw(user);
      const mark = login.includes('כ') ? '\u200E' : '';
      assert.ok(typeof item.description === 'string' && item.description.startsWith(mark));
      const description = item.description.slice(mark.length);
      const texts = [item.label, description, item.accessibilityInformation?.label];
      for (const text of [...texts, ...userTooltip(user).split('\n')]) {
        assert.ok(typeof text === 'string' && text.length <= 600);
        assert.doesNotMatch(text, unruly);
      }
      assert.equal(
        userTooltip(user).split('\n').length,
        userTooltip(aUser({ company: 'Any' })).split('\n').length,
      );
      assert.equal(item.command, undefined);
      if (name.length > 250 || unruly.test(login + name)) return;
      assert.deepEqual([item.label, description], [login, `${name} · mailbox 1001`]);
      assert.ok(userTooltip(user).startsWith(`Login: ${login}\nName: ${name}\n`));
    });
  }

  it('has no words in its context that the service has told: menus go by them', () => {
    const words = draw(aUser({ status: 'self terminateUser', networkId: 2 })).contextValue;
    assert.equal(words, 'user statusNotKnown limited');
  });

  it('with nothing but a login and an id has no empty parts', () => {
    const item = draw({ userId: 5, login: 'bare', networkId: 0, mailboxId: 0, authLevel: '', status: '' });
    assert.equal(item.description, 'network 0');
    assert.equal(item.contextValue, `user statusNotTold ${wordsWithout('unlockUser')}`);
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
      assert.equal(words.includes('changeRole'), !above);
    });
  }

  it('keeps the words of its context apart, so that a menu finds whole words', () => {
    const words = wordsWithout('unlockUser', 'activateUser');
    assert.equal(draw(aUser()).contextValue, `user Active ${words}`);
    assert.equal(draw({ ...me }).contextValue, `user Active ${words} self`);
    const locked = aUser({ lockedOut: true });
    assert.equal(draw(locked).contextValue, `user Active ${wordsWithout('activateUser')}`);
    assert.equal(draw(aUser({ networkId: 2 })).contextValue, 'user Active limited');
    assert.equal(draw(aUser({ status: 'Terminated' })).contextValue, 'user Terminated limited');
  });
});

/** One name with everything in it that could be taken for something else. */
const oddName = '[x](command:y) $(trash) <b> יעל';
const names: NameLookup = {
  networkName: (id) => (id === 1 ? 'Acme Network' : undefined),
  mailboxName: (id) => (id === 1001 ? oddName : undefined),
};

describe('the place of a user', () => {
  it('is told by name and ID where the name is known', () => {
    assert.equal(draw(aUser(), names).description, `Jane Doe · mailbox ${oddName} (1001)`);
    assert.equal(draw(aUser({ mailboxId: 0 }), names).description, 'Jane Doe · network Acme Network (1)');
    assert.equal(draw(aUser({ mailboxId: 1002 }), names).description, 'Jane Doe · mailbox 1002');
    assert.match(userTooltip(aUser(), names), /\nNetwork: Acme Network \(1\)\nMailbox: .* \(1001\)\n/);
    assert.match(userTooltip(aUser({ mailboxId: 1002 }), names), /\nMailbox: 1002\n/);
  });
});

describe('the row of a group', () => {
  const state = (more: Partial<GroupState>): GroupState => ({
    by: 'level',
    key: 'General',
    users: [],
    load: { kind: 'loaded', complete: true },
    partial: false,
    ...more,
  });
  const drawGroup = (by: GroupBy, key: string, more: Partial<GroupState> = {}): vscode.TreeItem =>
    treeItem({ kind: 'group', by, key }, { ...context, names, group: () => state({ by, key, ...more }) });

  it('is open when it is the only one, and closed beside others', () => {
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    for (const [alone, collapsibleState] of [
      [true, Expanded],
      [false, Collapsed],
    ] as const) {
      const item = treeItem({ kind: 'group', by: 'level', key: 'General' }, { ...context, alone });
      assert.equal(item.collapsibleState, collapsibleState);
    }
  });

  for (const [by, key, label, icon] of [
    ['level', 'NetworkAdmin', 'NetworkAdmin', 'shield'],
    ['level', '', 'AuthLevel not told', 'question'],
    ['status', 'Suspended', 'Suspended', 'debug-pause'],
    ['status', '', 'Status not told', 'question'],
    ['network', '1', 'Acme Network (1)', 'globe'],
    ['network', '2', 'Network 2', 'globe'],
    ['network', '0', 'Network not told', 'globe'],
    ['mailbox', '1/1001', `${oddName} (1001)`, 'mail'],
    ['mailbox', '1/1002', 'Mailbox 1002', 'mail'],
    ['mailbox', '1/0', 'Whole network Acme Network (1)', 'globe'],
    ['mailbox', '2/0', 'Whole network 2', 'globe'],
    ['mailbox', '0/0', 'Network not told', 'globe'],
  ] as const) {
    it(`by ${by} ‘${key}’ is called ${label}`, () => {
      const item = drawGroup(by, key, { users: [aUser()] });
      assert.deepEqual([item.label, iconOf(item)], [label, icon]);
      assert.equal(item.accessibilityInformation?.label, `${label}, 1 user`);
      assert.ok(typeof item.tooltip === 'string' && item.tooltip !== '');
      assert.equal(item.contextValue, `group ${by}`);
    });
  }

  it('counts what is known, and says when there may be more or nobody has looked', () => {
    const two = [aUser(), aUser({ userId: 18 })];
    for (const [more, description, told] of [
      [{ users: two }, '2', '2 users'],
      [{ users: two, partial: true }, '2+', '2 or more users'],
      [{ users: two, load: { kind: 'loaded', complete: false } }, '2+', '2 or more users'],
      [{ users: two, load: { kind: 'idle' } }, '2+', '2 or more users'],
      [{ load: { kind: 'idle' } }, '', 'not loaded'],
      [{}, '0', '0 users'],
    ] as const) {
      const item = drawGroup('level', 'General', more);
      assert.equal(item.description, description);
      assert.equal(item.accessibilityInformation?.label, `General, ${told}`);
    }
  });
});

describe('the row for a filter that nobody passes', () => {
  it('clears the filter', () => {
    const item = treeItem({ kind: 'empty' }, context);
    assert.equal(item.label, 'No user matches the filter');
    assert.equal(item.command?.command, 'ecgrid.clearFilter');
  });
});

describe('the row that goes through all users', () => {
  it('says for each grouping what it looks for', () => {
    const labels = groupings.map((by) => treeItem({ kind: 'rest', by }, context).label);
    assert.deepEqual(labels, [
      'Look for other AuthLevels…',
      'Look for other networks…',
      'Look for other mailboxes…',
      'Look for other statuses…',
    ]);
  });
});

describe('the id of a row', () => {
  it('differs between rows of every kind that can stand side by side', () => {
    const error = new Error('any');
    const ids = groupings.flatMap((by) =>
      ['', '0', '1', '0:1', 'General', 'level:General'].flatMap((key) => [
        nodeId({ kind: 'group', by, key }),
        nodeId({ kind: 'range', by, key, range: { index: 0, items: [] } }),
        nodeId({ kind: 'range', by, key, range: { index: 1, items: [] } }),
        nodeId({ kind: 'more', by, key, loading: false, shown: 0 }),
        nodeId({ kind: 'problem', group: { by, key }, error, stale: false }),
      ]),
    );
    ids.push(nodeId({ kind: 'problem', group: undefined, error, stale: true }));
    ids.push(nodeId({ kind: 'groups', range: { index: 0, items: [] } }));
    ids.push(nodeId({ kind: 'rest', by: 'level' }), nodeId({ kind: 'empty' }));
    ids.push(nodeId({ kind: 'unreadable', count: 1 }), nodeId({ kind: 'user', user: aUser() }));
    ids.push(nodeId({ kind: 'lockedOut' }), nodeId({ kind: 'user', user: aUser(), below: 'lockedOut' }));
    ids.push(nodeId({ kind: 'lockedOutRange', range: { index: 0, items: [] } }));
    assert.equal(new Set(ids).size, ids.length);
  });
});
