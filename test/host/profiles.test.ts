import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Profile } from '../../src/host/connection/profile.ts';
import { removeProfile, renameProfile } from '../../src/host/connection/manageProfiles.ts';
import { profilesWithoutKey } from '../../src/host/connection/profileItems.ts';
import { nameProblem } from '../../src/host/connection/profileQuestions.ts';
import { switchItems, switchProfile, useProfile } from '../../src/host/connection/switchProfile.ts';
import { MemorySecrets } from './support/stores.ts';
import { testSandbox } from './support/testSandbox.ts';
import {
  closeWindows,
  idle,
  openWindow,
  sandboxProfile,
  signedInWindow,
  windowWithTwo,
} from './support/window.ts';
import type { TestWindow } from './support/window.ts';

const { url, keys, judge } = testSandbox;
const first = sandboxProfile();
const second = sandboxProfile({ id: 'profile-2', name: 'Second' });
const keyName = ({ id, origin }: Profile): string => `ecgrid.key:${id}:${origin}`;

const loginOf = ({ connection }: TestWindow): string | undefined => connection.session?.me.login;

const run = (command: string): Promise<unknown> => Promise.resolve(vscode.commands.executeCommand(command));

beforeEach(() => judge.clearLog());
afterEach(() => closeWindows());

describe('the list of profiles, whoever wrote it,', () => {
  const listed = async (stored: unknown): Promise<readonly Profile[]> => {
    const { memento, profiles } = openWindow();
    await memento.update('ecgrid.profiles', stored);
    return profiles.all();
  };

  for (const [what, value] of [
    ['null', null],
    ['a text', 'x'],
    ['a list', [first]],
    ['half a profile', { id: 'a' }],
    ['an id that is no text', { ...first, id: 7 }],
    ['an empty id', { ...first, id: '' }],
    ['a name of blanks', { ...first, name: ' \t' }],
    ['an unknown environment', { ...first, environment: 'moon' }],
    ['an origin that is not safe', { ...first, origin: 'http://ecgrid.example' }],
    ['an address that is more than an origin', { ...first, origin: `${url}/v2` }],
    ['an address with credentials', { ...first, origin: 'https://me:secret@rest.ecgrid.io' }],
    ['an origin that is no text', { ...first, origin: { toString: () => url } }],
  ] as const) {
    it(`is read without ${what}`, async () => {
      assert.deepEqual(await listed([value, second]), [second]);
    });
  }

  for (const stored of [undefined, null, 7, 'x', { 0: first }, []]) {
    it(`${JSON.stringify(stored)} is an empty one, and nobody is signed in`, async () => {
      assert.deepEqual(await listed(stored), []);
    });
  }

  it('has each id once: the first one counts', async () => {
    assert.deepEqual(await listed([first, { ...second, id: first.id }, second]), [first, second]);
  });

  it('loses what a profile must not carry, and never gets it back', async () => {
    const { memento, connection } = openWindow();
    await memento.update('ecgrid.profiles', [{ ...second, key: 'a-secret', me: { name: 'x' } }]);
    await connection.signIn(first, keys.NetworkAdmin);
    assert.ok(!memento.text.includes('a-secret'));
    assert.ok(!memento.text.includes(keys.NetworkAdmin));
  });
});

