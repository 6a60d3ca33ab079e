import assert from 'node:assert/strict';
import type { Profile } from '../../src/host/connection/profile.ts';
import { createGate } from './support/gate.ts';
import type { HeldAttempt } from './support/gate.ts';
import { BreakableSecrets, LockedSecrets, MemorySecrets, SlowMemento } from './support/stores.ts';
import { testSandbox } from './support/testSandbox.ts';
import { allRows, treeOn, usersIn } from './support/treeView.ts';
import { closeWindows, idle, openWindow, sandboxProfile, windowWithTwo } from './support/window.ts';
import type { TestWindow } from './support/window.ts';

const { keys, judge } = testSandbox;
const first = sandboxProfile();
const second = sandboxProfile({ id: 'profile-2', name: 'Second' });
const keyName = ({ id, origin }: Profile): string => `ecgrid.key:${id}:${origin}`;

const loginOf = ({ connection }: TestWindow): string | undefined => connection.session?.me.login;

/** Resolves when a key has been stored. */
const becomesStored = (secrets: MemorySecrets): Promise<void> =>
  new Promise((resolve) => {
    const subscription = secrets.onDidChange(() => {
      subscription.dispose();
      resolve();
    });
  });

beforeEach(() => judge.clearLog());
afterEach(async () => {
  closeWindows();
  await judge.faults();
});

