import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { isEcgridError } from '../../src/api/ecgridError.ts';
import { largestPage } from '../../src/api/paging.ts';
import { usersToCsv, usersToJson } from '../../src/exchange/exportUsers.ts';
import { exportSelectedUsers, exportUsers } from '../../src/host/exchange/exportUsers.ts';
import { importUsers } from '../../src/host/exchange/importUsers.ts';
import { standInDialogs } from './support/dialogs.ts';
import type { Dialogs } from './support/dialogs.ts';
import { everybody, header, line, password, TestFolder } from './support/exchange.ts';
import { administratorOf, ownSandbox, rowOf } from './support/ownSandbox.ts';
import type { Administrator } from './support/ownSandbox.ts';
import { onlyPage, standInPages } from './support/pages.ts';
import type { PageStandIn } from './support/pages.ts';
import type { Recorder } from './support/recorder.ts';
import { playRun } from './support/runPages.ts';
import type { RunInTest } from './support/runPages.ts';
import { replace } from './support/standIns.ts';

const folder = new TestFolder();

type Imported = Pick<Administrator, 'context'> & {
  readonly run: RunInTest;
  readonly file: vscode.Uri;
  readonly dialogs: Dialogs;
  readonly pages: Recorder<PageStandIn>;
};

describe('importing users', () => {
  const sandbox = ownSandbox();
  sandbox.forEach();
  folder.forEach();

  /** Chooses a file with these lines, and opens the page of the import. */
  const imported = async (...lines: readonly string[]): Promise<Imported> => {
    await writeFile(folder.file('new users.csv').fsPath, [header, ...lines, ''].join('\r\n'));
    const { context } = await administratorOf(sandbox());
    const pages = standInPages();
    const dialogs = standInDialogs();
    const file = folder.file('new users.csv');
    dialogs.choose(file);
    await importUsers(context)();
    return { context, run: playRun(onlyPage(pages)), file, dialogs, pages };
  };

  it('of 200 rows, 7 of them bad, locates the bad ones in the file and creates the other 193', async () => {
    const bad: Readonly<Record<number, readonly [column: string, value: string]>> = {
      3: ['email', 'nobody'],
      20: ['login', 'two words'],
      55: ['authLevel', 'Emperor'],
      80: ['mailboxId', '1e3'],
      120: ['firstName', ''],
      150: ['password', 'short'],
      199: ['login', 'import.1'],
    };
    const lines = Array.from({ length: 200 }, (_, index) => {
      const [column, value] = bad[index] ?? [];
      return line(index, column === undefined || value === undefined ? {} : { [column]: value });
    });
    const { run, file, dialogs } = await imported(...lines);

    const places = Object.entries(bad).map(([index, [column]]) => {
      const cells = lines[Number(index)]?.split(',') ?? [];
      const before = cells.slice(0, header.split(',').indexOf(column));
      return [Number(index) + 1, before.map((cell) => cell.length + 1).reduce((sum, next) => sum + next, 0)];
    });
    const marks = vscode.languages.getDiagnostics(file);
    assert.deepEqual(
      marks.map(({ range }) => [range.start.line, range.start.character]),
      places,
    );
    assert.ok(marks.every(({ source, message }) => source === 'ECGrid' && message !== ''));
    assert.ok(!JSON.stringify(marks).includes(password));
    assert.deepEqual(dialogs.told, ['7 problems were found in the file.']);
    const { model } = run.state();
    assert.deepEqual(
      [model.title, model.button, model.savable, model.rows.length],
      ['Import: 193 users', 'Create 193 users', true, 200],
    );
    assert.deepEqual(model.warnings, ['7 problems were found in the file; those lines are not imported.']);
    assert.ok(!JSON.stringify(model).includes(password), 'the page gets no password');
    assert.deepEqual(await sandbox().judge.lines(), [], 'nothing is sent before the button is pressed');

    run.start();
    assert.equal((await run.finished()).message, '193 done, 7 refused.');
    assert.deepEqual(
      await sandbox().writes(),
      Array.from({ length: 193 }, () => 'POST /v2/users'),
    );
    for (const index of [0, 1, 2, 4, 198]) {
      const [user] = await sandbox().judge.usersCalled(`import.${index}`);
      assert.deepEqual([user?.authLevel, user?.networkId, user?.mailboxId], ['General', 1, 1001]);
    }
    assert.deepEqual(await sandbox().judge.usersCalled('import.3'), []);

    run.page.close();
    assert.deepEqual(vscode.languages.getDiagnostics(file), [], 'the marks go with the page');
  });

  it('makes passwords where there are none, and refuses what is above the own AuthLevel', async () => {
    const { run } = await imported(
      line(0, { password: '' }),
      line(1, { authLevel: 'TechOps' }),
      line(2, { authLevel: 'MailboxAdmin' }),
    );
    assert.deepEqual(run.states(), { 'import.0': 'ready', 'import.1': 'refused', 'import.2': 'ready' });
    assert.match(run.notes('import.0').join(), /password is made here/);
    assert.deepEqual(run.notes('import.2'), [
      'MailboxAdmin: Full control of one mailbox and its trading partners.',
    ]);
    run.start();
    await run.finished();
    assert.equal((await sandbox().writes()).length, 2);
  });

  it('saves the rows that failed without passwords, as a file that can be imported', async () => {
    const { run, dialogs, context, pages } = await imported(
      line(0),
      line(1, { login: 'mailboxuser' }),
      line(2, { authLevel: 'Root' }),
      line(3, { email: 'nobody' }),
    );
    run.start();
    assert.equal((await run.finished()).message, '1 done, 1 failed, 2 refused.');
    dialogs.choose(folder.file('failed.csv'));
    run.page.say({ type: 'saveFailed' });
    await dialogs.shown.until(({ message }) => message.includes('failed.csv'));
    const saved = await folder.text('failed.csv');
    const [names, ...rows] = saved.trimEnd().split('\r\n');
    assert.equal(names, '\uFEFFlogin,email,firstName,lastName,networkId,mailboxId,authLevel,problem');
    assert.deepEqual(
      rows.map((row) => row.split(',').slice(0, 7).join()),
      [
        'mailboxuser,import.1@example.com,Im,Port,1,1001,General',
        'import.2,import.2@example.com,Im,Port,1,1001,Root',
      ],
    );
    assert.ok(!saved.includes(password) && !dialogs.text.includes(password));
    assert.equal(dialogs.told.at(-1), '2 rows saved as failed.csv.');
    await importUsers(context)(folder.file('failed.csv'));
    const again = playRun(pages.items[1] ?? assert.fail('no page'));
    assert.deepEqual(again.states(), { mailboxuser: 'ready', 'import.2': 'refused' });
  });

  it('tries again exactly the rows that failed', async () => {
    const { run } = await imported(line(0), line(1), line(2));
    await sandbox().judge.faults({
      name: 'error500BeforeCommit',
      path: '/v2/users',
      method: 'POST',
      times: 1,
    });
    run.start();
    assert.equal((await run.finished()).message, '2 done, 1 failed.');
    const failed = Object.entries(run.states()).find(([, state]) => state === 'failed')?.[0] ?? '';
    assert.deepEqual(await sandbox().judge.usersCalled(failed), []);
    await sandbox().judge.clearLog();
    run.retry();
    assert.equal((await run.finished()).message, '3 done.');
    assert.deepEqual(await sandbox().writes(), ['POST /v2/users']);
  });

  for (const [what, bytes, problem] of [
    [
      'in another encoding than UTF-8',
      Buffer.from(`${header}\r\n${line(0, { firstName: 'Jürgen' })}`, 'latin1'),
      'The file is not in UTF-8. Save it as “CSV UTF-8” and import it again.',
    ],
    [
      'that is too large',
      Buffer.alloc(5 * 1024 * 1024 + 1, 'x'),
      'The file is larger than 5 MB. Divide it into several files.',
    ],
  ] as const) {
    it(`of a file ${what} is refused`, async () => {
      await writeFile(folder.file('bad.csv').fsPath, bytes);
      const { context } = await administratorOf(sandbox());
      const pages = standInPages();
      const dialogs = standInDialogs();
      await importUsers(context)(folder.file('bad.csv'));
      assert.deepEqual([dialogs.told, pages.items], [[problem], []]);
    });
  }

  it('of a file without users, or of no file, opens no page', async () => {
    await writeFile(folder.file('empty.csv').fsPath, `${header}\r\n`);
    const { context } = await administratorOf(sandbox());
    const pages = standInPages();
    const dialogs = standInDialogs();
    await importUsers(context)(folder.file('empty.csv'));
    await importUsers(context)();
    assert.deepEqual(dialogs.told, ['There are no users in the file.']);
    assert.deepEqual(dialogs.fileDialogs, ['Import Users from CSV']);
    assert.deepEqual([pages.items, await sandbox().judge.lines()], [[], []]);
  });
});

