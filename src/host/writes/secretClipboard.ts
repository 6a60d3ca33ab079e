/** Secrets on the clipboard: there because somebody asked, and gone after a while unless something else came. */
import * as vscode from 'vscode';

/** How long a secret stays on the clipboard; seconds. */
export const secondsOnClipboard = 60;

/** Enough of a secret to recognise it, never enough to use it. */
export const masked = (secret: string): string =>
  secret.length < 12 ? '••••••••' : `••••••••${secret.slice(-4)}`;

/**
 * Copies a secret, and clears the clipboard after {@link secondsOnClipboard} when it still holds it.
 * @param after waits; a test waits less
 */
export const copySecret = async (
  secret: string,
  what: string,
  after: (clear: () => void) => void = (clear) => setTimeout(clear, secondsOnClipboard * 1000),
): Promise<void> => {
  await vscode.env.clipboard.writeText(secret);
  vscode.window.setStatusBarMessage(
    `$(clippy) ${what} copied; the clipboard is cleared in ${secondsOnClipboard} seconds`,
    5000,
  );
  after(() => void clearIfUnchanged(secret));
};

const clearIfUnchanged = async (secret: string): Promise<void> => {
  if ((await vscode.env.clipboard.readText()) === secret) await vscode.env.clipboard.writeText('');
};
