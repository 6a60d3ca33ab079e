/** The last question of signing in, and the ways from a key to a login and back. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { signIn } from '../../src/host/connection/signIn.ts';
import { standInDialogs } from './support/dialogs.ts';
import { standInInputBoxes } from './support/inputBoxes.ts';
import { countSessions, jane, loginProfile, rightPassword, sameByKey } from './support/logins.ts';
import { restoreVscode } from './support/standIns.ts';
import { testSandbox } from './support/testSandbox.ts';
import { closeWindows, openWindow } from './support/window.ts';
import type { TestWindow } from './support/window.ts';

const { keys } = testSandbox;

describe('the question for a key or a login', () => {
  afterEach(() => {
    closeWindows();
    restoreVscode();
  });

  /** A window with a profile whose key or password is missing. */
  const askingFor = async (profile = sameByKey) => {
    const window = openWindow({ around: countSessions().around });
    await window.connection.switchTo(profile);
    return { ...window, boxes: standInInputBoxes(), dialogs: standInDialogs() };
  };

  const profileOf = ({ connection }: TestWindow) => connection.session?.profile;

  it('is the one for the key where nothing was said, masked, and leads to a key', async () => {
    const window = await askingFor();
    window.boxes.type(` ${keys.MailboxAdmin} `);
    await signIn(window);
    const [box, ...others] = window.boxes.shown;
    assert.deepEqual(others, []);
    assert.deepEqual([box?.title, box?.isMasked, box?.value], ['Sign In to ECGrid (4/4)', true, '']);
    assert.match(
      box?.prompt ?? '',
      /^API key for By login \(http.*\)\. It is kept in VS Code’s secret storage\.$/,
    );
    assert.deepEqual(profileOf(window), sameByKey);
    assert.equal(window.connection.session?.me.login, 'mailboxadmin');
  });

  it('has a button for the login, then asks for login and password, which alone is masked', async () => {
    const window = await askingFor();
    window.boxes.press('Sign in with login and password instead');
    window.boxes.type(' jane ', rightPassword);
    await signIn(window);
    const { shown } = window.boxes;
    assert.deepEqual(
      shown.map(({ isMasked }) => isMasked),
      [true, false, true],
    );
    assert.ok(shown.every(({ title }) => title === 'Sign In to ECGrid (4/4)'));
    assert.equal(shown[2]?.prompt, 'Password of jane for By login. It is used once, and kept nowhere.');
    assert.deepEqual(profileOf(window), loginProfile);
    assert.deepEqual(window.dialogs.told, ['Signed in to By login as networkadmin (NetworkAdmin).']);
  });

  it('asks for the password alone where the login is known', async () => {
    const window = await askingFor(loginProfile);
    window.boxes.type(rightPassword);
    await signIn(window);
    assert.equal(window.boxes.shown.length, 1);
    assert.deepEqual(profileOf(window), loginProfile);
  });

  it('still has what was typed after a wrong password, and tells nothing of it', async () => {
    const window = await askingFor(loginProfile);
    window.boxes.type('Canary-Wrong-4717!', rightPassword);
    window.dialogs.answer('Try Again');
    await signIn(window);
    assert.deepEqual(
      window.boxes.shown.map(({ value }) => value),
      ['', 'Canary-Wrong-4717!'],
    );
    assert.equal(window.connection.state.kind, 'signedIn');
    assert.ok(!window.dialogs.text.includes('Canary-Wrong-4717!'));
    assert.ok(!window.memento.text.includes('Canary'));
  });

  it('goes back from the password to the login, which is still there', async () => {
    const window = await askingFor({ ...loginProfile, login: 'jan' });
    window.boxes.press(vscode.QuickInputButtons.Back);
    window.boxes.type(jane.login, rightPassword);
    await signIn(window);
    assert.equal(window.boxes.shown[1]?.value, 'jan');
    assert.equal(profileOf(window)?.login, 'jane');
  });

  it('leads from a login back to a key, to which both APIs answer', async () => {
    const window = await askingFor(loginProfile);
    window.boxes.press('Sign in with an API key instead');
    window.boxes.type(keys.MailboxAdmin);
    await signIn(window);
    assert.deepEqual(profileOf(window), sameByKey);
    assert.deepEqual(window.profiles.all(), [sameByKey]);
  });

  it('refuses what is none, and leaves a password as it is', async () => {
    const window = await askingFor();
    window.boxes.type(' ', 'a b', 'schlüssel');
    window.boxes.press('Sign in with login and password instead');
    window.boxes.type(' ', 'jane', '', ` ${rightPassword}`);
    await signIn(window);
    assert.deepEqual(window.boxes.problems, [
      'Enter the API key.',
      'An API key has only letters, digits and signs, without spaces.',
      'An API key has only letters, digits and signs, without spaces.',
      'Enter the login.',
      'Enter the password.',
    ]);
    assert.equal(
      window.connection.state.kind,
      'keyMissing',
      'a password with a blank before it is another one',
    );
  });

  it('shows a login as text', async () => {
    const window = await askingFor({ ...loginProfile, login: '[x](command:y) $(trash)\u202e' });
    await signIn(window);
    const { prompt = '' } = window.boxes.shown[0] ?? {};
    assert.ok(prompt.startsWith('Password of [x] (command:y) $ (trash)'), prompt);
  });
});
