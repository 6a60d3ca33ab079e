import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isEcgridError } from '../../src/api/ecgridError.ts';
import type { EcgridErrorKind } from '../../src/api/ecgridError.ts';
import type { ConnectionState } from '../../src/host/connection/connectionState.ts';
import { KeyNotForgotten, KeyNotKept, KeyVault } from '../../src/host/connection/keyVault.ts';
import { FailingSecrets, ForgetfulSecrets, MemorySecrets } from './support/stores.ts';
import { testSandbox } from './support/testSandbox.ts';
import {
  closeWindows,
  idle,
  openWindow,
  sandboxProfile,
  signedInWindow,
  windowWithTwo,
} from './support/window.ts';

const { url, keys, judge } = testSandbox;
const profile = sandboxProfile();
const keyName = `ecgrid.key:profile-1:${url}`;

/** For `assert.rejects`: an error of the client of this kind. */
const ofKind =
  (kind: EcgridErrorKind) =>
  (error: unknown): boolean =>
    isEcgridError(error) && error.kind === kind;

const loginOf = (state: ConnectionState): string | undefined =>
  state.kind === 'signedIn' ? state.session.me.login : undefined;

beforeEach(() => judge.clearLog());
afterEach(async () => {
  closeWindows();
  await judge.faults();
});

describe('signing in', () => {
  it('proves the key with one request, then stores it under profile and origin, apart from the profile', async () => {
    const { connection, profiles, memento, secrets } = await signedInWindow();
    assert.deepEqual(await judge.lines(), ['GET /v2/users/me']);
    assert.equal(loginOf(connection.state), 'networkadmin');
    assert.deepEqual(profiles.active(), profile);
    assert.deepEqual(await secrets.keys(), [keyName]);
    assert.equal(await secrets.get(keyName), keys.NetworkAdmin);
    assert.ok(!memento.text.includes(keys.NetworkAdmin));
  });

  it('stores nothing when the key is wrong', async () => {
    const { connection, profiles, secrets, journal, states } = openWindow();
    await assert.rejects(connection.signIn(profile, 'wrong-key'), ofKind('invalidKey'));
    assert.deepEqual(journal, []);
    assert.deepEqual(profiles.all(), []);
    assert.deepEqual(await secrets.keys(), []);
    assert.deepEqual(states, ['signedOut']);
  });

  it('leaves the session in use alone when the new key is wrong', async () => {
    const { connection, secrets, session, states } = await signedInWindow();
    await assert.rejects(connection.signIn(profile, 'wrong-key'), ofKind('invalidKey'));
    assert.equal(connection.session, session);
    assert.equal(await secrets.get(keyName), keys.NetworkAdmin);
    assert.deepEqual(states, ['signedOut', 'signedIn']);
  });

  it('sends nothing to an origin that is neither https nor this machine', async () => {
    const { connection, journal } = openWindow();
    const insecure = sandboxProfile({ origin: 'http://ecgrid.example' });
    await assert.rejects(connection.signIn(insecure, keys.NetworkAdmin), ofKind('insecure'));
    assert.deepEqual(journal, []);
  });

  it('stores nothing when it is cancelled', async () => {
    const { connection, journal } = openWindow();
    await judge.faults({ name: 'latency', delayMs: 20_000 });
    const source = new vscode.CancellationTokenSource();
    const attempt = connection.signIn(profile, keys.NetworkAdmin, source.token);
    source.cancel();
    await assert.rejects(attempt, ofKind('cancelled'));
    assert.deepEqual(journal, []);
    assert.equal(connection.state.kind, 'signedOut');
  });

  it('with another profile keeps the first in the list, and its key', async () => {
    const { connection, profiles, secrets } = await signedInWindow();
    const second = sandboxProfile({ id: 'profile-2', name: 'Second' });
    await connection.signIn(second, keys.MailboxAdmin);
    assert.equal(loginOf(connection.state), 'mailboxadmin');
    assert.deepEqual(profiles.all(), [profile, second]);
    assert.deepEqual(profiles.active(), second);
    assert.deepEqual(await secrets.keys(), [keyName, `ecgrid.key:profile-2:${url}`]);
  });

  it('with a profile that is in the list replaces its key, and nothing else', async () => {
    const { connection, profiles, secrets } = await signedInWindow();
    const second = sandboxProfile({ id: 'profile-2', name: 'Second' });
    await connection.signIn(second, keys.NetworkUser);
    await connection.signIn(profile, keys.MailboxAdmin);
    assert.deepEqual(profiles.all(), [profile, second]);
    assert.deepEqual(profiles.active(), profile);
    assert.equal(await secrets.get(keyName), keys.MailboxAdmin);
    assert.equal(await secrets.get(`ecgrid.key:profile-2:${url}`), keys.NetworkUser);
  });

  it('does not ask the service again because its own key was stored', async () => {
    const { connection } = await signedInWindow();
    await connection.signIn(profile, keys.MailboxAdmin);
    await idle();
    await connection.settled();
    assert.deepEqual(await judge.lines(), ['GET /v2/users/me', 'GET /v2/users/me']);
    assert.equal(loginOf(connection.state), 'mailboxadmin');
  });
});

