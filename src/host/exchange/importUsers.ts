/** `ECGrid: Import Users from CSV…`: a file is read and checked, then shown as a run that creates its users. */
import * as vscode from 'vscode';
import { readUserCsv } from '../../exchange/importUsers.ts';
import type { ImportedFile } from '../../exchange/importUsers.ts';
import type { Command } from '../commands/register.ts';
import { requireSession } from '../commands/sessionCommand.ts';
import { warn } from '../notify.ts';
import { RunPanel } from '../runs/runPanel.ts';
import { makePassword } from '../userForm/formServices.ts';
import type { WindowContext } from '../writes/windowContext.ts';
import { readText } from './files.ts';
import { importRun, problemsText } from './importRun.ts';

const askFile = async (): Promise<vscode.Uri | undefined> => {
  const chosen = await vscode.window.showOpenDialog({
    title: 'Import Users from CSV',
    openLabel: 'Import',
    canSelectMany: false,
    filters: { CSV: ['csv', 'txt'] },
  });
  return chosen?.[0];
};

/** Marks what is wrong in the file itself, so that VS Code's list of problems leads there. */
const mark = ({ problems }: ImportedFile, file: vscode.Uri): vscode.DiagnosticCollection => {
  const marks = vscode.languages.createDiagnosticCollection('ecgrid');
  const diagnostics = problems.map(({ line, column, message }) => {
    const position = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
    const diagnostic = new vscode.Diagnostic(new vscode.Range(position, position), message);
    diagnostic.source = 'ECGrid';
    return diagnostic;
  });
  marks.set(file, diagnostics);
  return marks;
};

const offerToShow = async (count: number, file: vscode.Uri): Promise<void> => {
  if ((await warn(`${problemsText(count)} in the file.`, 'Show in File')) === undefined) return;
  await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.Beside });
  await vscode.commands.executeCommand('workbench.actions.view.problems');
};

/** Reads a file, and opens the page that shows what would be created. Nothing is sent before its button is pressed. */
export const importUsers =
  (window: WindowContext): Command =>
  async (given) => {
    const session = await requireSession(window.connection);
    const file = session && (given instanceof vscode.Uri ? given : await askFile());
    if (!session || !file) return;
    const { networkId, mailboxId } = session.me;
    const read = await readText(file);
    if ('problem' in read) {
      void warn(read.problem);
      return;
    }
    if (window.connection.session !== session) {
      void warn('Another profile is in use now: import the file again.');
      return;
    }
    const imported = readUserCsv(read.text, {
      networkId,
      mailboxId,
      authLevel: 'MailboxUser',
      makePassword,
    });
    if (imported.rows.length === 0 && imported.problems.length === 0) {
      void warn('There are no users in the file.');
      return;
    }
    const marks = mark(imported, file);
    const { extensionUri, log, pages } = window;
    const { run, model } = importRun(imported, { ...window, session });
    await pages.show(`import:${crypto.randomUUID()}`, session, () => {
      const panel = new RunPanel({ extensionUri, log, run, model });
      panel.closed.addEventListener('abort', () => marks.dispose());
      return Promise.resolve(panel);
    });
    if (imported.problems.length > 0) void offerToShow(imported.problems.length, file);
  };
