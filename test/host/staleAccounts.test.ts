/** The page of stale accounts: who is in the report, what of it is shown, and what goes on when a user is written. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { EcgridError } from '../../src/api/ecgridError.ts';
import { staleAccounts } from '../../src/domain/staleAccounts.ts';
import { staleToCsv, staleToJson } from '../../src/exchange/exportStaleAccounts.ts';
import { showStaleAccounts } from '../../src/host/staleAccounts/showStaleAccounts.ts';
import { mostRows } from '../../src/host/staleAccounts/staleReport.ts';
import { aUser, numbers } from '../unit/support/builders.ts';
import { standInDialogs } from './support/dialogs.ts';
import { TestFolder } from './support/exchange.ts';
import { administratorOf, ownSandbox } from './support/ownSandbox.ts';
import type { Administrator } from './support/ownSandbox.ts';
import { onlyPage, standInPages } from './support/pages.ts';
import {
  ago,
  hasRead,
  loginsIn,
  never,
  now,
  openStalePage,
  playStale,
  reportIn,
  rowsIn,
  somebodyOfEach,
  telling,
} from './support/stalePages.ts';
import { replace } from './support/standIns.ts';

const sandbox = ownSandbox();
const folder = new TestFolder();

/** Notes what is asked of VS Code’s commands, and does nothing. */
const noteCommands = (): readonly unknown[] => {
  const commands: unknown[] = [];
  replace(vscode.commands, 'executeCommand', (...call: readonly unknown[]) => {
    commands.push(call);
    return Promise.resolve();
  });
  return commands;
};

const unreachable = new EcgridError({
  kind: 'unreachable',
  message: 'ECGrid cannot be reached.',
  outcome: 'notSent',
});

