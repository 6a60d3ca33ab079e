/** The HTML of every page: a policy, a style sheet, a script, and nothing else. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** Where the webview's files are, and the only folder that it may read. */
export const webviewRoot = (extensionUri: vscode.Uri): vscode.Uri =>
  vscode.Uri.joinPath(extensionUri, 'dist', 'webview');

/** A text that HTML shows as it is: the title names a login, which can be anything. */
const asText = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Data within HTML: no text of it can end the element that it is in. */
const asData = (value: unknown): string => JSON.stringify(value).replaceAll('<', String.raw`\u003c`);

/**
 * The HTML of a page. Scripts and the toolkit's one style element run by nonce; nothing inline, nothing remote.
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
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
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
  <link rel="stylesheet" href="${file('pages.css')}">
</head>
<body>
  <main id="page"></main>${first === undefined ? '' : `\n  <script type="application/json" id="first">${asData(first)}</script>`}
  <script type="module" nonce="${nonce}" src="${file('pages.js')}"></script>
</body>
</html>`;
};