for (const [what, secrets] of [
  ['fails', new FailingSecrets()],
  ['forgets without a word', new ForgetfulSecrets()],
] as const) {
  describe(`a SecretStorage that ${what}`, () => {
    it('is told, and the session works until the window closes', async () => {
      const { connection, memento } = openWindow({ secrets });
      const { session, problem } = await connection.signIn(profile, keys.NetworkAdmin);
      assert.ok(problem instanceof KeyNotKept);
      assert.match(problem.message, /VS Code could not keep the API key .* then asked for again\./);
      await session.directory.load();
      assert.equal(session.directory.state.kind, 'loaded');
      assert.ok(!memento.text.includes(keys.NetworkAdmin), 'nothing falls back to plain text');
    });

    it('makes the next start ask for the key', async () => {
      const { connection, memento } = openWindow({ secrets });
      await connection.signIn(profile, keys.NetworkAdmin);
      await judge.clearLog();
      const next = openWindow({ secrets, memento });
      await next.connection.settled();
      assert.deepEqual(next.connection.state, { kind: 'keyMissing', profile });
      assert.deepEqual(await judge.lines(), []);
    });

    it('does not keep another profile from being signed in to', async () => {
      const { connection } = openWindow({ secrets });
      await connection.signIn(profile, keys.NetworkAdmin);
      const second = sandboxProfile({ id: 'profile-2', name: 'Second' });
      await connection.signIn(second, keys.MailboxAdmin);
      assert.equal(loginOf(connection.state), 'mailboxadmin');
    });
  });
}

describe('a key', () => {
  it('is never found under another origin, profile or letter case', async () => {
    const vault = new KeyVault(new MemorySecrets());
    await vault.store(profile, 'the-key');
    assert.equal(await vault.read(profile), 'the-key');
    assert.equal(await vault.read({ ...profile, name: 'Renamed' }), 'the-key');
    assert.equal(await vault.read({ ...profile, origin: 'https://rest.ecgrid.io' }), undefined);
    assert.equal(await vault.read({ ...profile, origin: `${url}0` }), undefined);
    assert.equal(await vault.read({ ...profile, id: 'profile-2' }), undefined);
  });

  it('is not sent when the origin of the stored profile was changed', async () => {
    const { memento, secrets } = await signedInWindow();
    await memento.update('ecgrid.profiles', [{ ...profile, origin: 'http://127.0.0.1:9' }]);
    await judge.clearLog();
    const { connection } = openWindow({ memento, secrets });
    await connection.settled();
    assert.equal(connection.state.kind, 'keyMissing');
    assert.deepEqual(await judge.lines(), []);
  });
});

