/** What is declared of every action: where it stands, who may do it, and above all whether it can be taken back. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  reversibilityText,
  userActionFacts,
  userActions,
  writeActions,
} from '../../../src/domain/userAction.ts';
import type { Reversibility, UserAction } from '../../../src/domain/userAction.ts';

/** The promise that buttons, confirmations and notifications make. */
const promised: Readonly<Record<UserAction, Reversibility | undefined>> = {
  editUser: 'reversible',
  changeRole: 'reversible',
  moveUser: 'reversible',
  suspendUser: 'reversible',
  activateUser: 'reversible',
  setPassword: 'replaceable',
  rotateApiKey: 'replaceable',
  setMaxSessions: 'replaceable',
  updateConfig: 'replaceable',
  resetSessions: 'final',
  unlockUser: 'final',
  sendSms: 'final',
  terminateUser: 'final',
  copyApiKey: undefined,
};

const withFact = (isMeant: (name: UserAction) => boolean): readonly UserAction[] =>
  userActions.filter((name) => isMeant(name));

describe('an action', () => {
  for (const name of userActions) {
    test(`${name} says whether it can be taken back`, () => {
      const { reversibility, title } = userActionFacts(name);
      assert.equal(reversibility, promised[name]);
      assert.match(title, /^[A-Z].*…$/u);
      const sentence = {
        reversible: 'This can be undone.',
        replaceable: 'This cannot be undone, only replaced by another change.',
        final: 'This cannot be undone.',
      };
      assert.equal(reversibilityText(name), reversibility === undefined ? '' : sentence[reversibility]);
    });
  }

  test('changes something at ECGrid, but for copying an API key', () => {
    assert.deepEqual(new Set(writeActions), new Set(withFact((name) => promised[name] !== undefined)));
  });

  test('stands on the page where people look for it', () => {
    const standingAt = (place: string) =>
      withFact((name) => userActionFacts(name).group === place).toSorted();
    assert.deepEqual(standingAt('person'), ['editUser', 'sendSms', 'updateConfig']);
    assert.deepEqual(standingAt('end'), ['activateUser', 'suspendUser', 'terminateUser']);
    assert.equal(standingAt('access').length, userActions.length - 6);
  });

  test('on passwords and API keys needs a NetworkAdmin, and on one’s own names no lesser level', () => {
    const forNetworkAdmins = withFact((name) => userActionFacts(name).needsNetworkAdmin);
    assert.deepEqual(forNetworkAdmins.toSorted(), ['copyApiKey', 'rotateApiKey', 'setPassword']);
    assert.deepEqual(
      withFact((name) => userActionFacts(name).ownAccount),
      ['editUser'],
    );
  });
});
