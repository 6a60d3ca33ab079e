import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { pageHtml, webviewRoot } from '../../src/host/pages/pageHtml.ts';
import { OpenPages } from '../../src/host/pages/openPages.ts';
import { openAddUserForm } from '../../src/host/userForm/addUserForm.ts';
import { extensionUnderTest } from './support/extension.ts';
import { replace, restoreVscode } from './support/standIns.ts';
import { testSandbox } from './support/testSandbox.ts';
import { closeWindows, quietLog, settingsWith, signedInWindow } from './support/window.ts';

const { extensionUri } = extensionUnderTest();

/** A real webview, and the page of the form in it. */
const page = (
  title = 'Add User',
  first?: unknown,
): { readonly html: string; readonly webview: vscode.Webview } => {
  const panel = vscode.window.createWebviewPanel('ecgrid.test', title, vscode.ViewColumn.Active);
  const { webview } = panel;
  const html = pageHtml(webview, extensionUri, title, first);
  panel.dispose();
  return { html, webview };
};

/** The page without its script and its styles. */
const shellOf = (html: string): string => html.replaceAll(/(<(script|style)[^>]*>)[^]*?(?=<\/\2>)/g, '$1');

const webviewFile = (name: string): string =>
  readFileSync(vscode.Uri.joinPath(webviewRoot(extensionUri), name).fsPath, 'utf8');

const nonceOf = (html: string): string => /script-src 'nonce-([^']*)'/.exec(html)?.[1] ?? '';

describe('the page of the form', () => {
  it('has exactly this policy', () => {
    const { html } = page();
    const nonce = nonceOf(html);
    const policy = [
      "default-src 'none'",
      `script-src 'nonce-${nonce}'`,
      `style-src 'nonce-${nonce}'`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types fast-html',
    ].join('; ');
    assert.ok(html.includes(`<meta http-equiv="Content-Security-Policy" content="${policy}">`));
    assert.equal(shellOf(html).match(/Content-Security-Policy/g)?.length, 1);
    assert.doesNotMatch(shellOf(html), /unsafe-|https?:\/\/(?!file\+|[^"]*vscode)/);
  });

  it('has a nonce of 192 random bits, another one each time', () => {
    const nonces = Array.from({ length: 50 }, () => nonceOf(page().html));
    for (const nonce of nonces) assert.match(nonce, /^[\w-]{32}$/);
    assert.equal(new Set(nonces).size, 50);
  });

  it('has one script and one style sheet, both files of dist/webview as they are', () => {
    const { html, webview } = page();
    const uri = webview.asWebviewUri(vscode.Uri.joinPath(webviewRoot(extensionUri), 'pages.js')).toString();
    const nonce = nonceOf(html);
    assert.deepEqual(html.match(/<(?:script|style)[^]*?<\/(?:script|style)>/g), [
      `<style nonce="${nonce}">${webviewFile('pages.css')}</style>`,
      `<script type="module" nonce="${nonce}">${webviewFile('pages.js')}\n//# sourceURL=${uri}</script>`,
    ]);
    assert.doesNotMatch(shellOf(html), /<link|\son\w+=|\sstyle=|javascript:/i);
  });

  it('has what it draws first as data, out of which nothing can break', () => {
    const first = { login: '</script><script>alert(1)</script><!--<script>', more: ['\u2028', '"', "'"] };
    const { html } = page('Add User', first);
    const [data = '', ...others] = html.match(/<script[^]*?<\/script>/g) ?? [];
    assert.equal(others.length, 1);
    assert.match(data, /^<script type="application\/json" id="first">[^<]*<\/script>$/);
    assert.deepEqual(JSON.parse(data.replace(/^<[^>]*>|<\/script>$/g, '')), first);
  });

  it('takes a login in its title for text, whatever it is', () => {
    const { html } = page('Change Role: </title><meta http-equiv="refresh" content="0"><img src=x>&amp;');
    assert.doesNotMatch(shellOf(html), /<img|http-equiv="refresh"/);
    assert.equal(shellOf(html).match(/<title>/g)?.length, 1);
  });

  it('may read dist/webview alone', async () => {
    const { session, connection, writeJournal } = await signedInWindow({
      key: testSandbox.keys.NetworkAdmin,
    });
    const pages = new OpenPages(connection);
    const { createWebviewPanel } = vscode.window;
    const panels: vscode.WebviewPanel[] = [];
    // The panel keeps its webview to itself, so it is watched being made; VS Code makes it as ever.
    replace(vscode.window, 'createWebviewPanel', (...args: Parameters<typeof createWebviewPanel>) => {
      const panel = createWebviewPanel(...args);
      panels.push(panel);
      return panel;
    });
    try {
      const reveal = (): void => undefined;
      const settings = () => settingsWith(500);
      const form = openAddUserForm({
        extensionUri,
        connection,
        pages,
        session,
        settings,
        log: quietLog,
        reveal,
        journal: () => Promise.resolve(writeJournal),
      });
      const [panel, ...others] = panels;
      assert.deepEqual(others, []);
      assert.ok(panel);
      const { options } = panel.webview;
      assert.deepEqual(options.localResourceRoots, []);
      assert.equal(options.enableScripts, true);
      assert.ok(options.enableCommandUris !== true && options.enableForms !== true);
      assert.notEqual(panel.options.retainContextWhenHidden, true);
      assert.equal(form.closed.aborted, false);
      panel.dispose();
      assert.equal(form.closed.aborted, true);
    } finally {
      restoreVscode();
      closeWindows();
    }
  });
});
