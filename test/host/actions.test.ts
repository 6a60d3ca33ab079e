import assert from 'node:assert/strict';
import { authLevels } from '../../src/domain/authLevel.ts';
import { statuses } from '../../src/domain/status.ts';
import { mayAct } from '../../src/domain/grants.ts';
import { userActionFacts, userActions } from '../../src/domain/userAction.ts';
import type { UserAction } from '../../src/domain/userAction.ts';
import type { User } from '../../src/domain/user.ts';
import { noNames } from '../../src/domain/userText.ts';
import { actOnUsers, dropUsers } from '../../src/host/commands/userActions.ts';
import { possibleActionsFor } from '../../src/host/users/possibleActions.ts';
import { treeItem } from '../../src/host/users/treeItem.ts';
import type { MakeWrite } from '../../src/host/writes/windowContext.ts';
import { passwordWrite, resetWrite } from '../../src/operations/writes/access.ts';
import { terminateWrite } from '../../src/operations/writes/account.ts';
import { roleWrite } from '../../src/operations/writes/role.ts';
import { aUser } from '../unit/support/builders.ts';
import { standInDialogs } from './support/dialogs.ts';
import { contributions } from './support/extension.ts';
import { administratorOf, ownSandbox, perform, rowOf } from './support/ownSandbox.ts';
import { standInPages } from './support/pages.ts';
import { isWhenTrue } from './support/when.ts';
import type { ContextKeys } from './support/when.ts';

const { commands, menus } = contributions();

const toGeneral: MakeWrite = (context) => roleWrite(context, { authLevel: 'General', scope: {} });

/** What VS Code's contextValue of a user's row is, as somebody sees it. */
const contextValueOf = (me: User, user: User): string => {
  const context = {
    me,
    possible: possibleActionsFor(me.userId, (action, target) => mayAct(action, me, target)),
    group: () => undefined,
    alone: false,
    names: noNames,
    lockedOut: undefined,
    filtered: false,
  };
  return treeItem({ kind: 'user', user }, context).contextValue ?? '';
};

/** True when the context menu of a row offers a command. */
const isInMenu = (command: string, viewItem: string, keys: ContextKeys = {}): boolean =>
  (menus['view/item/context'] ?? [])
    .filter((entry) => entry.command === command)
    .some(({ when }) => isWhenTrue(when, { view: 'ecgrid.users', viewItem, ...keys }));

/** True when the palette offers a command. It does unless the manifest says when. */
const isInPalette = (command: string, keys: ContextKeys): boolean =>
  (menus['commandPalette'] ?? [])
    .filter((entry) => entry.command === command)
    .every(({ when }) => isWhenTrue(when, keys));

/** The actions that pass, in their order. */
const which = (isWanted: (command: string) => boolean): readonly UserAction[] =>
  userActions.filter((action) => isWanted(`ecgrid.${action}`));

const manyAtOnce = [
  'changeRole',
  'moveUser',
  'resetSessions',
  'unlockUser',
  'suspendUser',
  'activateUser',
  'terminateUser',
];