describe('exporting users', () => {
  const sandbox = ownSandbox({ users: 1300 });
  sandbox.forEach();
  folder.forEach();

  it('writes everybody whom the filter matches, of all pages, and nobody else', async () => {
    const { context } = await administratorOf(sandbox());
    await context.session.directory.show({ filter: { status: 'Active' } });
    const dialogs = standInDialogs();
    dialogs.choose(folder.file('active.csv'), folder.file('active.JSON'));
    await sandbox().judge.clearLog();
    await exportUsers(context)();
    const pages = (await sandbox().judge.lines()).length;
    await exportUsers(context)();
    const expected = (await everybody(sandbox())).filter(
      ({ networkId, status }) => networkId === 1 && status === 'Active',
    );
    assert.ok(expected.length > largestPage && pages > 1, 'several pages');
    assert.equal(await folder.text('active.csv'), usersToCsv(expected));
    assert.equal(await folder.text('active.JSON'), usersToJson(expected));
    assert.deepEqual(dialogs.told, [
      `${expected.length.toLocaleString()} users saved as active.csv.`,
      `${expected.length.toLocaleString()} users saved as active.JSON.`,
    ]);
    assert.deepEqual(await sandbox().writes(), []);
  });

  it('writes nobody whom a service that ignores the filter tells besides', async () => {
    const { context } = await administratorOf(sandbox());
    await context.session.directory.show({ filter: { authLevel: 'NetworkAdmin' } });
    await sandbox().judge.faults({ name: 'ignoreFilters', path: '/v2/users/list' });
    const dialogs = standInDialogs();
    dialogs.choose(folder.file('admins.json'));
    await exportUsers(context)();
    const expected = (await everybody(sandbox())).filter(
      ({ networkId, authLevel }) => networkId === 1 && authLevel === 'NetworkAdmin',
    );
    assert.equal(await folder.text('admins.json'), usersToJson(expected));
  });

  it('writes the selected users alone, without a request', async () => {
    const { context, user } = await administratorOf(sandbox());
    const users = ['general', 'tpuser'].map(user);
    const dialogs = standInDialogs();
    dialogs.choose(folder.file('two.csv'));
    await exportSelectedUsers(context)(rowOf(user('tpuser')), users.map(rowOf));
    assert.equal(await folder.text('two.csv'), usersToCsv(users));
    assert.deepEqual(dialogs.fileDialogs, ['Export 2 users']);
    assert.deepEqual(await sandbox().judge.lines(), []);
  });

  it('leaves the file as it was, and nothing beside it, when it is cancelled while it reads', async () => {
    const { context } = await administratorOf(sandbox());
    const dialogs = standInDialogs();
    const file = folder.file('cancelled.csv');
    await writeFile(file.fsPath, 'as it was');
    dialogs.choose(file);
    const source = new vscode.CancellationTokenSource();
    const shown = new Promise<void>((resolve) => {
      const withProgress = (
        _options: vscode.ProgressOptions,
        work: (progress: object, token: vscode.CancellationToken) => Promise<unknown>,
      ): Promise<unknown> => {
        resolve();
        return work({ report: () => undefined }, source.token);
      };
      replace(vscode.window, 'withProgress', withProgress);
    });
    // Cancelled with the second page under way, which takes until the notification is there.
    let pages = 0;
    const { users } = context.session.client;
    const list = users.list.bind(users);
    replace(users, 'list', async (...args: Parameters<typeof list>) => {
      pages += 1;
      if (pages !== 2) return list(...args);
      await shown;
      source.cancel();
      return list(...args);
    });
    await assert.rejects(
      async () => exportUsers(context)(),
      (error: unknown) => isEcgridError(error) && error.kind === 'cancelled',
    );
    assert.deepEqual([dialogs.fileDialogs, dialogs.told], [['Export users'], []]);
    assert.deepEqual(await readdir(folder.path), ['cancelled.csv']);
    assert.equal(await folder.text('cancelled.csv'), 'as it was');
  });

  it('writes to where VS Code keeps files that are not on a disk', async () => {
    const { context } = await administratorOf(sandbox());
    await context.session.directory.show({ filter: { authLevel: 'NetworkAdmin' } });
    const dialogs = standInDialogs();
    const file = vscode.Uri.from({ scheme: 'vscode-userdata', path: folder.file('elsewhere.csv').path });
    const written = new Map<string, string>();
    const writeFileElsewhere = (uri: vscode.Uri, bytes: Uint8Array): Promise<void> => {
      written.set(uri.toString(), Buffer.from(bytes).toString());
      return Promise.resolve();
    };
    replace(vscode.workspace, 'fs', { writeFile: writeFileElsewhere });
    dialogs.choose(file);
    await exportUsers(context)();
    const expected = (await everybody(sandbox())).filter(
      ({ networkId, authLevel }) => networkId === 1 && authLevel === 'NetworkAdmin',
    );
    assert.deepEqual([...written], [[file.toString(), usersToCsv(expected)]]);
  });

  it('writes no file when the dialog is closed', async () => {
    const { context } = await administratorOf(sandbox());
    const dialogs = standInDialogs();
    await exportUsers(context)();
    assert.equal(dialogs.fileDialogs.length, 1);
    assert.deepEqual([dialogs.told, await readdir(folder.path)], [[], []]);
  });
});