describe('switching while', () => {
  /** The attempt for a profile among those that are held back. */
  const heldFor = (held: readonly HeldAttempt[], profileId: string): HeldAttempt => {
    const found = held.find((attempt) => attempt.profileId === profileId);
    assert.ok(found, `no attempt for ${profileId}`);
    return found;
  };

  it('the old profile is connecting: its late answer is dropped, and its session ended', async () => {
    const gate = createGate({ closed: false });
    const window = await windowWithTwo({ around: gate.around });
    gate.close();
    const old = window.connection.reconnect();
    await idle();
    const late = heldFor(gate.held, 'profile-1');
    gate.open();
    await window.connection.switchTo(second);
    late.release();
    await old;
    assert.equal(loginOf(window), 'mailboxadmin');
    assert.deepEqual(window.connection.profile, second);
    const dropped = await late.answer;
    await dropped.directory.load();
    assert.equal(dropped.directory.state.kind, 'failed');
    assert.ok(!(await judge.lines()).includes('POST /v2/users/list'));
  });

  it('the old profile is failing to connect: its failure does not show under the new one', async () => {
    const gate = createGate({ closed: false });
    const window = await windowWithTwo({ around: gate.around });
    await judge.faults({ name: 'forbidden', path: '/v2/users/me', times: 1 });
    gate.close();
    const old = window.connection.reconnect();
    await idle();
    const late = heldFor(gate.held, 'profile-1');
    await assert.rejects(late.answer);
    gate.open();
    await window.connection.switchTo(second);
    late.release();
    await old;
    assert.equal(loginOf(window), 'mailboxadmin');
  });

  it('another switch is under way: the last one counts, whichever answer comes first', async () => {
    const gate = createGate({ closed: false });
    const window = await windowWithTwo({ around: gate.around });
    gate.close();
    const toSecond = window.connection.switchTo(second);
    await idle();
    const back = window.connection.switchTo(first);
    await idle();
    heldFor(gate.held, 'profile-1').release();
    await back;
    heldFor(gate.held, 'profile-2').release();
    await toSecond;
    assert.equal(loginOf(window), 'networkadmin');
    assert.deepEqual(window.profiles.active(), first);
  });

  it('the password store is being read for the old profile', async () => {
    const secrets = new LockedSecrets();
    const { memento } = await windowWithTwo();
    await secrets.store(keyName(second), keys.MailboxAdmin);
    await secrets.store(keyName(first), keys.NetworkAdmin);
    await judge.clearLog();
    const window = openWindow({ memento, secrets });
    const old = window.connection.reconnect();
    await window.connection.switchTo(second);
    secrets.unlock();
    await old;
    assert.equal(loginOf(window), 'mailboxadmin');
    assert.deepEqual(await judge.lines(), ['GET /v2/users/me']);
  });

  it('the first page of users is under way: only the users of the new profile are shown', async () => {
    const window = treeOn(await windowWithTwo());
    await judge.faults({ name: 'latency', delayMs: 20_000, path: '/v2/users/list', times: 1 });
    const page = window.session.directory.firstPage();
    await window.connection.switchTo(second);
    await page;
    assert.deepEqual(window.session.directory.users(), []);
    await judge.faults();
    const shown = usersIn(await allRows(window.tree));
    const own = window.connection.session?.me.mailboxId;
    assert.ok(shown.length > 0);
    assert.ok(shown.every(({ mailboxId }) => mailboxId === own));
    window.tree.dispose();
  });

  it('a key of the old profile changes: the new one does not connect again', async () => {
    const window = await windowWithTwo();
    const switched = window.connection.switchTo(second);
    await window.secrets.store(keyName(first), keys.NetworkUser);
    await switched;
    await idle();
    await window.connection.settled();
    assert.equal(loginOf(window), 'mailboxadmin');
    assert.deepEqual(await judge.lines(), ['GET /v2/users/me']);
  });

  it('a changed key of the old profile is being read: the new one does not connect again', async () => {
    const secrets = new LockedSecrets();
    secrets.unlock();
    const window = await windowWithTwo({ secrets });
    secrets.lock();
    await secrets.store(keyName(first), keys.NetworkUser);
    await window.connection.switchTo(second);
    secrets.unlock();
    await idle();
    await window.connection.settled();
    assert.equal(loginOf(window), 'mailboxadmin');
    assert.deepEqual(await judge.lines(), ['GET /v2/users/me']);
  });

  it('signing in elsewhere is being kept: what is shown and what is stored belong together', async () => {
    const secrets = new LockedSecrets();
    const window = openWindow({ secrets });
    // The first read is the one that proves that the key was kept.
    const signingIn = window.connection.signIn(first, keys.NetworkAdmin);
    await becomesStored(secrets);
    await idle();
    await window.connection.switchTo(second);
    assert.deepEqual(window.connection.state, { kind: 'keyMissing', profile: second });
    secrets.unlock();
    await signingIn;
    assert.equal(loginOf(window), 'networkadmin');
    assert.deepEqual(window.profiles.active(), first);
    await judge.clearLog();
    await secrets.store(keyName(first), keys.NetworkAdmin);
    await idle();
    assert.deepEqual(await judge.lines(), [], 'the key in use is known as such');
  });

  it('signing in elsewhere is being written: the last choice is shown and stored', async () => {
    const memento = new SlowMemento();
    const secrets = new MemorySecrets();
    await secrets.store(keyName(second), keys.MailboxAdmin);
    const window = openWindow({ memento, secrets });
    const stored = becomesStored(secrets);
    const signingIn = window.connection.signIn(first, keys.NetworkAdmin);
    await stored;
    await idle();
    const switching = window.connection.switchTo(second);
    memento.finish();
    await Promise.all([signingIn, switching]);
    assert.equal(loginOf(window), 'mailboxadmin');
    assert.deepEqual(window.profiles.active(), second);
  });

  it('signing out: the profile that was chosen last stays', async () => {
    const window = await windowWithTwo();
    const out = window.connection.signOut();
    await window.connection.switchTo(second);
    await out;
    assert.equal(loginOf(window), 'mailboxadmin');
    assert.deepEqual(window.profiles.active(), second);
    assert.deepEqual(await window.secrets.keys(), [keyName(second)]);
  });
});

