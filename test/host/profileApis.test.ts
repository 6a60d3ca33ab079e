/** Which of ECGrid's APIs a profile uses: what is stored, choosing, and where it shows. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { apisItems, chooseApis } from '../../src/host/connection/chooseApis.ts';
import type { OpenSession } from '../../src/host/connection/openSessions.ts';
import { apisText } from '../../src/host/connection/profile.ts';
import type { Profile } from '../../src/host/connection/profile.ts';
import { profileItem, profilesWithoutKey } from '../../src/host/connection/profileItems.ts';
import { createStatusBar } from '../../src/host/connection/statusBar.ts';
import { switchItems } from '../../src/host/connection/switchProfile.ts';
import { standInDialogs } from './support/dialogs.ts';
import { countSessions, jane, loginProfile } from './support/logins.ts';
import { replace, restoreVscode } from './support/standIns.ts';
import { testSandbox } from './support/testSandbox.ts';
import { closeWindows, openWindow, sandboxProfile, windowWithTwo } from './support/window.ts';
import type { TestWindow } from './support/window.ts';

const { keys, judge } = testSandbox;
const first = sandboxProfile();
const second = sandboxProfile({ id: 'profile-2', name: 'Second' });

/** Answers the next quick pick with the row of this label. */
const pick = (label: string | undefined): void => {
  replace(vscode.window, 'showQuickPick', (items: readonly vscode.QuickPickItem[]) =>
    Promise.resolve(items.find((item) => item.label === label)),
  );
};

/** What the status bar shows of a window. */
const shownOf = ({ connection }: TestWindow) => {
  const item = vscode.window.createStatusBarItem('test', vscode.StatusBarAlignment.Left);
  replace(vscode.window, 'createStatusBarItem', () => item);
  const bar = createStatusBar(connection);
  const { text, tooltip, command } = item;
  bar.dispose();
  return { text, tooltip, command };
};

