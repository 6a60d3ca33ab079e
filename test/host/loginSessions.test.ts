/** Signing in with login and password: nothing is kept but the login, and every session is ended once. */
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { samplePassword } from '../../sandbox/secrets.ts';
import { explain } from '../../src/host/explain.ts';
import { createGate } from './support/gate.ts';
import { countSessions, jane, loginProfile, rightPassword, sameByKey } from './support/logins.ts';
import type { CountedSessions } from './support/logins.ts';
import { testSandbox } from './support/testSandbox.ts';
import { closeWindows, idle, openWindow, sandboxProfile } from './support/window.ts';
import type { TestWindow, WindowOptions } from './support/window.ts';

const { keys, judge } = testSandbox;
const byKey = sandboxProfile();
const keyName = `ecgrid.key:${loginProfile.id}:${loginProfile.origin}`;

const loggedIn = async (
  options: WindowOptions = {},
): Promise<TestWindow & { readonly counted: CountedSessions }> => {
  const counted = countSessions();
  const window = openWindow({ around: counted.around, ...options });
  await window.connection.signIn(loginProfile, jane);
  await judge.clearLog();
  return { ...window, counted };
};

beforeEach(() => judge.clearLog());
afterEach(async () => {
  closeWindows();
  await judge.faults();
});

describe('a login', () => {
  it('is remembered in the profile, and its password nowhere', async () => {
    const { connection, profiles, secrets, memento } = await loggedIn();
    assert.equal(connection.state.kind, 'signedIn');
    assert.deepEqual(profiles.active(), loginProfile);
    assert.deepEqual(await secrets.keys(), []);
    assert.ok(memento.text.includes(jane.login));
    assert.ok(!memento.text.includes(rightPassword));
  });

  it('with a wrong password stores nothing, and leaves the session in use alone', async () => {
    const { connection, counted, memento } = await loggedIn();
    const { session } = connection;
    const stored = memento.text;
    const wrong = connection.signIn({ ...loginProfile, name: 'Other' }, { login: 'jane', password: 'x' });
    await assert.rejects(wrong, { kind: 'invalidKey' });
    assert.equal(connection.session, session);
    assert.equal(memento.text, stored);
    assert.deepEqual(counted.ends(), [0]);
  });

  it('takes the place of the key that the profile had', async () => {
    const { connection, profiles, secrets } = openWindow({ around: countSessions().around });
    await connection.signIn(sameByKey, keys.NetworkAdmin);
    assert.deepEqual(await secrets.keys(), [keyName]);
    const { session, problem } = await connection.signIn(loginProfile, jane);
    await idle();
    assert.equal(problem, undefined);
    assert.deepEqual(await secrets.keys(), []);
    assert.deepEqual(profiles.all(), [loginProfile]);
    assert.equal(connection.session, session);
  });

  it('gives way to a key again', async () => {
    const { connection, profiles, secrets, counted } = await loggedIn();
    await connection.signIn(sameByKey, keys.MailboxAdmin);
    assert.deepEqual(profiles.all(), [sameByKey]);
    assert.equal(await secrets.get(keyName), keys.MailboxAdmin);
    assert.deepEqual(counted.ends(), [1, 0]);
  });

  it('has no key: one that another window keeps is not followed', async () => {
    const { connection, secrets } = await loggedIn();
    const { session } = connection;
    await secrets.store(keyName, keys.MailboxAdmin);
    await secrets.delete(keyName);
    await idle();
    assert.equal(connection.session, session);
    assert.deepEqual(await judge.lines(), []);
  });

  it('is asked for its password after a restart, and ECGrid for nothing', async () => {
    const { memento, secrets } = await loggedIn();
    const counted = countSessions();
    const next = openWindow({ memento, secrets, around: counted.around });
    await next.connection.settled();
    assert.deepEqual(next.connection.state, { kind: 'keyMissing', profile: loginProfile });
    assert.deepEqual([counted.ends(), await judge.lines()], [[], []]);
  });
});