describe('switching', () => {
  it('connects with the stored key of the other profile, with one request', async () => {
    const window = await windowWithTwo();
    await window.connection.switchTo(second);
    assert.equal(loginOf(window), 'mailboxadmin');
    assert.deepEqual(window.connection.profile, second);
    assert.deepEqual(window.profiles.active(), second);
    assert.deepEqual(await judge.lines(), ['GET /v2/users/me']);
    assert.deepEqual(window.states.slice(-3), ['signedIn', 'connecting', 'signedIn']);
  });

  it('keeps both profiles, in their order, and both keys, so that one can switch back', async () => {
    const window = await windowWithTwo();
    const before = window.profiles.all();
    await window.connection.switchTo(second);
    await window.connection.switchTo(first);
    assert.equal(loginOf(window), 'networkadmin');
    assert.deepEqual(window.profiles.all(), before);
    assert.equal((await window.secrets.keys()).length, 2);
  });

  it('ends the session of before: its requests stop and it tells nothing more', async () => {
    const { connection, session } = await windowWithTwo();
    await connection.switchTo(second);
    await session.directory.load();
    assert.equal(session.directory.state.kind, 'failed');
    assert.ok(!(await judge.lines()).includes('POST /v2/users/list'));
  });

  it('to a profile without a key on this machine asks ECGrid nothing, and tells that it is missing', async () => {
    const window = await windowWithTwo();
    await window.secrets.delete(keyName(second));
    await window.connection.switchTo(second);
    assert.deepEqual(window.connection.state, { kind: 'keyMissing', profile: second });
    assert.deepEqual(await judge.lines(), []);
  });

  it('does not use the key of a profile for another one', async () => {
    const window = await signedInWindow();
    await judge.clearLog();
    await window.connection.switchTo(sandboxProfile({ id: 'profile-3', name: 'Third' }));
    assert.equal(window.connection.state.kind, 'keyMissing');
    assert.deepEqual(await judge.lines(), []);
  });

  it('with a key that was withdrawn fails, tells so, and keeps the profile', async () => {
    const window = await windowWithTwo();
    await window.secrets.store(keyName(second), 'withdrawn');
    await assert.rejects(useProfile(window, second), { name: 'EcgridError', kind: 'invalidKey' });
    assert.equal(window.connection.state.kind, 'failed');
    assert.deepEqual(window.connection.profile, second);
  });

  it('to the profile in use does nothing', async () => {
    const { connection, profiles, keys: vault, session } = await windowWithTwo();
    await useProfile({ connection, profiles, keys: vault }, first);
    assert.equal(connection.session, session);
    assert.deepEqual(await judge.lines(), []);
  });
});

describe('signing in again after signing out', () => {
  it('needs the key alone: the profile is still there, and is told to lack it', async () => {
    const window = await windowWithTwo();
    await window.connection.signOut();
    assert.deepEqual(window.profiles.all(), [second, first]);
    assert.deepEqual(await profilesWithoutKey(window), new Set([first.id]));
    await window.connection.switchTo(first);
    assert.deepEqual(window.connection.state, { kind: 'keyMissing', profile: first });
  });
});

describe('removing a profile', () => {
  it('that is in use signs out, and takes profile and key, in this order', async () => {
    const { connection, profiles, secrets, journal, states } = await windowWithTwo();
    journal.length = 0;
    await connection.removeProfile(first);
    assert.equal(connection.state.kind, 'signedOut');
    assert.deepEqual(journal, [
      'update ecgrid.profiles',
      'update ecgrid.activeProfile',
      `delete ${keyName(first)}`,
    ]);
    assert.deepEqual(profiles.all(), [second]);
    assert.deepEqual(await secrets.keys(), [keyName(second)]);
    await idle();
    assert.equal(states.at(-1), 'signedOut');
  });

  it('that is not in use leaves the session alone', async () => {
    const { connection, profiles, secrets, session } = await windowWithTwo();
    await connection.removeProfile(second);
    assert.equal(connection.session, session);
    assert.deepEqual(profiles.active(), first);
    assert.deepEqual(await secrets.keys(), [keyName(first)]);
    assert.deepEqual(await judge.lines(), []);
  });
});

