/** The journal of this window: where its files are, and what is remembered of it elsewhere. Loaded on first use. */
import * as vscode from 'vscode';
import { Journal } from '../../journal/journal.ts';
import type { Log } from '../log.ts';

const headKey = 'ecgrid.journalHead';

/** The folder of the journal inside the extension's global storage. */
const journalFolder = (storage: vscode.Uri): vscode.Uri => vscode.Uri.joinPath(storage, 'journal');

/** Opens the journal. Nothing is read or made before it is used. */
export const openJournal = (storage: vscode.Uri, memento: vscode.Memento, log: Log): Journal =>
  new Journal({
    folder: journalFolder(storage).fsPath,
    // Whoever takes the newest lines out of the files does not know this place.
    remember: (hash) => void memento.update(headKey, hash),
    onFailure: (error) => log.failure('Completing an entry of the journal', error),
  });

/** The hash of a line that was written once, and must still be there; undefined when none was. */
export const rememberedHead = (memento: vscode.Memento): string | undefined => {
  const hash: unknown = memento.get(headKey);
  return typeof hash === 'string' ? hash : undefined;
};
