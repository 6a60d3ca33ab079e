/** A folder that wants to harm whoever opens it, in an extension host that trusts it. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { readSettings } from '../../src/host/settings.ts';
import { roleWrite } from '../../src/operations/writes/role.ts';
import { harmfulSettings, harmless, makeHostile } from '../support/hostileWorkspace.ts';
import { openUntrustedServer } from '../support/selfSigned.ts';
import { relayTo } from '../support/relay.ts';
import { setTrap } from '../support/trap.ts';
import type { Trap } from '../support/trap.ts';
import { standInDialogs } from './support/dialogs.ts';
import { contributions, extensionUnderTest } from './support/extension.ts';
import { administratorOf, ownSandbox, perform } from './support/ownSandbox.ts';
import { sandboxProfile, signedInWindow } from './support/window.ts';

const manifestPath = join(extensionUnderTest().extensionPath, 'package.json');

/** Resolves when a setting has a value. */
const settingIs = (name: string, value: unknown): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (vscode.workspace.getConfiguration().get(name) !== value) return;
      listening.dispose();
      resolve();
    };
    const listening = vscode.workspace.onDidChangeConfiguration(look);
    look();
  });

describe('in a hostile folder', () => {
  const sandbox = ownSandbox();
  sandbox.forEach();
  let trap: Trap;
  let folder: string;
  before(async () => {
    trap = await setTrap();
    folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    assert.notEqual(folder, '');
    const inForce = settingIs(harmless.name, harmless.value);
    await makeHostile(folder, manifestPath, trap.url);
    await inForce;
  });
  after(async () => {
    const gone = settingIs(harmless.name, 4);
    await rm(join(folder, '.vscode'), { recursive: true });
    await rm(join(folder, 'hostile.code-workspace'));
    await gone;
    await trap.close();
  });

  it('no setting of the extension has another value than its own', async () => {
    const harmful = await harmfulSettings(manifestPath, trap.url);
    const { properties } = contributions().configuration;
    assert.deepEqual(Object.keys(harmful), Object.keys(properties));
    const configuration = vscode.workspace.getConfiguration();
    for (const [name, { default: usual }] of Object.entries(properties)) {
      assert.notDeepEqual(harmful[name], usual, name);
      assert.deepEqual(configuration.get(name), usual, name);
    }
    assert.deepEqual(readSettings(), {
      pageSize: 500,
      allowInternalLevels: false,
      confirmInProduction: true,
      requestTimeout: 30_000,
    });
  });

  it('a write on production is still asked about', async () => {
    const somebody = await administratorOf(sandbox(), {
      environment: 'production',
      settings: readSettings(),
    });
    const dialogs = standInDialogs();
    const target = somebody.user('mailboxuser');
    await perform(somebody, (context) => roleWrite(context, { authLevel: 'General', scope: {} }), target);
    assert.equal(dialogs.questions.length, 1);
    assert.deepEqual(await sandbox().writes(), []);
  });

  it('requests and keys go to the address of the profile alone; a proxy of the user’s own is used', async () => {
    await using relay = await relayTo(sandbox().url);
    const profile = sandboxProfile({ origin: relay.url });
    const { session } = await signedInWindow({ profile, key: sandbox().apiKeys.NetworkAdmin });
    await session.directory.load();
    assert.ok(session.directory.users().length > 0);
    assert.deepEqual(trap.connections, []);
    if (!relay.canBeProxied) return;
    // The same trap catches as soon as the user says so: that it was empty does mean something.
    const http = vscode.workspace.getConfiguration('http');
    await http.update('proxy', trap.url, vscode.ConfigurationTarget.Global);
    try {
      await settingIs('http.proxy', trap.url);
      await assert.rejects(session.client.users.me());
      assert.match(trap.connections.join('\n'), /^CONNECT 127\.0\.0\.2:/);
    } finally {
      await http.update('proxy', undefined, vscode.ConfigurationTarget.Global);
    }
    assert.ok(!trap.connections.join('').includes(sandbox().apiKeys.NetworkAdmin));
  });

  it('a certificate that nobody trusts is refused, even where the user has told VS Code to be less strict', async () => {
    await using server = await openUntrustedServer();
    const profile = sandboxProfile({ origin: server.url });
    const refusal = {
      kind: 'unreachable',
      message:
        'The certificate of the address is not trusted, so nothing was sent. (DEPTH_ZERO_SELF_SIGNED_CERT)',
    };
    const key = sandbox().apiKeys.NetworkAdmin;
    // The folder says so, and has no say.
    assert.equal(vscode.workspace.getConfiguration().get('http.proxyStrictSSL'), true);
    await assert.rejects(signedInWindow({ profile, key }), refusal);
    const http = vscode.workspace.getConfiguration('http');
    await http.update('proxyStrictSSL', false, vscode.ConfigurationTarget.Global);
    try {
      await settingIs('http.proxyStrictSSL', false);
      await assert.rejects(signedInWindow({ profile, key }), refusal);
    } finally {
      await http.update('proxyStrictSSL', undefined, vscode.ConfigurationTarget.Global);
    }
    assert.deepEqual(server.received, []);
  });
});
