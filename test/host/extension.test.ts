import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { contributions, extensionSignedIn, extensionUnderTest } from './support/extension.ts';

describe('the extension', () => {
  it('activates, and exports nothing that others could misuse', async () => {
    const exported: unknown = await extensionUnderTest().activate();
    assert.equal(extensionUnderTest().isActive, true);
    assert.equal(exported, undefined);
    await extensionSignedIn();
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

  it('puts only commands of its own into menus and welcome views', () => {
    const { commands, menus, viewsWelcome } = contributions();
    const known = new Set(commands.map(({ command }) => command));
    const used = [
      ...Object.values(menus).flatMap((entries) => entries.map(({ command }) => command)),
      ...viewsWelcome.flatMap(({ contents }) =>
        [...contents.matchAll(/\(command:([^)]*)\)/g)].map(([, command]) => command ?? ''),
      ),
    ];
    assert.ok(used.length > 10);
    for (const command of used) assert.ok(known.has(command), command);
  });

  it('has settings of application scope only, so that no workspace can set them', () => {
    const { properties } = contributions().configuration;
    assert.deepEqual(Object.keys(properties), [
      'ecgrid.users.pageSize',
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

  it('has no setting that a workspace can change', async () => {
    const { Workspace } = vscode.ConfigurationTarget;
    for (const name of Object.keys(contributions().configuration.properties)) {
      await assert.rejects(async () => vscode.workspace.getConfiguration().update(name, 1, Workspace), name);
    }
  });
});