describe('renaming a profile', () => {
  it('is told by the session that runs, which goes on; the key stays', async () => {
    const { connection, profiles, secrets, session, states } = await windowWithTwo();
    const before = [...states];
    let told = 0;
    connection.onDidChangeCaption(() => (told += 1));
    await connection.renameProfile(first, 'Renamed');
    assert.equal(connection.session, session);
    assert.equal(session.profile.name, 'Renamed');
    assert.equal(told, 1);
    assert.deepEqual(states, before);
    assert.deepEqual(profiles.active(), { ...first, name: 'Renamed' });
    assert.equal(await secrets.get(keyName(first)), keys.NetworkAdmin);
    await connection.reconnect();
    assert.equal(connection.profile?.name, 'Renamed');
  });

  it('to the name of another one is refused, whatever the letter case', async () => {
    const { connection, profiles } = await windowWithTwo();
    await assert.rejects(connection.renameProfile(first, 'SECOND'), /same name/);
    assert.deepEqual(profiles.all(), [second, first]);
    assert.equal(nameProblem(profiles, ' second ', first), 'Another profile has this name already.');
    assert.equal(nameProblem(profiles, 'SECOND', second), undefined);
    assert.equal(nameProblem(profiles, ' ', first), 'Enter a name.');
  });

  it('that another window has removed does not bring it back', async () => {
    const { connection, profiles } = await windowWithTwo();
    await profiles.remove(second);
    await connection.renameProfile(second, 'Again');
    assert.deepEqual(profiles.all(), [first]);
  });
});

describe('the list to switch from', () => {
  const described = (window: TestWindow, withoutKey: readonly string[] = []): readonly string[] =>
    switchItems(window, new Set(withoutKey)).map(({ label, description, detail }) =>
      [label, description, detail].filter((text) => text !== undefined).join(' | '),
    );

  it('shows address and what is to be known of each profile, then the ways in and out', async () => {
    const window = await windowWithTwo();
    const live = sandboxProfile({
      id: 'p',
      name: 'Live',
      environment: 'production',
      origin: 'https://rest.ecgrid.io',
    });
    await window.memento.update('ecgrid.profiles', [first, second, live]);
    assert.deepEqual(described(window, ['p']), [
      `Sandbox | ${url} | in use`,
      `Second | ${url}`,
      'Live | https://rest.ecgrid.io | Production · needs its API key',
      '',
      '$(add) Add a profile…',
      '$(sign-out) Sign out of Sandbox',
    ]);
  });

  it('shows a name as it is, whatever it looks like', async () => {
    const window = await windowWithTwo();
    await window.connection.renameProfile(first, '$(trash) [x](command:y)');
    const [, row, , , out] = described(window);
    assert.ok(row?.startsWith('$ (trash) [x] (command:y)'), row);
    assert.equal(out, '$(sign-out) Sign out of $ (trash) [x] (command:y)');
  });

  it('has no way out when nobody is signed in, and buttons for profiles alone', () => {
    const window = openWindow();
    assert.deepEqual(described(window), ['', '$(add) Add a profile…']);
    assert.ok(switchItems(window, new Set()).every(({ buttons }) => buttons === undefined));
  });

  it('knows which keys this machine lacks', async () => {
    const window = await windowWithTwo({ secrets: new MemorySecrets() });
    await window.secrets.delete(keyName(second));
    assert.deepEqual(await profilesWithoutKey(window), new Set([second.id]));
  });

  it('switches to the row that is accepted', async () => {
    const window = await windowWithTwo();
    const ended = switchProfile(window);
    await idle();
    // The rows are in the order of the list: the second profile was added first.
    await run('workbench.action.acceptSelectedQuickOpenItem');
    await ended;
    assert.equal(loginOf(window), 'mailboxadmin');
  });

  it('closed, it changes nothing; and so do the questions of renaming and removing', async () => {
    const window = await windowWithTwo();
    const stored = window.memento.text;
    for (const command of [switchProfile, renameProfile, removeProfile]) {
      const ended = command(window);
      await idle();
      await run('workbench.action.closeQuickOpen');
      await ended;
    }
    assert.equal(window.memento.text, stored);
    assert.equal(window.connection.session, window.session);
    assert.deepEqual(await judge.lines(), []);
  });
});
