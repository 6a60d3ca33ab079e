/** 10,000 messages that no page should ever say, to every page that there is: nothing is sent, nothing breaks. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { addUser, actOnUsers } from '../../src/host/commands/userActions.ts';
import { showUser } from '../../src/host/commands/userPage.ts';
import { formActions } from '../../src/host/userForm/userForms.ts';
import { userActions } from '../../src/domain/userAction.ts';
import { fuzzSeed, sample } from '../support/fuzz.ts';
import type { User } from '../../src/domain/user.ts';
import { StalePanel } from '../../src/host/staleAccounts/stalePanel.ts';
import { aNewUser, aUser } from '../unit/support/builders.ts';
import { standInDialogs } from './support/dialogs.ts';
import { administratorOf, ownSandbox, rowOf } from './support/ownSandbox.ts';
import type { Administrator } from './support/ownSandbox.ts';
import { onlyPage, standInPages } from './support/pages.ts';
import { somebodyOfEach, telling } from './support/stalePages.ts';
import { replace } from './support/standIns.ts';

/** What forms say, whichever they are: those that are meant for another one are nothing for this one. */
const ofForms: readonly unknown[] = [
  { type: 'ready' },
  { type: 'again' },
  { type: 'loadNetworks' },
  { type: 'loadMailboxes', networkId: 1 },
  { type: 'copyPassword', password: ['secret'] },
  { type: 'addUser', user: aNewUser() },
  { type: 'changeRole', change: { authLevel: 'TPUser', scope: { networkId: 1, mailboxId: 0 } } },
  { type: 'moveUser', place: { mailboxId: 1002 } },
  { type: 'editUser', update: { email: 'new@example.com', firstName: 'A', lastName: 'B' } },
  { type: 'setPassword', newPassword: 'Canary-Pass-4711', resetSessions: true },
  { type: 'sendSms', message: 'Call me.' },
  { type: 'updateConfig', config: { cellPhone: '', notify: true, timeOut: 30 } },
  { type: 'terminateUser', login: 'amelia.ivanov' },
  { type: 'cancelSubmit' },
];
const ofUserPage: readonly unknown[] = [
  { type: 'ready' },
  ...userActions.map((action) => ({ type: 'act', action })),
];
const ofRunPage: readonly unknown[] = [
  { type: 'ready' },
  { type: 'start', typed: 'terminate', reason: 'because it has to be' },
  { type: 'cancel' },
  { type: 'retry' },
  { type: 'again' },
  { type: 'saveFailed' },
];
const ofStalePage: readonly unknown[] = [
  { type: 'ready' },
  { type: 'refresh' },
  { type: 'look', days: 90, filter: 'jdoe' },
  { type: 'showUser', userId: 17 },
  { type: 'export' },
  { type: 'suspend', userIds: [17] },
];

type PageToFuzz = {
  readonly says: readonly unknown[];
  readonly open: (somebody: Administrator) => Promise<void> | void;
};

const pages: Readonly<Record<string, PageToFuzz>> = {
  addUser: { says: ofForms, open: ({ context }) => addUser(context)() },
  ...Object.fromEntries(
    formActions.map((action): [string, PageToFuzz] => [
      action,
      {
        says: ofForms,
        // A mailbox user with a cell phone.
        open: ({ context, user }) => actOnUsers(action, context)(rowOf(user('amelia.ivanov'))),
      },
    ]),
  ),
  'the page of a user': {
    says: ofUserPage,
    open: ({ context, user }) => showUser(context)(rowOf(user('amelia.ivanov'))),
  },
  'the page of a run': {
    says: ofRunPage,
    open: async ({ context, user }) => {
      const rows = ['general', 'tpuser'].map((login) => rowOf(user(login)));
      await actOnUsers('terminateUser', context)(rows[0], rows);
    },
  },
  'the page of stale accounts': {
    says: ofStalePage,
    open: async ({ context }) => {
      const suspend = async (users: readonly User[]): Promise<void> => {
        await vscode.commands.executeCommand('ecgrid.suspendUser', ...users);
      };
      const list = telling([aUser(), ...somebodyOfEach]);
      const open = (): Promise<StalePanel> => Promise.resolve(new StalePanel({ context, list, suspend }));
      await context.pages.show('staleAccounts', context.session, open);
    },
  },
};

/** What a page may ask for: the command decides what becomes of it, and asks. */
const opensOrAsks = [...userActions, 'showUser', 'suspendUser'];

const each = Math.ceil(10_000 / Object.keys(pages).length);

describe(`10,000 strange messages (seed ${fuzzSeed})`, () => {
  const sandbox = ownSandbox();
  sandbox.forEach();

  for (const [name, { says, open }] of Object.entries(pages)) {
    it(`${each} of them to ${name}: nothing is written, nothing is thrown, and it goes on`, async () => {
      // On production every write is asked about, and nobody answers: whatever is valid by chance goes no further.
      const somebody = await administratorOf(sandbox(), { environment: 'production' });
      const dialogs = standInDialogs();
      const opened = standInPages();
      await open(somebody);
      const page = onlyPage(opened);
      page.say({ type: 'ready' });
      const { executeCommand } = vscode.commands;
      const commands: string[] = [];
      replace(vscode.commands, 'executeCommand', (command: string, ...rest: readonly unknown[]) => {
        if (!command.startsWith('ecgrid.')) return executeCommand(command, ...rest);
        commands.push(command);
        return Promise.resolve();
      });
      const rejections: unknown[] = [];
      const note = (reason: unknown): number => rejections.push(reason);
      process.on('unhandledRejection', note);
      const messages = sample(says, each);
      for (const message of messages) {
        page.say(message);
        // What a message begins goes on before the next one comes.
        await Promise.resolve();
      }
      page.heard.clear();
      page.say({ type: 'ready' });
      await page.heard.until(() => true);
      await sandbox().judge.lines();
      process.off('unhandledRejection', note);
      assert.deepEqual(rejections, []);
      assert.deepEqual(await sandbox().writes(), []);
      assert.equal(page.isClosed, false);
      const notUnderstood = 'A page said something that is not understood: ignored';
      assert.deepEqual(
        somebody.log.failures.filter((line) => line !== notUnderstood),
        [],
      );
      assert.ok(somebody.log.failures.length > each / 2, 'most of them make no sense');
      assert.deepEqual([dialogs.told, somebody.log.overrides], [[], []]);
      for (const command of commands)
        assert.ok(
          opensOrAsks.some((name) => command === `ecgrid.${name}`),
          command,
        );
    });
  }
});
