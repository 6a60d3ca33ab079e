/** What is asked before a write: whom it hits, from what to what, why it is asked, on which profile. */
import * as vscode from 'vscode';
import type { UserWrite } from '../../operations/userWrite.ts';
import { reversibilityText } from '../../domain/userAction.ts';
import type { User } from '../../domain/user.ts';
import { onOneLine } from '../../domain/text.ts';
import { identify } from '../../domain/userText.ts';
import { leastReason } from '../../protocol/runPage.ts';
import { confirm } from '../notify.ts';
import { isProduction, profileLine } from './profileText.ts';
import type { SessionContext } from './windowContext.ts';

/** Why a write must be asked about. */
export type Doubts = {
  /** What the rules say, whole sentences. */
  readonly reasons: readonly string[];
  /** That the last administrator goes; needs a reason of the user's. */
  readonly last: string | undefined;
  /** What somebody else has changed since the user was shown, a line each. */
  readonly differences: readonly string[];
  /** True when the user has not seen in words what is about to happen, such as after dragging. */
  readonly unseen: boolean;
};

/**
 * Asks for the reason why a rule is overridden.
 * @returns undefined when the user thinks better of it
 */
export const askReason = async (rule: string): Promise<string | undefined> => {
  const reason = await vscode.window.showInputBox({
    title: rule,
    prompt: 'Why is it right all the same? The reason goes into the journal.',
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim().length < leastReason ? `Give a reason of at least ${leastReason} characters.` : undefined,
  });
  return reason?.trim();
};

/** That a write was agreed to, or needed no asking; `reason` = why a rule is overridden. */
export type Confirmed = { readonly reason?: string };

/** Asks where the rules, the settings or a surprise ask for it. @returns undefined when the user thinks better of it */
export const confirmWrite = async (
  write: UserWrite,
  target: User,
  { reasons, last, differences, unseen }: Doubts,
  context: SessionContext,
): Promise<Confirmed | undefined> => {
  const { session, settings, log } = context;
  const production = isProduction(session) && settings().confirmInProduction;
  const isPlain = reasons.length === 0 && last === undefined && differences.length === 0;
  if (isPlain && !unseen && !production) return {};
  const detail = [
    ...(differences.length > 0 ? ['Somebody else has changed this user meanwhile:', ...differences, ''] : []),
    ...(last === undefined ? [] : [last]),
    ...reasons,
    ...(last === undefined && reasons.length === 0 ? [] : ['']),
    `Whom: ${identify(target)}`,
    ...write.changes(target),
    reversibilityText(write.action),
    profileLine(session),
  ];
  const button = last === undefined ? write.button : `${write.button}…`;
  if (!(await confirm(write.question(target), detail.map(onOneLine).join('\n').trim(), button)))
    return undefined;
  if (last === undefined) return {};
  const reason = await askReason(last);
  if (reason === undefined) return undefined;
  log.override(last, reason);
  return { reason };
};
