/**
 * Messages to people. Logins, names and the service's own words can be anything, and VS Code makes links of
 * `[text](command:…)` in notifications: so every message goes through here.
 */
import * as vscode from 'vscode';
import { onOneLine, shortened } from '../domain/text.ts';

const withoutLinks = (text: string): string => text.replaceAll('](', '] (').replaceAll('$(', '$ (');

/** As much as a dialog shows without its buttons leaving the window; VS Code cuts off the end of a longer notification. */
const longestMessage = 600;

/** A text that VS Code shows as it is, on one line, links and icons included. The middle of a very long one is left out. */
export const plainText = (text: string): string => withoutLinks(shortened(onOneLine(text), longestMessage));

/** The first line of a dialog. VS Code breaks no word there, so that the end of a long one, and what follows, is not seen. */
const headline = (text: string): string =>
  plainText(onOneLine(text).replace(/\S{61,}/gu, (word) => shortened(word, 60)));

/** The same for several lines. */
const plainLines = (text: string): string => text.split('\n').map(plainText).join('\n');

/** Tells something that went well. @returns the button that was chosen */
export const tell = (message: string, ...buttons: readonly string[]): Thenable<string | undefined> =>
  vscode.window.showInformationMessage(plainText(message), ...buttons);

/** Tells something that needs attention. */
export const warn = (message: string, ...buttons: readonly string[]): Thenable<string | undefined> =>
  vscode.window.showWarningMessage(plainText(message), ...buttons);

/** Tells a failure. */
export const tellFailure = (message: string, ...buttons: readonly string[]): Thenable<string | undefined> =>
  vscode.window.showErrorMessage(plainText(message), ...buttons);

/** Explains something that was asked about, in a dialog: it can have several lines. */
export const inform = (title: string, detail: string): Thenable<unknown> =>
  vscode.window.showInformationMessage(headline(title), { modal: true, detail: plainLines(detail) });

/** Asks before something is done. @returns true when `button` was chosen */
export const confirm = async (question: string, detail: string, button: string): Promise<boolean> => {
  const options = { modal: true, detail: plainLines(detail) };
  return (await vscode.window.showWarningMessage(headline(question), options, button)) === button;
};
