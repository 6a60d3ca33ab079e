/** Completes what the journal has open from an earlier start: asks what is true now, and tells. Loaded on first use. */
import * as vscode from 'vscode';
import type { Journal } from '../../journal/journal.ts';
import type { JournalEntry, JournalOutcome } from '../../journal/record.ts';
import { settlementOf } from '../../operations/settle.ts';
import { userActionFacts } from '../../domain/userAction.ts';
import type { Session } from '../connection/session.ts';
import type { Log } from '../log.ts';
import { warn } from '../notify.ts';

/** Until ECGrid is asked again about what it may still be at; milliseconds. */
const lookAgainAfter = 20_000;

const words: Readonly<Record<JournalOutcome, string>> = {
  done: 'was carried out',
  refused: 'was not carried out',
  failed: 'was not carried out',
  unknown: 'has an unknown outcome',
};

/** What an operation of the journal is called, e.g. `Change Role`. */
export const operationText = (operation: JournalEntry['begun']['operation']): string =>
  operation === 'addUser' ? 'Add User' : userActionFacts(operation).title.replace('…', '');

/** How many are told by name. */
const toldByName = 3;

const tellSettled = async (settled: readonly string[]): Promise<void> => {
  const named = settled.slice(0, toldByName).join('; ');
  const more = settled.length > toldByName ? `; and ${settled.length - toldByName} more` : '';
  const text = `VS Code ended while ECGrid was at work. ECGrid was asked what became of it: ${named}${more}.`;
  if ((await warn(text, 'Show Journal')) !== undefined)
    await vscode.commands.executeCommand('ecgrid.showJournal');
};

/**
 * Settles the open entries of the profile of a session whose process has ended. What ECGrid may still be at is looked
 * at again later, for as long as the session is in use.
 * @throws {EcgridError} when ECGrid cannot be asked: the entries stay open until the next start
 */
export const settleAbandoned = async (
  session: Session,
  journal: Journal,
  log: Log,
  isInUse: () => boolean,
): Promise<void> => {
  const settled: string[] = [];
  let isLeft = false;
  for (const entry of await journal.abandoned(session.profile)) {
    if (!isInUse()) return;
    const settlement = await settlementOf(session.client.users, entry, new Date());
    if (!settlement) {
      isLeft = true;
      continue;
    }
    if (!(await journal.settle(entry, settlement.end))) continue;
    if (settlement.user) session.learn(settlement.user);
    const { operation, target } = entry.begun;
    settled.push(`${operationText(operation)} of ${target.login} ${words[settlement.end.outcome]}`);
  }
  if (settled.length > 0) void tellSettled(settled);
  if (!isLeft) return;
  const timer = setTimeout(() => {
    if (!isInUse()) return;
    settleAbandoned(session, journal, log, isInUse).catch((error: unknown) =>
      log.failure('Completing the journal', error),
    );
  }, lookAgainAfter);
  timer.unref();
};