describe('the APIs of a profile', () => {
  beforeEach(() => judge.clearLog());
  afterEach(async () => {
    closeWindows();
    restoreVscode();
    await judge.faults();
  });

  const listed = async (stored: object): Promise<readonly Profile[]> => {
    const { memento, profiles } = openWindow();
    await memento.update('ecgrid.profiles', [stored]);
    return profiles.all();
  };
  const withoutApis = {
    id: first.id,
    name: first.name,
    environment: first.environment,
    origin: first.origin,
  };

  for (const [what, stored, read] of [
    ['nothing', withoutApis, first],
    ['both', first, first],
    ['REST', { ...first, apis: 'rest' }, { ...first, apis: 'rest' }],
    ['ECGridOS', { ...first, apis: 'ecgridos' }, { ...first, apis: 'ecgridos' }],
    ['another word', { ...first, apis: 'toString' }, first],
    ['no word', { ...first, apis: { toString: () => 'rest' } }, first],
    ['REST beside a login', { ...loginProfile, apis: 'rest' }, loginProfile],
    ['a login of blanks', { ...first, login: ' ' }, first],
    ['a login that is no text', { ...first, login: 7 }, first],
  ] as const) {
    it(`are read of a list that says ${what}`, async () => {
      assert.deepEqual(await listed(stored), [read]);
    });
  }

  it('stay when the profile is renamed or used again', async () => {
    const { profiles } = openWindow();
    await profiles.activate({ ...first, apis: 'rest' });
    await profiles.activate(loginProfile);
    await profiles.rename(first, 'Renamed');
    await profiles.rename(loginProfile, 'Jane’s');
    const [renamed, jane] = profiles.all();
    assert.deepEqual(renamed, { ...first, name: 'Renamed', apis: 'rest' });
    assert.deepEqual(jane, { ...loginProfile, name: 'Jane’s' });
    assert.equal(profiles.live(renamed).apis, 'rest');
  });

  it('of the session in use are chosen by connecting again, with the same key', async () => {
    const opened: [string, string][] = [];
    const around = (open: OpenSession): OpenSession => {
      return (profile, credential, token) => {
        opened.push([profile.id, profile.apis]);
        return open(profile, credential, token);
      };
    };
    const { connection, profiles, secrets, states, session } = await windowWithTwo({ around });
    const stored = await secrets.keys();
    opened.length = 0;
    await connection.chooseApis(first, 'rest');
    assert.deepEqual(opened, [['profile-1', 'rest']]);
    assert.deepEqual(await judge.lines(), ['GET /v2/users/me']);
    assert.deepEqual(states.slice(-3), ['signedIn', 'connecting', 'signedIn']);
    assert.notEqual(connection.session, session);
    assert.equal(connection.session?.me.login, 'networkadmin');
    assert.equal(connection.session.profile.apis, 'rest');
    assert.deepEqual(profiles.active(), { ...first, apis: 'rest' });
    assert.deepEqual(await secrets.keys(), stored);
    await connection.renameProfile(first, 'Renamed');
    assert.equal(connection.session.profile.name, 'Renamed');
  });

  it('of another profile are chosen without disturbing the session', async () => {
    const { connection, profiles, session } = await windowWithTwo();
    await connection.chooseApis(second, 'rest');
    assert.equal(connection.session, session);
    assert.deepEqual(profiles.all(), [{ ...second, apis: 'rest' }, first]);
    assert.deepEqual(await judge.lines(), []);
  });

  it('of a profile that another window has removed stay away', async () => {
    const { connection, profiles } = await windowWithTwo();
    await profiles.remove(second);
    await connection.chooseApis(second, 'rest');
    assert.deepEqual(profiles.all(), [first]);
  });

  it('are a list with the ones in use marked, and a sentence for each', () => {
    const items = apisItems({ ...first, apis: 'rest' });
    assert.deepEqual(
      items.map(({ label, description }) => [label, description]),
      [
        ['REST, with ECGridOS for what REST cannot do (default)', undefined],
        ['REST only', 'in use'],
        ['ECGridOS only', undefined],
      ],
    );
    assert.ok(items.every(({ detail = '' }) => detail.endsWith('.')));
  });

  it('are chosen by the command, and by a button of the list', async () => {
    const window = await windowWithTwo();
    const [row] = switchItems(window, new Set());
    assert.deepEqual(
      row?.buttons?.map(({ tooltip }) => tooltip),
      ['Choose APIs…', 'Rename…', 'Remove…'],
    );
    pick('REST only');
    await chooseApis(window, first);
    assert.equal(window.connection.session?.profile.apis, 'rest');
    await judge.clearLog();
    await chooseApis(window, { ...first, apis: 'rest' });
    pick(undefined);
    await chooseApis(window, first);
    await chooseApis(window);
    assert.deepEqual(await judge.lines(), [], 'the same choice, or none, changes nothing');
  });

  it('that fail to connect are told, and stay chosen', async () => {
    const window = await windowWithTwo();
    await judge.faults({ name: 'forbidden', path: '/v2/users/me' });
    pick('REST only');
    await assert.rejects(chooseApis(window, first), { kind: 'forbidden' });
    assert.equal(window.profiles.active()?.apis, 'rest');
  });

  it('cannot be chosen for a login, which says so', async () => {
    const window = openWindow({ around: countSessions().around });
    await window.connection.signIn(loginProfile, jane);
    const { session } = window.connection;
    const dialogs = standInDialogs();
    await chooseApis(window, loginProfile);
    assert.equal(window.connection.session, session);
    assert.match(dialogs.told.join(), /^By login signs in with a login and password/);
  });

  it('are shown in the list and the status bar where they are not both', async () => {
    const facts = { inUse: undefined, withoutKey: new Set<string>() };
    const detail = (profile: Profile): string | undefined => profileItem(profile, facts).detail;
    assert.deepEqual([apisText(first), detail(first)], [undefined, undefined]);
    assert.equal(detail({ ...first, apis: 'rest' }), 'REST only');
    assert.equal(detail({ ...first, apis: 'ecgridos' }), 'ECGridOS only');
    assert.equal(detail({ ...loginProfile, login: '$(x)' }), 'ECGridOS only · $ (x), with a password');
    const window = openWindow();
    await window.connection.signIn({ ...first, apis: 'rest' }, keys.NetworkAdmin);
    const { tooltip } = shownOf(window);
    assert.equal(tooltip, `ECGrid sandbox: ${first.origin}\nREST only\nClick to switch profiles.`);
  });

  it('and a login need no key, so none is missing; its password is asked for', async () => {
    const window = openWindow();
    await window.connection.switchTo(loginProfile);
    await window.profiles.activate(first);
    assert.deepEqual(await profilesWithoutKey(window), new Set([first.id]));
    const { text, tooltip, command } = shownOf(window);
    assert.equal(text, '$(key) ECGrid: By login needs its password');
    assert.deepEqual([tooltip, command], ['The session has ended: sign in again', 'ecgrid.signIn']);
  });
});