describe('a login that ECGridOS knows', () => {
  const admin = { login: 'networkadmin', password: samplePassword };
  const profile = { ...loginProfile, login: admin.login };

  it('opens one session, works by ECGridOS alone, and ends it once', async () => {
    const before = await judge.sessions();
    const { connection, memento } = openWindow();
    const { session } = await connection.signIn(profile, admin);
    assert.equal(session.me.login, 'networkadmin');
    await session.directory.load();
    assert.equal(session.directory.state.kind, 'loaded');
    await session.places.load();
    const none = { kind: 'loaded', places: [], complete: false };
    assert.deepEqual([session.places.networks(), session.places.mailboxes()], [none, none]);
    await connection.signOut();
    await connection.close();
    const after = await judge.sessions();
    assert.deepEqual([after.opened - before.opened, after.closed - before.closed], [1, 1]);
    assert.deepEqual(
      (await judge.lines()).filter((line) => !line.includes('ECGridOS.asmx')),
      [],
    );
    assert.ok(!memento.text.includes(samplePassword));
  });

  it('ends the session also when its owner cannot be read', async () => {
    const before = await judge.sessions();
    const { connection } = openWindow();
    await judge.faults({ name: 'error500BeforeCommit', operation: 'WhoAmI' });
    await assert.rejects(connection.signIn(profile, admin));
    const after = await judge.sessions();
    assert.deepEqual([after.opened - before.opened, after.closed - before.closed], [1, 1]);
  });

  it('with a wrong password opens none, and the failure does not quote it', async () => {
    const before = await judge.sessions();
    const { connection } = openWindow();
    const wrong = connection.signIn(profile, { ...admin, password: 'Canary-Wrong-4718!' });
    await assert.rejects(wrong, (error: unknown) => {
      const { kind, message } = explain(error);
      assert.equal(kind, 'invalidKey');
      assert.ok(message.startsWith('ECGrid does not accept this login and password.'), message);
      return !inspect(error, { depth: 9 }).includes('Canary');
    });
    assert.deepEqual(await judge.sessions(), before);
  });
});

describe('the session of a login is ended once', () => {
  for (const [how, leave] of [
    ['signing out', ({ connection }) => connection.signOut()],
    ['switching to another profile', ({ connection }) => connection.switchTo(byKey)],
    ['removing the profile', ({ connection }) => connection.removeProfile(loginProfile)],
    ['connecting again', ({ connection }) => connection.reconnect()],
    ['closing the window', ({ connection }) => connection.close()],
    [
      'disposing of it',
      ({ connection }) => {
        connection.dispose();
        return connection.close();
      },
    ],
  ] satisfies readonly (readonly [string, (window: TestWindow) => Promise<void>])[]) {
    it(`by ${how}`, async () => {
      const window = await loggedIn();
      await leave(window);
      assert.deepEqual(window.counted.ends(), [1]);
      await window.connection.close();
      window.connection.dispose();
      await window.connection.close();
      assert.deepEqual(window.counted.ends(), [1]);
    });
  }

  it('by signing in once more, and the new one is not', async () => {
    const { connection, counted } = await loggedIn();
    await connection.signIn(loginProfile, jane);
    assert.deepEqual(counted.ends(), [1, 0]);
  });

  it('when another switch has overtaken it', async () => {
    const counted = countSessions();
    const gate = createGate();
    const around: WindowOptions['around'] = (open) => gate.around(counted.around(open));
    const { connection, secrets } = openWindow({ around });
    await secrets.store(`ecgrid.key:${byKey.id}:${byKey.origin}`, keys.NetworkAdmin);
    const overtaken = connection.switchTo(byKey);
    await idle();
    gate.open();
    await connection.signIn(loginProfile, jane);
    gate.held[0]?.release();
    await overtaken;
    assert.equal(connection.session?.profile.id, loginProfile.id);
    assert.deepEqual(counted.ends().toSorted(), [0, 1]);
  });

  it('when the window was closed before it was open, and it is not signed in to', async () => {
    const counted = countSessions();
    const gate = createGate();
    const around: WindowOptions['around'] = (open) => gate.around(counted.around(open));
    const { connection, memento } = openWindow({ around });
    const signingIn = connection.signIn(loginProfile, jane);
    await idle();
    let closed = false;
    const closing = connection.close().then(() => (closed = true));
    await idle();
    assert.equal(closed, false);
    gate.held[0]?.release();
    await assert.rejects(signingIn, { name: 'Canceled' });
    await closing;
    assert.deepEqual(counted.ends(), [1]);
    assert.equal(memento.text, '');
  });

  it('and closing the window waits for that', async () => {
    const { connection, counted } = await loggedIn();
    const release = counted.holdEnds();
    await connection.signOut();
    let closed = false;
    const closing = connection.close().then(() => (closed = true));
    await idle();
    assert.equal(closed, false);
    release();
    await closing;
    assert.deepEqual(counted.ends(), [1]);
  });
});
