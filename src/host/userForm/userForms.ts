/** The forms about users who exist: what each asks, and the write that comes of it. Loaded on first use. */
import { whereText } from '../../domain/consequence.ts';
import { mayAct, levelChoices } from '../../domain/grants.ts';
import type { UserAction } from '../../domain/userAction.ts';
import type { User } from '../../domain/user.ts';
import type { FormModel, FormSubmit } from '../../protocol/userForm.ts';
import type { UserWrite, WriteContext } from '../../operations/userWrite.ts';
import { passwordWrite } from '../../operations/writes/access.ts';
import { terminateWrite } from '../../operations/writes/account.ts';
import { configWrite, profileWrite, smsWrite } from '../../operations/writes/profile.ts';
import { moveWrite, roleWrite } from '../../operations/writes/role.ts';
import { openRun } from '../runs/userRun.ts';
import { pageFacts } from '../writes/profileText.ts';
import { tellDone } from '../writes/tellDone.ts';
import { writeContext } from '../writes/windowContext.ts';
import type { SessionContext } from '../writes/windowContext.ts';
import type { FormPanel } from './formPanel.ts';
import { openForm } from './openForm.ts';
import { submitWrite } from './submission.ts';

/** The actions that ask something first, in a form. */
export const formActions = [
  'editUser',
  'changeRole',
  'moveUser',
  'setPassword',
  'sendSms',
  'updateConfig',
  'terminateUser',
] as const satisfies readonly UserAction[];
export type FormAction = (typeof formActions)[number];

const titles: Readonly<Record<FormAction, string>> = {
  editUser: 'Edit Profile',
  changeRole: 'Change Role',
  moveUser: 'Move User',
  setPassword: 'Set Password',
  sendSms: 'Send SMS',
  updateConfig: 'Update Configuration',
  terminateUser: 'Terminate User',
};

const modelOf = (
  action: FormAction,
  targets: readonly [User, ...User[]],
  context: SessionContext,
): FormModel => {
  const { session, settings } = context;
  const [target] = targets;
  const where = whereText(target, writeContext(context).names);
  const facts = { ...pageFacts(session), where };
  switch (action) {
    case 'changeRole':
      return {
        purpose: action,
        ...facts,
        levels: [...levelChoices(session.me, settings())],
        targets: [...targets],
      };
    case 'moveUser':
      return { purpose: action, ...facts, targets: [...targets] };
    case 'terminateUser': {
      const verdict = mayAct(action, session.me, target);
      const lost = terminateWrite(writeContext(context)).changes(target);
      const reasons = verdict.kind === 'confirm' ? verdict.reasons : [];
      const losses = lost
        .filter((line) => line.startsWith('− '))
        .map((line) => `No longer: ${line.slice(2)}`);
      return { purpose: action, ...facts, target, consequences: [...reasons, ...losses] };
    }
    default:
      return { purpose: action, ...facts, target };
  }
};

/** The write that a submit stands for. */
const writeOf = (submit: FormSubmit, context: WriteContext): UserWrite | undefined => {
  switch (submit.type) {
    case 'addUser':
      return undefined;
    case 'changeRole':
      return roleWrite(context, submit.change);
    case 'moveUser':
      return moveWrite(context, submit.place);
    case 'editUser':
      return profileWrite(context, submit.update);
    case 'setPassword':
      return passwordWrite(context, submit.newPassword, submit.resetSessions);
    case 'sendSms':
      return smsWrite(context, submit.message);
    case 'updateConfig':
      return configWrite(context, submit.config);
    case 'terminateUser':
      return terminateWrite(context);
  }
};

/** Only the exact login proves that this very account is meant. */
const isTypedWrongly = (submit: FormSubmit, target: User): boolean =>
  submit.type === 'terminateUser' && submit.login !== target.login;

/** Opens the form of an action; with several users, a page with the consequences for each of them follows. */
export const openUserForm = (
  action: FormAction,
  targets: readonly [User, ...User[]],
  context: SessionContext,
): FormPanel => {
  const [target] = targets;
  const whom = targets.length === 1 ? target.login : `${targets.length} users`;
  const model = modelOf(action, targets, context);
  return openForm(context, `${titles[action]}: ${whom}`, model, async (submit, panel, cancel) => {
    const write = writeOf(submit, writeContext(context));
    if (submit.type !== action || !write || isTypedWrongly(submit, target)) return;
    if (targets.length > 1) {
      await openRun(write, targets, context);
      panel.dispose();
      return;
    }
    // The typed login agrees to what the form says; what it means for oneself is asked about all the same.
    const agreed = submit.type === 'terminateUser' && target.userId !== context.session.me.userId;
    const done = await submitWrite(write, target, context, panel, cancel, { reasons: agreed });
    if (!done) return;
    if (submit.type === 'setPassword' && !panel.closed.aborted) {
      // The form shows the password a last time, so that it can be copied.
      panel.tell({ type: 'done', user: done.user, note: (done.notes ?? []).join(' ') });
      return;
    }
    panel.dispose();
    tellDone(write, done, context);
  });
};
