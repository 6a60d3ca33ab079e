/** Files that are chosen, read and written, wherever VS Code keeps them. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import * as vscode from 'vscode';
import { plainText, tell } from '../notify.ts';

/** Asks where to save. @param name the file name that is suggested, without a folder */
export const askWhereToSave = async (
  title: string,
  name: string,
  formats: Readonly<Record<string, readonly string[]>>,
): Promise<vscode.Uri | undefined> => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const filters = Object.fromEntries(
    Object.entries(formats).map(([label, endings]) => [label, [...endings]]),
  );
  return vscode.window.showSaveDialog({
    title,
    filters,
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
};

/** Writes a text and offers to open it. */
export const saveText = async (file: vscode.Uri, text: string, what: string): Promise<void> => {
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  void offerToOpen(file, what);
};

/**
 * Writes a file piece by piece, so that memory never holds it whole: where it is on a disk, beside its place until it is
 * complete, so that nobody takes half of it for all. Where VS Code keeps files elsewhere, they can only be written at once.
 */
export const savePieces = async (file: vscode.Uri, pieces: AsyncIterable<string>): Promise<void> => {
  if (file.scheme !== 'file') {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(await text(pieces)));
    return;
  }
  const unfinished = `${file.fsPath}.${crypto.randomUUID().slice(0, 8)}.part`;
  try {
    await pipeline(pieces, createWriteStream(unfinished));
    await rename(unfinished, file.fsPath);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
};

/** A table in both formats of an export; the one that is asked for is made. */
export type Exported = { readonly csv: () => string; readonly json: () => string };

/**
 * Asks for the file of an export.
 * @param name the file name that is suggested, without day, ending and folder
 * @param what what is saved, e.g. `12 users`
 * @returns the file, and its format: JSON where the name ends so, else CSV
 */
export const askWhereToExport = async (
  name: string,
  what: string,
): Promise<{ readonly file: vscode.Uri; readonly format: keyof Exported } | undefined> => {
  const day = new Date().toISOString().slice(0, 10);
  const file = await askWhereToSave(`Export ${what}`, `${name}-${day}.csv`, { CSV: ['csv'], JSON: ['json'] });
  return file && { file, format: file.path.toLowerCase().endsWith('.json') ? 'json' : 'csv' };
};

/** Asks for a file and writes a table to it: see {@link askWhereToExport}. */
export const saveTable = async (name: string, what: string, table: Exported): Promise<void> => {
  const chosen = await askWhereToExport(name, what);
  if (chosen) await saveText(chosen.file, table[chosen.format](), what);
};

/** Says that something has been saved, and opens it on request. */
export const offerToOpen = async (file: vscode.Uri, what: string): Promise<void> => {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  if ((await tell(plainText(`${what} saved as ${name}.`), 'Open')) !== undefined)
    await vscode.commands.executeCommand('vscode.open', file);
};

/** Larger files are not read at all; bytes. */
const largestFile = 5 * 1024 * 1024;

/**
 * Reads a text in UTF-8, with or without a byte order mark.
 * @returns the text, or why it cannot be read: another encoding would turn names and passwords into others
 */
export const readText = async (
  file: vscode.Uri,
): Promise<{ readonly text: string } | { readonly problem: string }> => {
  const { size } = await vscode.workspace.fs.stat(file);
  if (size > largestFile) return { problem: 'The file is larger than 5 MB. Divide it into several files.' };
  const bytes = await vscode.workspace.fs.readFile(file);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { problem: 'The file is not in UTF-8. Save it as “CSV UTF-8” and import it again.' };
  }
};
