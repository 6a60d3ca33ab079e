/** The actions on a user: from the context menu, the user's page, the palette, or by dragging. */
import { isNeedless } from '../../domain/grants.ts';
import { knownLevel } from '../../domain/authLevel.ts';
import { userActionFacts, userActions } from '../../domain/userAction.ts';
import type { UserAction } from '../../domain/userAction.ts';
import { onOneLine } from '../../domain/text.ts';
import type { User } from '../../domain/user.ts';
import type { MakeWrite, SessionContext, WindowContext } from '../writes/windowContext.ts';
import { writeContext } from '../writes/windowContext.ts';
import { inform, warn } from '../notify.ts';
import { clickedUsers } from '../users/chooseUsers.ts';
import type { DropTarget } from '../users/dragUsers.ts';
import { targetsOf } from '../users/targets.ts';
import type { Command } from './register.ts';
import { requireSession } from './sessionCommand.ts';

/** What can be done to many users at once; for the others the row that was clicked counts. */
const manyAtOnce = [
  'changeRole',
  'moveUser',
  'resetSessions',
  'unlockUser',
  'suspendUser',
  'activateUser',
  'terminateUser',
] as const satisfies readonly UserAction[];
type ManyAction = (typeof manyAtOnce)[number];

const isForMany = (action: UserAction): action is ManyAction => manyAtOnce.some((name) => name === action);

const questions: Readonly<Record<UserAction, string>> = {
  editUser: 'Whose profile do you want to edit?',
  changeRole: 'Whose role do you want to change?',
  moveUser: 'Whom do you want to move?',
  setPassword: 'Whose password do you want to set?',
  resetSessions: 'Whose sessions do you want to reset?',
  copyApiKey: 'Whose API key do you want to copy?',
  rotateApiKey: 'Whose API key do you want to rotate?',
  unlockUser: 'Whom do you want to unlock?',
  setMaxSessions: 'Whose maximum sessions do you want to set?',
  suspendUser: 'Whom do you want to suspend?',
  activateUser: 'Whom do you want to activate?',
  sendSms: 'To whom do you want to send a text message?',
  updateConfig: 'Whose configuration do you want to update?',
  terminateUser: 'Whom do you want to terminate?',
};

const actOnMany = async (
  action: ManyAction,
  targets: readonly [User, ...User[]],
  context: SessionContext,
): Promise<void> => {
  if (action === 'changeRole' || action === 'moveUser') {
    const { openUserForm } = await import('../userForm/userForms.ts');
    const ids = targets.map(({ userId }) => userId).join();
    await context.pages.show(`${action}:${ids}`, context.session, () =>
      Promise.resolve(openUserForm(action, targets, context)),
    );
    return;
  }
  const { simpleWrites } = await import('../writes/simpleWrites.ts');
  const { openRun } = await import('../runs/userRun.ts');
  await openRun(simpleWrites[action](writeContext(context)), targets, context);
};

const actOnOne = async (action: UserAction, target: User, context: SessionContext): Promise<void> => {
  const verdict = context.session.mayAct(action, target);
  if (verdict.kind === 'refused') {
    void warn(verdict.reason);
    return;
  }
  switch (action) {
    case 'resetSessions':
    case 'unlockUser':
    case 'suspendUser':
    case 'activateUser':
      return (await import('../writes/access.ts')).actAtOnce(action, target, context);
    case 'setMaxSessions':
      return (await import('../writes/access.ts')).setMaxSessions(target, context);
    case 'copyApiKey':
      return (await import('../writes/access.ts')).copyApiKey(target, context);
    case 'rotateApiKey':
      return (await import('../writes/access.ts')).rotateApiKey(target, context);
    default: {
      const { openUserForm } = await import('../userForm/userForms.ts');
      await context.pages.show(`${action}:${target.userId}`, context.session, () =>
        Promise.resolve(openUserForm(action, [target], context)),
      );
    }
  }
};

/** A command that does one action to the users that were clicked; the palette asks for one. */
export const actOnUsers =
  (action: UserAction, window: WindowContext): Command =>
  async (clicked, selected) => {
    const session = await requireSession(window.connection);
    if (!session) return;
    if (!isForMany(action) && clickedUsers(clicked, selected).length > 1) {
      void warn(
        `${userActionFacts(action).title.replace('…', '')} is done to one user at a time: select that one alone.`,
      );
      return;
    }
    const [target, ...others] = await targetsOf(session, clicked, selected, questions[action]);
    // Somebody may have switched to another profile while the question was open.
    if (!target || window.connection.session !== session) return;
    const context = { ...window, session };
    if (others.length > 0 && isForMany(action)) await actOnMany(action, [target, ...others], context);
    else await actOnOne(action, target, context);
  };

/** Opens an empty form for a new user, or shows the one that is being filled in. */
export const addUser =
  (window: WindowContext): Command =>
  async () => {
    const session = await requireSession(window.connection);
    if (!session) return;
    await window.pages.show('addUser', session, async () => {
      const { openAddUserForm } = await import('../userForm/addUserForm.ts');
      return openAddUserForm({ ...window, session });
    });
  };

/** Says which actions are missing from the menu of a user, and why. */
export const explainActions =
  (window: WindowContext): Command =>
  async (clicked, selected) => {
    const session = await requireSession(window.connection);
    const [target] = clickedUsers(clicked, selected);
    if (!session || !target) return;
    const missing = userActions.flatMap((action) => {
      const verdict = session.mayAct(action, target);
      return verdict.kind === 'refused' && !isNeedless(verdict) ? [{ action, reason: verdict.reason }] : [];
    });
    const reasons = Map.groupBy(missing, ({ reason }) => reason);
    const texts = [...reasons].map(
      ([reason, actions]) =>
        `${actions.map(({ action }) => userActionFacts(action).title.replace('…', '')).join(', ')}: ${reason}`,
    );
    void inform(`What cannot be done to ${target.login}, and why`, texts.map(onOneLine).join('\n\n'));
  };

const writeOfDrop = async ({ by, key, networkId, mailboxId }: DropTarget): Promise<MakeWrite | undefined> => {
  const { roleWrite, moveWrite } = await import('../../operations/writes/role.ts');
  const authLevel = by === 'level' ? knownLevel(key) : undefined;
  if (authLevel) return (context) => roleWrite(context, { authLevel, scope: {} });
  if (networkId === undefined) return undefined;
  return (context) => moveWrite(context, { networkId, mailboxId: mailboxId ?? 0 });
};

/** Does what dragging users onto a group means: another role, or another place. Always asks first. */
export const dropUsers =
  (window: WindowContext) =>
  async (dragged: readonly User[], target: DropTarget): Promise<void> => {
    const session = await requireSession(window.connection);
    const make = await writeOfDrop(target);
    // Another profile may have been chosen since they were dragged.
    const users = dragged.filter((one) => session?.directory.find(one.userId) === one);
    const [user, ...others] = users;
    if (!session || !user) return;
    if (!make) {
      void warn('This version cannot give what this group stands for.');
      return;
    }
    const context = { ...window, session };
    const write = make(writeContext(context));
    if (others.length > 0) {
      const { openRun } = await import('../runs/userRun.ts');
      await openRun(write, users, context);
      return;
    }
    const { performWithProgress } = await import('../writes/performWithProgress.ts');
    await performWithProgress(write, user, context, { nothing: true });
  };
