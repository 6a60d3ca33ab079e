import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { contributions, extensionSignedIn, extensionUnderTest, manifest } from './support/extension.ts';

const commandOf = ({ command }: { readonly command: string }): string => command;

/** The commands that links in a text lead to. */
const linkedCommands = (text: string): readonly string[] =>
  [...text.matchAll(/\(command:([^)]*)\)/g)].map(([, command]) => command ?? '');

/** The commands among events such as `onCommand:ecgrid.addUser`. */
const eventCommands = (events: readonly string[]): readonly string[] =>
  events.flatMap((event) => /^onCommand:(.*)$/.exec(event)?.[1] ?? []);

const steps = () => contributions().walkthroughs.flatMap((walkthrough) => walkthrough.steps);

describe('the extension', () => {
  before(() => extensionSignedIn());

  it('activates, and exports nothing that others could misuse', async () => {
    const exported: unknown = await extensionUnderTest().activate();
    assert.equal(extensionUnderTest().isActive, true);
    assert.equal(exported, undefined);
  });

  it('registers the commands of its manifest, all of them and no others', async () => {
    const all = await vscode.commands.getCommands(true);
    // VS Code itself makes commands for the view, such as `ecgrid.users.focus`.
    const registered = all.filter((id) => id.startsWith('ecgrid.') && !id.startsWith('ecgrid.users.'));
    const contributed = contributions().commands.map(({ command }) => command);
    assert.deepEqual(registered.toSorted(), contributed.toSorted());
  });

  it('lists every command under ECGrid', () => {
    for (const { command, category, title } of contributions().commands) {
      assert.equal(category, 'ECGrid', command);
      assert.notEqual(title, '', command);
    }
  });

  for (const [where, used, fewest] of [
    ['menus', Object.values(contributions().menus).flatMap((entries) => entries.map(commandOf)), 50],
    ['keybindings', contributions().keybindings.map(commandOf), 6],
    ['welcome views', contributions().viewsWelcome.flatMap(({ contents }) => linkedCommands(contents)), 10],
    ['walkthrough', steps().flatMap(({ description }) => linkedCommands(description)), 6],
    ['walkthrough’s ticks', steps().flatMap(({ completionEvents }) => eventCommands(completionEvents)), 3],
  ] as const) {
    it(`puts only commands that exist into its ${where}`, async () => {
      const all = new Set(await vscode.commands.getCommands(true));
      const own = new Set(contributions().commands.map(commandOf));
      assert.ok(used.length >= fewest, `${used.length} of them`);
      for (const command of used) {
        assert.ok(all.has(command), command);
        // VS Code makes `ecgrid.users.focus` and its like of the view.
        assert.ok(own.has(command) || command === 'ecgrid.users.focus', command);
      }
    });
  }

  it('has keys for the selected row alone, in the view that has the rows', () => {
    for (const { command, when, args } of contributions().keybindings) {
      assert.ok(when.startsWith('focusedView == ecgrid.users'), command);
      const needsUser = !['ecgrid.findUser', 'ecgrid.refreshUsers'].includes(command);
      assert.equal(args, needsUser ? 'selection' : undefined, command);
    }
  });

  it('has a page for every step of its walkthrough', async () => {
    const [walkthrough, ...others] = contributions().walkthroughs;
    assert.deepEqual([walkthrough?.id, others], ['getStarted', []]);
    for (const { id, media } of steps()) {
      const file = vscode.Uri.joinPath(extensionUnderTest().extensionUri, media.markdown);
      assert.notEqual((await vscode.workspace.fs.stat(file)).size, 0, id);
    }
  });

  it('has settings of application scope only, so that no workspace can set them', () => {
    const { properties } = contributions().configuration;
    assert.deepEqual(Object.keys(properties), [
      'ecgrid.users.pageSize',
      'ecgrid.users.groupBy',
      'ecgrid.allowInternalLevels',
      'ecgrid.confirmInProduction',
      'ecgrid.requestTimeout',
    ]);
    const configuration = vscode.workspace.getConfiguration();
    for (const [name, { scope, default: fallback }] of Object.entries(properties)) {
      assert.equal(scope, 'application', name);
      assert.deepEqual(configuration.inspect(name)?.defaultValue, fallback, name);
    }
  });

  it('restricts every setting in a folder that is not trusted', () => {
    const { restrictedConfigurations } = manifest().capabilities.untrustedWorkspaces;
    const names = Object.keys(contributions().configuration.properties);
    assert.deepEqual(restrictedConfigurations.toSorted(), names.toSorted());
  });

  it('has no setting that a workspace can change', async () => {
    const { Workspace } = vscode.ConfigurationTarget;
    for (const name of Object.keys(contributions().configuration.properties)) {
      await assert.rejects(async () => vscode.workspace.getConfiguration().update(name, 1, Workspace), name);
    }
  });
});