describe('each action on a user', () => {
  for (const action of userActions) {
    it(`${action} is a command, under the title that the page of a user has`, () => {
      const command = commands.find((one) => one.command === `ecgrid.${action}`);
      assert.equal(command?.title, userActionFacts(action).title);
    });
  }

  it('is found in the menu by its own name, and by no other', () => {
    for (const action of userActions) {
      assert.deepEqual(
        which((command) => isInMenu(command, `user Active ${action} limited`)),
        [action],
      );
    }
  });

  it('is in the menu of a row exactly when the rules do not refuse it, for every level and status', () => {
    for (const own of authLevels) {
      const me = aUser({ userId: 1, authLevel: own });
      for (const status of statuses) {
        for (const authLevel of [...authLevels, 'AuditUser', '']) {
          for (const user of [aUser({ authLevel, status }), aUser({ ...me, status })]) {
            assert.deepEqual(
              which((command) => isInMenu(command, contextValueOf(me, user))),
              userActions.filter((action) => mayAct(action, me, user).kind !== 'refused'),
              `${own} and ${status} ${user.authLevel}`,
            );
          }
        }
      }
    }
  });

  it('is explained by an entry of the menu where one is missing, and nowhere else', () => {
    const me = aUser({ userId: 1, authLevel: 'NetworkAdmin' });
    const explained = (user: User): boolean => isInMenu('ecgrid.explainActions', contextValueOf(me, user));
    assert.equal(explained(aUser()), false);
    assert.equal(explained(aUser({ authLevel: 'Root' })), true);
    assert.equal(explained(aUser({ status: 'Terminated' })), true);
  });

  it('is in the menu of several rows, whichever of them was clicked, when it can be done to many at once', () => {
    const me = aUser({ userId: 1, authLevel: 'NetworkAdmin' });
    for (const clicked of [aUser(), aUser({ authLevel: 'Root' }), aUser({ status: 'Terminated' })]) {
      const viewItem = contextValueOf(me, clicked);
      const offered = which((command) => isInMenu(command, viewItem, { listMultiSelection: true }));
      const alone = which((command) => isInMenu(command, viewItem));
      assert.deepEqual(
        offered,
        userActions.filter((action) => manyAtOnce.includes(action) || alone.includes(action)),
      );
    }
  });

  it('is not in the menu of several rows for somebody who administers nobody', () => {
    const me = aUser({ userId: 1, authLevel: 'NetworkUser' });
    const keys = { listMultiSelection: true, 'ecgrid.administersNobody': true };
    const offered = which((command) => isInMenu(command, contextValueOf(me, aUser()), keys));
    assert.deepEqual(offered, []);
  });

  it('is in the menu of no other row', () => {
    for (const viewItem of ['group', 'more', 'problem', 'rest', 'empty', 'unreadable', 'record']) {
      for (const keys of [{}, { listMultiSelection: true }]) {
        assert.deepEqual(
          which((command) => isInMenu(command, viewItem, keys)),
          [],
          viewItem,
        );
      }
    }
  });
});

describe('an action for one user', () => {
  const sandbox = ownSandbox();
  sandbox.forEach();

  for (const action of userActions.filter((name) => !manyAtOnce.includes(name))) {
    it(`${action} is done to nobody where several are selected, and says so`, async () => {
      const { context, user } = await administratorOf(sandbox());
      const pages = standInPages();
      const dialogs = standInDialogs();
      const rows = [user('mailboxuser'), user('tpuser')].map(rowOf);
      await actOnUsers(action, context)(rows[0], rows);
      const title = userActionFacts(action).title.replace('…', '');
      assert.deepEqual(dialogs.told, [`${title} is done to one user at a time: select that one alone.`]);
      assert.deepEqual([pages.items, dialogs.questions], [[], []]);
      assert.deepEqual(await sandbox().judge.lines(), []);
    });
  }
});

describe('the palette', () => {
  it('has every action before anything is known of whoever signs in, and while signing in', () => {
    for (const connection of [undefined, 'connecting', 'signedIn']) {
      const keys = { 'ecgrid.connection': connection };
      assert.deepEqual(
        which((command) => isInPalette(command, keys)),
        userActions,
        connection,
      );
      for (const command of ['ecgrid.addUser', 'ecgrid.importUsers'])
        assert.ok(isInPalette(command, keys), command);
    }
  });

  it('has none where nobody is signed in', () => {
    for (const connection of ['signedOut', 'keyMissing', 'failed']) {
      const keys = { 'ecgrid.connection': connection };
      assert.deepEqual(
        which((command) => isInPalette(command, keys)),
        [],
        connection,
      );
    }
  });

  it('has no passwords and keys for somebody below NetworkAdmin', () => {
    const keys = {
      'ecgrid.connection': 'signedIn',
      'ecgrid.administersNobody': false,
      'ecgrid.handlesNoSecrets': true,
    };
    assert.deepEqual(
      which((command) => isInPalette(command, keys)),
      userActions.filter((action) => !userActionFacts(action).needsNetworkAdmin),
    );
  });

  it('has only the own profile for somebody who administers nobody', () => {
    const keys = {
      'ecgrid.connection': 'signedIn',
      'ecgrid.administersNobody': true,
      'ecgrid.handlesNoSecrets': true,
    };
    assert.deepEqual(
      which((command) => isInPalette(command, keys)),
      ['editUser'],
    );
    for (const command of ['ecgrid.addUser', 'ecgrid.importUsers'])
      assert.equal(isInPalette(command, keys), false, command);
  });

  it('has nothing that needs a row', () => {
    for (const connection of [undefined, 'signedOut', 'signedIn']) {
      const keys = { 'ecgrid.connection': connection };
      for (const command of ['ecgrid.explainActions', 'ecgrid.loadMoreUsers'])
        assert.equal(isInPalette(command, keys), false, command);
    }
  });
});