describe('starting again', () => {
  it('restores the profile in use with one request, and not before somebody looks', async () => {
    const { memento, secrets } = await signedInWindow();
    await judge.clearLog();
    const { connection, states } = openWindow({ memento, secrets });
    assert.deepEqual(connection.state, { kind: 'connecting', profile });
    assert.deepEqual(await judge.lines(), []);
    await Promise.all([connection.settled(), connection.settled()]);
    assert.equal(loginOf(connection.state), 'networkadmin');
    assert.deepEqual(await judge.lines(), ['GET /v2/users/me']);
    assert.equal(states.at(-1), 'signedIn');
  });

  it('without a profile is signed out and asks nothing', async () => {
    const { connection } = openWindow();
    await connection.settled();
    await connection.reconnect();
    assert.deepEqual(connection.state, { kind: 'signedOut' });
    assert.deepEqual(await judge.lines(), []);
  });

  it('tells that the key is not on this machine', async () => {
    const { memento } = await signedInWindow();
    await judge.clearLog();
    const { connection } = openWindow({ memento });
    await connection.settled();
    assert.deepEqual(connection.state, { kind: 'keyMissing', profile });
    assert.deepEqual(await judge.lines(), []);
  });

  it('keeps a failure as the state, with its reason, until connecting succeeds', async () => {
    const { memento, secrets } = await signedInWindow();
    await judge.faults({ name: 'forbidden', path: '/v2/users/me' });
    const { connection } = openWindow({ memento, secrets });
    await connection.settled();
    const { state } = connection;
    assert.ok(state.kind === 'failed' && ofKind('forbidden')(state.error));
    await judge.faults();
    await connection.reconnect();
    assert.equal(loginOf(connection.state), 'networkadmin');
  });

  it('with a key that was withdrawn fails as invalidKey, and keeps the profile', async () => {
    const { memento, secrets } = await signedInWindow();
    await secrets.store(keyName, 'withdrawn');
    const { connection, profiles } = openWindow({ memento, secrets });
    await connection.settled();
    const { state } = connection;
    assert.ok(state.kind === 'failed' && ofKind('invalidKey')(state.error));
    assert.deepEqual(profiles.active(), profile);
  });
});

describe('signing out', () => {
  it('forgets the key alone; the profile is no longer active by then, so that it is not asked for', async () => {
    const { connection, profiles, secrets, journal, states } = await signedInWindow();
    journal.length = 0;
    await connection.signOut();
    assert.deepEqual(journal, ['update ecgrid.activeProfile', `delete ${keyName}`]);
    assert.deepEqual(profiles.all(), [profile]);
    assert.equal(profiles.active(), undefined);
    assert.deepEqual(await secrets.keys(), []);
    await idle();
    assert.deepEqual(states, ['signedOut', 'signedIn', 'signedOut']);
  });

  it('leaves the keys of the other profiles alone, and does nothing when signed out already', async () => {
    const { connection, secrets, journal } = await windowWithTwo();
    await connection.signOut();
    assert.deepEqual(await secrets.keys(), [`ecgrid.key:profile-2:${url}`]);
    journal.length = 0;
    await connection.signOut();
    assert.deepEqual(journal, []);
  });

  it('tells when the key could not be removed, and is signed out all the same', async () => {
    const { connection, profiles } = openWindow({ secrets: new FailingSecrets() });
    await connection.signIn(profile, keys.NetworkAdmin);
    await assert.rejects(connection.signOut(), KeyNotForgotten);
    assert.equal(connection.state.kind, 'signedOut');
    assert.equal(profiles.active(), undefined);
  });

  it('ends the session: its requests stop and its directory tells nothing more', async () => {
    const { connection, session } = await signedInWindow();
    await judge.faults({ name: 'latency', delayMs: 20_000, path: '/v2/users/list' });
    const load = session.directory.load();
    await connection.signOut();
    await load;
    const { state } = session.directory;
    assert.ok(state.kind === 'failed' && ofKind('cancelled')(state.error));
    assert.equal(connection.session, undefined);
  });
});