describe('another window', () => {
  const twoWindows = async (): Promise<{ readonly here: TestWindow; readonly there: TestWindow }> => {
    const here = await windowWithTwo();
    const there = openWindow({ memento: here.memento, secrets: here.secrets });
    await there.connection.settled();
    await judge.clearLog();
    return { here, there };
  };

  it('that switches does not take this one along, also when this one connects again', async () => {
    const { here, there } = await twoWindows();
    await there.connection.switchTo(second);
    assert.deepEqual([loginOf(here), loginOf(there)], ['networkadmin', 'mailboxadmin']);
    await here.connection.reconnect();
    assert.deepEqual([loginOf(here), here.connection.profile], ['networkadmin', first]);
    assert.deepEqual(here.profiles.active(), second, 'the next window begins with what was chosen last');
  });

  it('that signs out of another profile leaves the session here alone', async () => {
    const { here, there } = await twoWindows();
    await there.connection.switchTo(second);
    await here.connection.signOut();
    await idle();
    assert.equal(loginOf(there), 'mailboxadmin');
    assert.deepEqual(there.profiles.active(), second);
  });

  it('that empties or spoils the list does not end the session here', async () => {
    const { here } = await twoWindows();
    const { session } = here.connection;
    await here.memento.update('ecgrid.profiles', 'spoilt');
    await idle();
    assert.equal(here.connection.session, session);
    assert.equal(session?.profile.name, first.name);
    await here.connection.reconnect();
    assert.equal(loginOf(here), 'networkadmin');
  });

  it('that removes the profile in use here leaves this one without a key, and able to go on', async () => {
    const { here, there } = await twoWindows();
    await there.connection.removeProfile(first);
    await idle();
    assert.deepEqual(here.connection.state, { kind: 'keyMissing', profile: first });
    await here.connection.switchTo(second);
    assert.equal(loginOf(here), 'mailboxadmin');
  });

  it('that renames the profile in use here is heard', async () => {
    const { here, there } = await twoWindows();
    await there.connection.renameProfile(first, 'Renamed there');
    assert.equal(here.connection.session?.profile.name, 'Renamed there');
  });
});

describe('a key that was replaced', () => {
  it('is used by the running session for its next call, and kept; nothing connects again', async () => {
    const { connection, secrets, session, states } = await windowWithTwo();
    const before = [...states];
    assert.equal(await connection.replaceKey(session, keys.MailboxAdmin), undefined);
    await idle();
    assert.equal(connection.session, session);
    assert.deepEqual(states, before);
    assert.deepEqual(await judge.lines(), []);
    assert.equal((await session.client.users.me()).login, 'mailboxadmin');
    assert.equal(await secrets.get(keyName(first)), keys.MailboxAdmin);
  });

  it('is followed by the other windows', async () => {
    const here = await windowWithTwo();
    const there = openWindow({ memento: here.memento, secrets: here.secrets });
    await there.connection.settled();
    await here.connection.replaceKey(here.session, keys.MailboxAdmin);
    await idle();
    await there.connection.settled();
    assert.equal(loginOf(there), 'mailboxadmin');
    assert.equal(here.connection.session, here.session);
  });

  it('that cannot be kept is used all the same, which is told, and the old one is gone', async () => {
    const secrets = new BreakableSecrets();
    const { connection, session, states } = await windowWithTwo({ secrets });
    const before = [...states];
    secrets.isBroken = true;
    const problem = await connection.replaceKey(session, keys.MailboxAdmin);
    await idle();
    assert.match(problem?.message ?? '', /could not keep the API key \(The keyring is full\.\)/);
    assert.ok(!problem?.message.includes(keys.MailboxAdmin));
    assert.equal(connection.session, session);
    assert.deepEqual(states, before);
    assert.equal((await session.client.users.me()).login, 'mailboxadmin');
    assert.equal(await secrets.get(keyName(first)), undefined);
  });

  it('of a session that was left meanwhile is kept under its own profile', async () => {
    const window = await windowWithTwo();
    await window.connection.switchTo(second);
    await window.connection.replaceKey(window.session, keys.NetworkUser);
    await idle();
    assert.equal(loginOf(window), 'mailboxadmin');
    assert.equal(await window.secrets.get(keyName(first)), keys.NetworkUser);
    assert.equal(await window.secrets.get(keyName(second)), keys.MailboxAdmin);
    // The key in use is still the one that is followed.
    await window.secrets.delete(keyName(second));
    await idle();
    assert.deepEqual(window.connection.state, { kind: 'keyMissing', profile: second });
  });
});
