/** A repository that wants to harm whoever opens it: in Restricted Mode, trusted, and as a workspace file. */
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { makeHostile } from '../support/hostileWorkspace.ts';
import { projectRoot } from '../support/paths.ts';
import { relayTo } from '../support/relay.ts';
import type { Relay } from '../support/relay.ts';
import { enterKey, openScene, signIn } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { setTrap } from '../support/trap.ts';
import type { Trap } from '../support/trap.ts';
import { UserForm } from '../support/userForm.ts';
import { workbenchUrl } from '../support/workbenchUrl.ts';

let trap: Trap;
let scene: Scene;
let relay: Relay;
let workspaceFile: string;
let form: UserForm;

before(async () => {
  trap = await setTrap();
  scene = await openScene({
    viewport: { width: 1280, height: 1250 },
    workspaceTrust: true,
    fill: async (folder) => {
      workspaceFile = await makeHostile(folder, join(projectRoot, 'package.json'), trap.url);
    },
  });
  relay = await relayTo(scene.sandbox.url);
  form = new UserForm(scene.workbench);
});
after(async () => {
  await scene.close();
  await relay.close();
  await trap.close();
});
beforeEach(() => scene.judge.clearLog());

/** Changes a role as ever: no internal level is offered, and what gives something is asked about. */
const changeRole = async (login: string, from: string, to: string): Promise<void> => {
  const { workbench, judge } = scene;
  // Its group moves the rows below when it comes.
  await workbench.treeItem(/^Locked out/).waitFor();
  await workbench.expand(from);
  await workbench.contextMenu(workbench.treeItem(login), 'Change Role…');
  await form.ready();
  assert.equal(await form.level('NetworkAdmin').count(), 1);
  assert.equal(await form.level('NetOps').count(), 0);
  await form.level(to).click();
  await form.button('Change Role').click();
  await workbench.modal.message.getByText(`Change ${login} from ${from} to ${to}?`).waitFor();
  await workbench.modal.detail.getByText(`(sandbox, ${relay.url})`).waitFor();
  assert.ok(!(await judge.lines()).includes('POST /v2/users/role'));
  await workbench.modal.choose('Change Role');
  await workbench.notification(`${login} is now ${to}.`).waitFor();
  await workbench.clearNotifications();
  const { authLevel, userId } = (await judge.usersCalled(login))[0] ?? {};
  assert.equal(authLevel, to);
  // Tooltips may have asked for more, before and after.
  const rest = (await judge.requests()).filter(({ operation }) => operation === undefined);
  const write = rest.findLastIndex(({ path }) => path === '/v2/users/role');
  assert.deepEqual(rest[write - 1]?.path, `/v2/users/${userId}`);
};

/** Everything that the extension has written to its log so far. */
const logText = async (): Promise<string> => {
  const files = globSync('data/logs/**/*ECGrid*.log', { cwd: scene.server.dataDir });
  const texts = await Promise.all(files.map((file) => readFile(join(scene.server.dataDir, file), 'utf8')));
  return texts.join('');
};

const nobodyWasLedAstray = async (): Promise<void> => {
  assert.deepEqual(trap.connections, []);
  const log = await logText();
  assert.match(log, /POST \/v2\/users\/role 200 \d+ ms, attempt 1/);
  for (const secret of [trap.url, ...Object.values(scene.sandbox.apiKeys)]) assert.ok(!log.includes(secret));
};

test('in Restricted Mode everything works as ever, and nothing of the folder is obeyed', async () => {
  const { workbench, judge } = scene;
  await workbench.statusBarItem('Restricted Mode').waitFor();
  await signIn(scene, 'NetworkAdmin', { url: relay.url });
  await workbench.treeItem('General').waitFor();
  const [, listing] = await judge.requests();
  assert.deepEqual([listing?.path, listing?.body], ['/v2/users/list', { pageNo: 1, recordsPerPage: 500 }]);
  await changeRole('general', 'General', 'MailboxUser');
  await workbench.screenshot('hostile-restricted');
  await nobodyWasLedAstray();
});

test('once the folder is trusted, nothing of it is obeyed either', async () => {
  const { workbench } = scene;
  await workbench.runCommand('Workspaces: Manage Workspace Trust');
  await workbench.page.getByRole('button', { name: 'Trust', exact: true }).click();
  await workbench.statusBarItem('Restricted Mode').waitFor({ state: 'detached' });
  // The settings of the folder are in force: this is one of them.
  await workbench.runCommand('File: New Untitled Text File');
  await workbench.statusBarItem('Spaces: 3').waitFor();
  await workbench.runCommand('View: Close All Editors');
  await changeRole('tpuser', 'TPUser', 'MailboxUser');
  await nobodyWasLedAstray();
});

test('nor is anything of a workspace file', async () => {
  const { workbench, server } = scene;
  await workbench.page.goto(workbenchUrl({ serverUrl: server.url, workspace: workspaceFile }));
  await workbench.ready();
  await workbench.openView('ECGrid');
  await workbench.runCommand('File: New Untitled Text File');
  await workbench.statusBarItem('Spaces: 3').waitFor();
  await workbench.runCommand('View: Close All Editors');
  // A window that was loaded again has lost its secrets.
  await workbench.statusBarItem('Sandbox needs its API key').waitFor();
  await workbench.runCommand('ECGrid: Sign In…');
  await enterKey(scene, 'NetworkAdmin');
  await changeRole('mailboxuser', 'MailboxUser', 'MailboxAdmin');
  await nobodyWasLedAstray();
});
