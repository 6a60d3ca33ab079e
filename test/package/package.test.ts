import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix, relative, sep } from 'node:path';
import { after, before, test } from 'node:test';
import { runNpm } from '../support/npm.ts';
import { expectedFiles, unexpectedFiles } from '../support/package/contents.ts';
import { installPackage } from '../support/packageInstall.ts';
import { projectRoot } from '../support/paths.ts';
import { openScene, signIn } from '../support/scene.ts';
import { typedUser, UserForm } from '../support/userForm.ts';

const vsix = join(projectRoot, 'dist', 'ecgrid-users.vsix');

let temporary: string;
let extensionsDir: string;
/** Where VS Code has unpacked the extension. */
let installed: string;
let files: readonly string[];

const sizeOf = async (file: string): Promise<number> => (await stat(join(installed, file))).size;

before(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'ecgrid-package-'));
  await runNpm(projectRoot, ['run', 'package']);
  extensionsDir = join(temporary, 'extensions');
  await installPackage({ vsix, extensionsDir, dataDir: join(temporary, 'data') });
  const [folder, ...others] = (await readdir(extensionsDir, { withFileTypes: true })).filter((entry) =>
    entry.isDirectory(),
  );
  assert.deepEqual(others, []);
  installed = join(extensionsDir, folder?.name ?? '');
  const entries = await readdir(installed, { recursive: true, withFileTypes: true });
  files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(installed, join(entry.parentPath, entry.name)).split(sep).join('/'));
});
after(() => rm(temporary, { recursive: true, force: true, maxRetries: 5 }));

test('the package holds what the product needs, and nothing else', () => {
  // VS Code’s own note of the installation is no part of the package.
  const packed = files.filter((file) => file !== '.vsixmanifest');
  assert.deepEqual(unexpectedFiles(packed), [], 'not expected');
  const missing = expectedFiles.filter((pattern) => !files.some((file) => pattern.test(file)));
  assert.deepEqual(missing.map(String), [], 'missing');
});

/** Whoever wrote code that is in the bundles; one more is a decision, and a line here. */
const bundled = [
  '@microsoft/fast-element',
  '@microsoft/fast-foundation',
  '@microsoft/fast-web-utilities',
  '@vscode/webview-ui-toolkit',
  'entities',
  'exenv-es6',
  'ky',
  'papaparse',
  'proper-lockfile',
  'retry',
  'saxes',
  'tslib',
  'xmlchars',
  'zod',
];

test('the licence of every package in the bundles goes with it', async () => {
  const notices = await readFile(join(installed, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  const [head, ...others] = notices.split(/\n\n-{80}\n\n/);
  assert.match(head ?? '', /^This extension contains code of the following packages\.$/);
  const names = others.map((notice) => /^(\S+) \d+\.\d+\.\d+\nLicense: \S+\n\n/.exec(notice)?.[1]);
  assert.deepEqual([...new Set(names)].toSorted(), bundled);
  for (const notice of others)
    assert.match(notice, /Permission (is hereby granted|to use)|Redistribution and use/);
});

test('every file that the code loads is in the package', async () => {
  const scripts = files.filter((file) => file.startsWith('dist/') && /\.c?js$/.test(file));
  const chunks = new Set(scripts.filter((file) => file.startsWith('dist/chunks/')));
  const named = new Set<string>();
  for (const file of scripts) {
    const text = await readFile(join(installed, file), 'utf8');
    for (const [, chunk] of text.matchAll(/["']\.\/(?:chunks\/)?([\w-]+\.cjs)["']/g)) {
      named.add(`dist/chunks/${chunk ?? ''}`);
    }
  }
  assert.deepEqual([...chunks].toSorted(), [...named].toSorted());
});

test('the package cannot sign in by itself, and carries no traces of the workshop', async () => {
  for (const file of files) {
    const text = await readFile(join(installed, file), 'latin1');
    assert.ok(!text.includes('ECGRID_SANDBOX'), `${file} has the development sign-in`);
    assert.ok(!text.includes('sourceMappingURL'), `${file} names a source map`);
    assert.ok(!text.includes(projectRoot), `${file} names a folder of this machine`);
  }
});

/** A script of the package and all that it needs before it runs; what comes of an `import()` is required in a function. */
const staticallyLoaded = async (file: string, seen = new Set<string>()): Promise<ReadonlySet<string>> => {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = await readFile(join(installed, file), 'utf8');
  for (const [, name = ''] of text.matchAll(/(?<!=>[\w$]+\()require\("(\.[^"]+)"\)/g)) {
    await staticallyLoaded(posix.join(posix.dirname(file), name), seen);
  }
  return seen;
};

test('the package keeps to its budgets', async () => {
  const scripts = files.filter((file) => /\.c?js$/.test(file));
  const sizes = await Promise.all(scripts.map(sizeOf));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const atActivation = [...(await staticallyLoaded('dist/extension.cjs'))];
  const activation = (await Promise.all(atActivation.map(sizeOf))).reduce((sum, size) => sum + size, 0);
  assert.ok(
    activation <= 25_000,
    `what activation loads: ${activation} bytes in ${atActivation.length} files`,
  );
  assert.ok(total <= 580_000, `all scripts together: ${total}`);
  assert.ok((await stat(vsix)).size <= 300_000, 'the package itself');
});

test('installed into a clean VS Code, it signs in, shows the users, and adds one with one request', async () => {
  const scene = await openScene({
    extension: { extensionsDir, builtInExtensions: 'all' },
    viewport: { width: 1280, height: 1400 },
  });
  try {
    const { workbench, judge } = scene;
    await signIn(scene);
    await workbench.treeItem('MailboxUser').waitFor();
    await workbench.runCommand('ECGrid: Add User');
    const form = new UserForm(workbench);
    await form.ready();
    await judge.clearLog();
    await form.fill(typedUser('packaged.user'));
    await form.choose('Mailbox', /\(1001\)/);
    await form.button('Create User').click();
    await form.frame.getByText('packaged.user was created').waitFor();
    await workbench.page.getByRole('treeitem', { name: /^MailboxUser,/, expanded: true }).waitFor();
    await workbench.treeItem('packaged.user').waitFor();
    assert.deepEqual(
      (await judge.lines()).filter((line) => line === 'POST /v2/users'),
      ['POST /v2/users'],
    );
    assert.equal((await judge.usersCalled('packaged.user')).length, 1);
    assert.deepEqual(scene.violations(), []);
  } finally {
    await scene.close();
  }
});
