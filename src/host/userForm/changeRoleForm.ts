/** The form behind `ECGrid: Change Role…`. Loaded on first use. */
import { setRole } from '../../api/reconcile.ts';
import { consequenceOf, mayChangeRole } from '../../domain/grants.ts';
import type { RoleChange, User } from '../../domain/user.ts';
import { identify, placeOf } from '../../domain/userText.ts';
import { tell } from '../notify.ts';
import type { FormPanel } from './formPanel.ts';
import { openForm } from './openForm.ts';
import type { FormContext } from './openForm.ts';
import { foundNote, submit } from './submission.ts';
import type { Intent } from './submission.ts';

const intentOf = (target: User, change: RoleChange, { session, settings }: FormContext): Intent => {
  const { authLevel, scope } = change;
  const to = {
    authLevel,
    networkId: scope.networkId ?? target.networkId,
    mailboxId: scope.mailboxId ?? target.mailboxId,
  };
  const { gained, lost } = consequenceOf(target, to);
  return {
    name: 'Change Role',
    question: `Change ${target.login} from ${target.authLevel || 'no AuthLevel'} to ${authLevel}?`,
    details: [
      `Whom: ${identify(target)}`,
      `From: ${target.authLevel || 'not told'} in ${placeOf(target)}`,
      `To: ${authLevel} in ${placeOf(to)}`,
      ...gained.map((sentence) => `+ ${sentence}`),
      ...lost.map((sentence) => `− ${sentence}`),
    ],
    button: 'Change Role',
    verdict: mayChangeRole(session.me, target, to, settings()),
    write: (signal) => setRole(session.client.users, target, authLevel, scope, signal),
  };
};

/** Opens the form for one user. It closes when the role was changed. */
export const openChangeRoleForm = (context: FormContext, target: User): FormPanel =>
  openForm(context, `Change Role: ${target.login}`, target, async (request, panel, cancel) => {
    if (request.type !== 'changeRole') return;
    const written = await submit(intentOf(target, request.change, context), { ...context, panel }, cancel);
    if (!written) return;
    panel.dispose();
    const { login, authLevel } = written.user;
    const note = foundNote(written, 'found that the role was changed');
    void tell(`${login} is now ${authLevel}. ${note}`.trim());
  });