describe('the page of stale accounts', () => {
  sandbox.forEach();
  folder.forEach();

  it('keeps who has not signed in for long apart from who never has and from whom nobody knows', async () => {
    const { stale, context } = await openStalePage(sandbox());
    const model = await stale.until(hasRead);
    assert.deepEqual([stale.page.viewType, stale.page.title], ['ecgrid.stalePage', 'Stale Accounts']);
    assert.deepEqual(loginsIn(model), [['year', 'quarter'], ['forgotten', 'fresh'], ['untold']]);
    assert.deepEqual(
      [model.days, model.filter, model.suspendable, reportIn(model).active, model.caller.login],
      [90, '', true, 7, 'networkadmin'],
    );
    const { places } = context.session;
    const [year, quarter] = rowsIn(model, 'idle');
    assert.deepEqual(year, {
      userId: 1,
      login: 'year',
      name: 'Jane Doe',
      authLevel: 'MailboxUser',
      network: places.networkText(1),
      mailbox: places.mailboxText(1001),
      lastLogin: { time: `${ago(400)}Z`, days: 400 },
      created: `${ago(900)}Z`,
    });
    assert.match(year.network, /^\D+ \(1\)$/, 'by name');
    assert.equal(quarter?.mailbox, undefined, 'a user of the whole network');
    assert.deepEqual(rowsIn(model, 'unknown')[0]?.lastLogin, undefined);
  });

  it('shows another number of days and a filter without asking ECGrid again', async () => {
    let asked = 0;
    const list = telling(somebodyOfEach);
    const { stale } = await openStalePage(sandbox(), (...request) => {
      asked += 1;
      return list(...request);
    });
    const { report } = await stale.until(hasRead);
    const network = report?.sections[0]?.rows[0]?.network ?? '';
    for (const [days, filter, logins] of [
      [30, '', [['year', 'quarter', 'month'], ['forgotten', 'fresh'], ['untold']]],
      [365, '', [['year'], ['forgotten', 'fresh'], ['untold']]],
      [30, 'QUART network', [['quarter'], [], []]],
      [30, 'jose', [[], ['forgotten'], []]],
      [30, `${network} mailboxuser`, [['year', 'month'], ['forgotten', 'fresh'], ['untold']]],
      [30, 'nobody', [[], [], []]],
    ] as const) {
      stale.say({ type: 'look', days, filter });
      const model = await stale.until(() => true);
      assert.deepEqual([model.days, model.filter], [days, filter]);
      assert.deepEqual(loginsIn(model), logins, filter);
    }
    const { sections } = reportIn(stale.model());
    assert.deepEqual(
      sections.map(({ total, matching }) => [total, matching]),
      [
        [3, 0],
        [2, 0],
        [1, 0],
      ],
    );
    assert.equal(asked, 1);
  });

  it('draws no more of a section than a window can, and counts all of it', async () => {
    const many = numbers(mostRows + 5).map((userId) =>
      aUser({ userId, login: `user${userId}`, lastLogin: never }),
    );
    const { stale } = await openStalePage(sandbox(), telling(many));
    const { sections } = reportIn(await stale.until(hasRead));
    const [, { rows, matching, total } = assert.fail()] = sections;
    assert.deepEqual([rows.length, matching, total], [mostRows, mostRows + 5, mostRows + 5]);
    stale.say({ type: 'look', days: 90, filter: `user${mostRows + 5}` });
    assert.deepEqual(loginsIn(await stale.until(() => true))[1], [`user${mostRows + 5}`]);
  });

  it('counts and names the records that cannot be read, beside those that can', async () => {
    const record = { name: 'userId 3', reason: 'login is missing', identity: 'not for people' };
    const { stale } = await openStalePage(sandbox(), telling(somebodyOfEach, [record]));
    const model = await stale.until(hasRead);
    const { name, reason } = record;
    assert.deepEqual(reportIn(model).unreadable, { count: 1, records: [{ name, reason }] });
    assert.equal(rowsIn(model, 'idle').length, 2);
    assert.doesNotMatch(JSON.stringify(model), /not for people/);
  });

  it('tells a failure beside what was known, and reads again', async () => {
    const answers = [
      () => Promise.reject(unreachable),
      telling(somebodyOfEach),
      () => Promise.reject(unreachable),
    ];
    const { stale, log } = await openStalePage(sandbox(), (...request) =>
      (answers.shift() ?? assert.fail())(...request),
    );
    const failed = await stale.until(({ reading }) => reading.state === 'failed');
    assert.equal(failed.report, undefined);
    assert.deepEqual(JSON.parse(JSON.stringify(failed.reading)), {
      state: 'failed',
      message: unreachable.message,
      nextStep: unreachable.nextStep,
    });
    stale.say({ type: 'refresh' });
    await stale.until(hasRead);
    stale.say({ type: 'refresh' });
    const again = await stale.until(({ reading }) => reading.state === 'failed');
    assert.deepEqual(loginsIn(again)[0], ['year', 'quarter']);
    const line = `Reading last logins: ${unreachable.message}`;
    assert.deepEqual(log.failures, [line, line]);
  });

  it('is left with a way to begin again when reading is cancelled, which is no failure', async () => {
    const cancelled = new EcgridError({ kind: 'cancelled', message: 'Cancelled.', outcome: 'notSent' });
    const { stale, log } = await openStalePage(sandbox(), () => Promise.reject(cancelled));
    const { reading } = await stale.until((model) => model.reading.state !== 'reading');
    assert.equal(reading.state, 'failed');
    assert.deepEqual(log.failures, []);
  });

  it('stops reading when it is closed, and says nothing more', async () => {
    const asked = Promise.withResolvers<AbortSignal>();
    const ended = Promise.withResolvers<unknown>();
    const { stale, log } = await openStalePage(sandbox(), (_filter, signal) => {
      asked.resolve(signal ?? assert.fail());
      return new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          const cancelled = new EcgridError({ kind: 'cancelled', message: 'Cancelled.', outcome: 'notSent' });
          reject(cancelled);
          ended.resolve(undefined);
        });
      });
    });
    const rejections: unknown[] = [];
    const note = (reason: unknown): number => rejections.push(reason);
    process.on('unhandledRejection', note);
    await asked.promise;
    stale.page.close();
    await ended.promise;
    await sandbox().judge.lines();
    process.off('unhandledRejection', note);
    assert.deepEqual([rejections, log.failures], [[], []]);
  });

  it('follows what becomes of a user, and forgets no last login over it', async () => {
    const { stale, context } = await openStalePage(sandbox());
    await stale.until(hasRead);
    stale.page.heard.clear();
    const [year, quarter] = somebodyOfEach;
    assert.ok(year && quarter);
    context.session.learn({ ...year, status: 'Suspended' });
    context.session.learn({ ...quarter, authLevel: 'General', lastLogin: undefined });
    context.session.learn(aUser({ userId: 999, login: 'elsewhere' }));
    const model = await stale.until((one) => loginsIn(one)[0]?.length === 1);
    const [row] = rowsIn(model, 'idle');
    assert.deepEqual([row?.login, row?.authLevel, row?.lastLogin?.days], ['quarter', 'General', 100]);
    assert.equal(reportIn(model).active, 6);
  });

  it('believes what it has learned since it asked more than the answer', async () => {
    const answer = Promise.withResolvers<Awaited<ReturnType<ReturnType<typeof telling>>>>();
    const { stale, context } = await openStalePage(sandbox(), () => answer.promise);
    const [year] = somebodyOfEach;
    assert.ok(year);
    context.session.learn({ ...year, status: 'Suspended' });
    answer.resolve(await telling(somebodyOfEach)({}));
    assert.deepEqual(loginsIn(await stale.until(hasRead))[0], ['quarter']);
  });

  it('opens the page of a user, and suspends users, of the report alone', async () => {
    const { stale, suspended } = await openStalePage(sandbox());
    await stale.until(hasRead);
    const commands = noteCommands();
    for (const userId of [4, 8, 999, 1]) stale.say({ type: 'showUser', userId });
    assert.deepEqual(commands, [['ecgrid.showUser', { kind: 'user', user: somebodyOfEach[0] }]]);
    for (const userIds of [[], [4, 8, 999], [7, 1, 4, 1]]) stale.say({ type: 'suspend', userIds });
    assert.deepEqual(
      suspended.map((users) => users.map(({ login }) => login)),
      [['year', 'untold']],
    );
  });

  it('says where nobody can be suspended', async () => {
    const { stale } = await openStalePage(sandbox(), telling(somebodyOfEach), { suspend: undefined });
    assert.equal((await stale.until(hasRead)).suspendable, false);
    stale.say({ type: 'suspend', userIds: [1] });
    assert.equal(stale.page.isClosed, false);
  });

  it('exports the whole report, whatever the filter shows', async () => {
    const { stale } = await openStalePage(sandbox());
    const dialogs = standInDialogs();
    stale.say({ type: 'export' });
    await stale.until(hasRead);
    stale.say({ type: 'look', days: 30, filter: 'quarter' });
    for (const name of ['stale.csv', 'stale.JSON']) {
      dialogs.shown.clear();
      dialogs.choose(folder.file(name));
      stale.say({ type: 'export' });
      await dialogs.shown.until(({ message }) => message === `6 stale accounts saved as ${name}.`);
    }
    const report = staleAccounts(somebodyOfEach, { days: 30, now });
    assert.equal(await folder.text('stale.csv'), staleToCsv(report));
    assert.equal(await folder.text('stale.JSON'), staleToJson(report));
    assert.deepEqual(dialogs.fileDialogs, ['Export 6 stale accounts', 'Export 6 stale accounts']);
  });
});

