/** The form behind `ECGrid: Add User`. Loaded on first use. */
import type { Written } from '../../api/lostAnswers.ts';
import { whereText } from '../../domain/consequence.ts';
import { levelChoices, mayAddUser } from '../../domain/grants.ts';
import { addUser } from '../../operations/addUser.ts';
import type { NewUser } from '../../domain/user.ts';
import { onOneLine } from '../../domain/text.ts';
import { confirm, tell } from '../notify.ts';
import { isProduction, pageFacts, profileLine } from '../writes/profileText.ts';
import { writeContext } from '../writes/windowContext.ts';
import type { SessionContext } from '../writes/windowContext.ts';
import type { FormPanel } from './formPanel.ts';
import { openForm } from './openForm.ts';
import { showFailure, showRefusal } from './submission.ts';

/** Asks where the rules or the settings say so. @returns false when the user thinks better of it */
const confirmed = async (
  user: NewUser,
  reasons: readonly string[],
  context: SessionContext,
): Promise<boolean> => {
  const { session, settings } = context;
  if (reasons.length === 0 && !(isProduction(session) && settings().confirmInProduction)) return true;
  const detail = [
    ...reasons,
    '',
    `Whom: ${user.login}, ${user.firstName} ${user.lastName}, ${user.email}`,
    `Where: ${user.networkId === 0 ? 'the default network of the key' : whereText(user, writeContext(context).names)}`,
    profileLine(session),
  ];
  const question = `Create ${user.login} with the AuthLevel ${user.authLevel}?`;
  return confirm(question, detail.map(onOneLine).join('\n').trim(), 'Create User');
};

const create = async (
  user: NewUser,
  context: SessionContext,
  panel: FormPanel,
  cancel: AbortSignal,
): Promise<Written | undefined> => {
  const { connection, session, settings, log, reveal } = context;
  const verdict = mayAddUser(session.me, user, settings());
  if (verdict.kind === 'refused') {
    showRefusal(verdict.reason, panel);
    return undefined;
  }
  if (!(await confirmed(user, verdict.kind === 'confirm' ? verdict.reasons : [], context))) return undefined;
  panel.tell({ type: 'submitting' });
  try {
    const written = await addUser(session.through, user, session.me, { signal: cancel });
    session.learn(written.user);
    if (connection.session === session) reveal(written.user);
    return written;
  } catch (error) {
    log.failure('Add User', error);
    showFailure(error, panel);
    return undefined;
  }
};

/** Opens the form. It stays open after the user was created, for the password to be copied. */
export const openAddUserForm = (context: SessionContext): FormPanel => {
  const { session, settings } = context;
  const levels = [...levelChoices(session.me, settings())];
  const model = { purpose: 'addUser', ...pageFacts(session), levels } as const;
  return openForm(context, 'Add User', model, async (submit, panel, cancel) => {
    if (submit.type !== 'addUser') return;
    const written = await create(submit.user, context, panel, cancel);
    if (!written) return;
    if (panel.closed.aborted) {
      void tell(
        `${written.user.login} was created although the form was closed. Set a new password if you have not kept it.`,
      );
      return;
    }
    const note = written.found
      ? 'The answer was lost on the way, so ECGrid was asked again and found that the user was created.'
      : '';
    panel.tell({ type: 'done', user: written.user, note });
  });
};
