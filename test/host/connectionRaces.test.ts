import assert from 'node:assert/strict';
import type { ConnectionState } from '../../src/host/connection/connectionState.ts';
import { createGate } from './support/gate.ts';
import { LockedSecrets } from './support/stores.ts';
import type { MemorySecrets } from './support/stores.ts';
import { testSandbox } from './support/testSandbox.ts';
import { closeWindows, idle, openWindow, sandboxProfile, signedInWindow } from './support/window.ts';
import type { TestWindow } from './support/window.ts';

const { url, keys, judge } = testSandbox;
const profile = sandboxProfile();
const keyName = `ecgrid.key:profile-1:${url}`;

const loginOf = ({ connection }: TestWindow): string | undefined => connection.session?.me.login;

/** Resolves with the next state of this kind. */
const becomes = ({ connection }: TestWindow, kind: ConnectionState['kind']): Promise<void> =>
  new Promise((resolve) => {
    const subscription = connection.onDidChange((state) => {
      if (state.kind !== kind) return;
      subscription.dispose();
      resolve();
    });
  });

/** VS Code started again, with the network administrator's profile and `secrets`. */
const restarted = async (secrets?: MemorySecrets, gate = createGate()): Promise<TestWindow> => {
  const before = await signedInWindow(secrets === undefined ? {} : { secrets });
  before.connection.dispose();
  await judge.clearLog();
  return openWindow({ memento: before.memento, secrets: before.secrets, around: gate.around });
};

beforeEach(() => judge.clearLog());
afterEach(() => closeWindows());

describe('a key changed in another window', () => {
  it('is followed: the session is opened again with the new key', async () => {
    const window = await signedInWindow();
    await judge.clearLog();
    const again = becomes(window, 'signedIn');
    await window.secrets.store(keyName, keys.MailboxAdmin);
    await again;
    assert.equal(loginOf(window), 'mailboxadmin');
    assert.deepEqual(await judge.lines(), ['GET /v2/users/me']);
    assert.deepEqual(window.states.slice(-3), ['signedIn', 'connecting', 'signedIn']);
  });

  it('that was removed is told as missing', async () => {
    const window = await signedInWindow();
    const missing = becomes(window, 'keyMissing');
    await window.secrets.delete(keyName);
    await missing;
    assert.equal(window.connection.session, undefined);
  });

  it('to the one in use already changes nothing and asks nothing', async () => {
    const window = await signedInWindow();
    await judge.clearLog();
    await window.secrets.store(keyName, keys.NetworkAdmin);
    await idle();
    assert.equal(window.connection.session, window.session);
    assert.deepEqual(window.states, ['signedOut', 'signedIn']);
    assert.deepEqual(await judge.lines(), []);
  });

  it('of another profile or origin is none of ours', async () => {
    const window = await signedInWindow();
    await window.secrets.store(`ecgrid.key:profile-2:${url}`, keys.MailboxAdmin);
    await window.secrets.store('ecgrid.key:profile-1:https://rest.ecgrid.io', keys.MailboxAdmin);
    await idle();
    assert.deepEqual(window.states, ['signedOut', 'signedIn']);
  });

  it('is followed too when an attempt with the old key is still under way', async () => {
    const gate = createGate();
    const window = await restarted(undefined, gate);
    const settled = window.connection.settled();
    await idle();
    await window.secrets.store(keyName, keys.MailboxAdmin);
    await idle();
    gate.open();
    for (const { release } of gate.held) release();
    await settled;
    await window.connection.settled();
    await idle();
    await window.connection.settled();
    assert.equal(loginOf(window), 'mailboxadmin');
  });
});

describe('a late answer', () => {
  it('to an attempt that a sign-in has overtaken is dropped, and its session ended', async () => {
    const gate = createGate();
    const window = await restarted(undefined, gate);
    const settled = window.connection.settled();
    await idle();
    const [late] = gate.held;
    gate.open();
    await window.connection.signIn(profile, keys.MailboxAdmin);
    late?.release();
    await settled;
    assert.equal(loginOf(window), 'mailboxadmin');
    const dropped = await late?.answer;
    await dropped?.directory.load();
    assert.equal(dropped?.directory.state.kind, 'failed');
    assert.ok(!(await judge.lines()).includes('POST /v2/users/list'));
  });

  it('does not sign in again after signing out', async () => {
    const gate = createGate();
    const window = await restarted(undefined, gate);
    const settled = window.connection.settled();
    await idle();
    await window.connection.signOut();
    gate.held[0]?.release();
    await settled;
    assert.deepEqual(window.connection.state, { kind: 'signedOut' });
    assert.deepEqual(await window.secrets.keys(), []);
  });

  it('of a failed attempt does not replace the session that came in between', async () => {
    const gate = createGate();
    const window = await restarted(undefined, gate);
    await judge.faults({ name: 'forbidden', path: '/v2/users/me', times: 1 });
    const settled = window.connection.settled();
    await idle();
    const [late] = gate.held;
    await assert.rejects(async () => late?.answer);
    gate.open();
    await window.connection.signIn(profile, keys.MailboxAdmin);
    late?.release();
    await settled;
    assert.equal(loginOf(window), 'mailboxadmin');
  });

  it('of the password store, that it has no key, does not replace the session that came in between', async () => {
    const secrets = new LockedSecrets();
    const { memento } = await signedInWindow();
    const window = openWindow({ memento, secrets });
    const settled = window.connection.settled();
    await window.connection.signIn(profile, keys.MailboxAdmin);
    secrets.unlock();
    await settled;
    assert.equal(loginOf(window), 'mailboxadmin');
  });

  it('of the password store, with the key of before, is not used after a sign-in with another', async () => {
    const secrets = new LockedSecrets();
    const { memento } = await signedInWindow();
    await secrets.store(keyName, keys.NetworkAdmin);
    const window = openWindow({ memento, secrets });
    const settled = window.connection.settled();
    await window.connection.signIn(profile, keys.MailboxAdmin);
    await judge.clearLog();
    secrets.unlock();
    await settled;
    // The key in use, told once more, must still be known as the one in use.
    await secrets.store(keyName, keys.MailboxAdmin);
    await idle();
    await window.connection.settled();
    assert.equal(loginOf(window), 'mailboxadmin');
    assert.deepEqual(await judge.lines(), []);
  });

  it('of the password store does not bring a profile back that was signed out of', async () => {
    const secrets = new LockedSecrets();
    const { memento } = await signedInWindow();
    const window = openWindow({ memento, secrets });
    const settled = window.connection.settled();
    await window.connection.signOut();
    secrets.unlock();
    await settled;
    assert.deepEqual(window.connection.state, { kind: 'signedOut' });
  });
});
