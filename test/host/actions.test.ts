import assert from 'node:assert/strict';
import { authLevels } from '../../src/domain/authLevel.ts';
import { statuses } from '../../src/domain/status.ts';
import { mayAct } from '../../src/domain/grants.ts';
import { userActionFacts, userActions } from '../../src/domain/userAction.ts';
import type { UserAction } from '../../src/domain/userAction.ts';
import type { User } from '../../src/domain/user.ts';
import { noNames } from '../../src/domain/userText.ts';
import { treeItem } from '../../src/host/users/treeItem.ts';
import { aUser } from '../unit/support/builders.ts';
import { contributions } from './support/extension.ts';
import { isWhenTrue } from './support/when.ts';
import type { ContextKeys } from './support/when.ts';

const { commands, menus } = contributions();

/** What VS Code's contextValue of a user's row is, as somebody sees it. */
const contextValueOf = (me: User, user: User): string => {
  const context = { me, group: () => undefined, alone: false, names: noNames };
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

const manyAtOnce = ['changeRole', 'moveUser', 'resetSessions', 'terminateUser'];

describe('each action on a user', () => {
  for (const action of userActions) {
    it(`${action} is a command, under the title that the page of a user has`, () => {
      const command = commands.find((one) => one.command === `ecgrid.${action}`);
      assert.equal(command?.title, userActionFacts(action).title);
    });
  }

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

  it('is in the menu of several rows when it can be done to many at once, whichever of them was clicked', () => {
    const me = aUser({ userId: 1, authLevel: 'NetworkAdmin' });
    for (const clicked of [aUser(), aUser({ authLevel: 'Root' }), aUser({ status: 'Terminated' })]) {
      const viewItem = contextValueOf(me, clicked);
      const keys = { listMultiSelection: true, 'ecgrid.administersNobody': false };
      assert.deepEqual(
        which((command) => isInMenu(command, viewItem, keys)),
        manyAtOnce,
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