describe('ECGrid: Show Stale Accounts', () => {
  sandbox.forEach();

  /** Signs in with a profile that offers this and no more of ECGridOS. */
  const offering = async (...offered: readonly string[]): Promise<Administrator> => {
    const somebody = await administratorOf(sandbox());
    const { users } = somebody.context.session.client;
    replace(users, 'offers', (operation: string) => offered.includes(operation));
    replace(users, 'listDetails', telling(somebodyOfEach));
    return somebody;
  };

  it('is refused where the profile cannot tell last logins, with what to do', async () => {
    const { context } = await offering();
    const pages = standInPages();
    const dialogs = standInDialogs();
    await showStaleAccounts(context)();
    assert.deepEqual(dialogs.told, [
      'Only ECGridOS tells when users last signed in, and this profile does not use it. Sign in with a profile that uses both of ECGrid’s APIs.',
    ]);
    assert.deepEqual([pages.items, await sandbox().judge.lines()], [[], []]);
  });

  it('opens one page, which goes with the session', async () => {
    const { context } = await offering('listDetails');
    const pages = standInPages();
    await showStaleAccounts(context)();
    await showStaleAccounts(context)();
    const page = onlyPage(pages);
    const model = await playStale(page).until(hasRead);
    assert.deepEqual([page.reveals, model.suspendable], [1, false]);
    assert.deepEqual(loginsIn(model)[2], ['untold']);
    await context.connection.signOut();
    assert.equal(page.isClosed, true);
  });

  it('suspends those who are selected as the menu of the tree does', async () => {
    const { context } = await offering('listDetails', 'suspend');
    const pages = standInPages();
    await showStaleAccounts(context)();
    const stale = playStale(onlyPage(pages));
    assert.equal((await stale.until(hasRead)).suspendable, true);
    const commands = noteCommands();
    stale.say({ type: 'suspend', userIds: [6, 5] });
    const nodes = [somebodyOfEach[5], somebodyOfEach[4]].map((user) => ({ kind: 'user', user }));
    assert.deepEqual(commands, [['ecgrid.suspendUser', nodes[0], nodes]]);
  });
});
