/** The HTML of every page: a policy, a style sheet, a script, what is drawn first, and nothing else. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';

/** Where the webview's files are; pages hold them, and read none themselves. */
export const webviewRoot = (extensionUri: vscode.Uri): vscode.Uri =>
  vscode.Uri.joinPath(extensionUri, 'dist', 'webview');

/** A text that HTML shows as it is: the title names a login, which can be anything. */
const asText = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Data within HTML: no text of it can end the element that it is in. */
const asData = (value: unknown): string => JSON.stringify(value).replaceAll('<', String.raw`\u003c`);

/**
 * A file of `dist/webview`, to stand within the page: that saves it a way of a tenth of a second through VS Code. Read each
 * time, which is quick. esbuild lets no script contain what would end its element.
 */
const contentOf = (extensionUri: vscode.Uri, name: string): string =>
  readFileSync(vscode.Uri.joinPath(webviewRoot(extensionUri), name).fsPath, 'utf8');

/**
 * The HTML of a page. The product’s one script, its styles and the toolkit's one style element are let in by nonce; nothing
 * is remote.
 * @param first the message that the page draws at once, as data: asking for it would take a tenth of a second
 */
export const pageHtml = (
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  title: string,
  first?: unknown,
): string => {
  const nonce = randomBytes(24).toString('base64url');
  const file = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(webviewRoot(extensionUri), name)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types fast-html`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta property="csp-nonce" content="${nonce}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${asText(title)}</title>
  <style nonce="${nonce}">${contentOf(extensionUri, 'pages.css')}</style>
</head>
<body>
  <main id="page"></main>${first === undefined ? '' : `\n  <script type="application/json" id="first">${asData(first)}</script>`}
  <script type="module" nonce="${nonce}">${contentOf(extensionUri, 'pages.js')}
//# sourceURL=${file('pages.js')}</script>
</body>
</html>`;
};