describe('one’s own account', () => {
  const sandbox = ownSandbox();
  sandbox.forEach();

  for (const [what, make, loss] of [
    ['role', toGeneral, 'what it loses, you may be unable to give back.'],
    [
      'sessions',
      resetWrite,
      'every session of yours ends, in the portal and in programs. Your API key goes on.',
    ],
    [
      'password',
      (context) => passwordWrite(context, 'Canary-Pass-4711', true),
      'you sign in to the portal with the new password from now on.',
    ],
    [
      'end',
      terminateWrite,
      'your key stops at once, this extension is locked out with it, and nothing brings the account back.',
    ],
  ] satisfies (readonly [string, MakeWrite, string])[]) {
    it(`is asked about before its ${what}, with what would be lost`, async () => {
      const somebody = await administratorOf(sandbox());
      const dialogs = standInDialogs();
      await perform(somebody, make, somebody.user('networkadmin'));
      assert.equal(dialogs.questions.length, 1);
      assert.ok(dialogs.questions[0]?.detail.includes(`This is your own account: ${loss}`));
      assert.deepEqual(await sandbox().writes(), []);
    });
  }

  it('follows at once: who has given up the AuthLevel can do no more', async () => {
    const somebody = await administratorOf(sandbox());
    const { context, user } = somebody;
    const dialogs = standInDialogs();
    dialogs.answer('Change Role…');
    dialogs.type('Somebody else takes over.');
    await perform(somebody, toGeneral, user('networkadmin'));
    assert.equal(context.session.me.authLevel, 'General');
    await sandbox().judge.clearLog();
    await actOnUsers('terminateUser', context)(rowOf(user('general')));
    assert.equal(dialogs.told.at(-1), 'Your AuthLevel, General, does not administer users.');
    assert.deepEqual(await sandbox().judge.lines(), []);
  });
});

describe('what the rules refuse', () => {
  const sandbox = ownSandbox();
  sandbox.forEach();

  it('is a warning instead of a request, for every action', async () => {
    const { context, user } = await administratorOf(sandbox());
    for (const action of userActions) {
      const dialogs = standInDialogs();
      await actOnUsers(action, context)(rowOf(user('root')));
      assert.deepEqual(
        [dialogs.told, dialogs.questions],
        [['root is Root, above your own AuthLevel, NetworkAdmin.'], []],
        action,
      );
    }
    assert.deepEqual(await sandbox().judge.lines(), []);
  });

  it('cannot be dragged either: neither whom nor to where', async () => {
    const { context, user } = await administratorOf(sandbox(), { level: 'MailboxAdmin' });
    const dialogs = standInDialogs();
    await dropUsers(context)([user('general')], { by: 'level', key: 'NetworkUser' });
    await dropUsers(context)([user('general')], {
      by: 'mailbox',
      key: '1/1002',
      networkId: 1,
      mailboxId: 1002,
    });
    assert.deepEqual(dialogs.told, [
      'NetworkUser: Above your own AuthLevel, MailboxAdmin.',
      'Mailbox 1002 is out of your reach: your AuthLevel, MailboxAdmin, covers mailbox 1001.',
    ]);
    assert.deepEqual([dialogs.questions, await sandbox().judge.lines()], [[], []]);
  });
});
