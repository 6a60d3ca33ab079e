/** Whether the journal is as it was written, in words. Loaded on first use. */
import * as vscode from 'vscode';
import type { Journal } from '../../journal/journal.ts';
import type { JournalCheck, JournalProblem } from '../../journal/verify.ts';
import type { JournalVerdict } from '../../protocol/journalPage.ts';
import { reportFailure } from '../commands/register.ts';
import type { Command } from '../commands/register.ts';
import { tell, warn } from '../notify.ts';
import type { WindowContext } from '../writes/windowContext.ts';
import { rememberedHead } from './openJournal.ts';
import { showFolder } from './showFolder.ts';

/** How many problems a notification tells; the page of the journal has more. */
const toldProblems = 2;
/** How many problems are told at all. */
const mostProblems = 50;

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`;

const placeText = ({ file, line }: JournalProblem): string =>
  file === '' ? '' : `${file}, line ${line.toLocaleString()}: `;

const tornText = (torn: number): string =>
  torn === 0
    ? ''
    : ` ${counted(torn, 'line is', 'lines are')} torn, as happens when VS Code ends while writing.`;

/** What was found, in words. */
export const verdictOf = ({ lines, files, torn, problems }: JournalCheck): JournalVerdict => {
  const where = `${counted(lines, 'line', 'lines')} in ${counted(files, 'file', 'files')}`;
  if (problems.length > 0)
    return {
      whole: false,
      message: `The journal is not as it was written: ${counted(problems.length, 'problem', 'problems')} in ${where}.${tornText(torn)}`,
      problems: problems.slice(0, mostProblems).map((problem) => `${placeText(problem)}${problem.message}`),
    };
  if (files === 0)
    return { whole: true, message: 'The journal is empty: nothing was written yet.', problems: [] };
  return { whole: true, message: `The journal is whole: ${where}.${tornText(torn)}`, problems: [] };
};

/** Verifies the journal. @throws {Error} of the file system */
export const verify = async (journal: Journal, memento: vscode.Memento): Promise<JournalVerdict> =>
  verdictOf(await journal.verify(rememberedHead(memento)));

/** `ECGrid: Verify Journal`: tells the result in a notification. */
export const verifyJournal =
  ({ journal, log }: Pick<WindowContext, 'journal' | 'log'>, memento: vscode.Memento): Command =>
  async () => {
    const opened = await journal();
    const { whole, message, problems } = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: 'Verifying the journal' },
      () => verify(opened, memento),
    );
    // Not awaited: the command has ended, whenever the message is closed.
    if (whole) void tell(message);
    else
      tellProblems([message, ...problems.slice(0, toldProblems)].join(' '), opened.folder).catch(
        (error: unknown) => reportFailure('Verify Journal', error, log),
      );
  };

const tellProblems = async (text: string, folder: string): Promise<void> => {
  const answer = await warn(text, 'Show Journal', 'Show Folder');
  if (answer === 'Show Journal') await vscode.commands.executeCommand('ecgrid.showJournal');
  else if (answer !== undefined) await showFolder(folder);
};
