/**
 * Every command and where it is. Each module is a file of its own, loaded when its first command is run: activation
 * does not pay for them.
 */
import * as vscode from 'vscode';
import { once } from '../once.ts';
import type { ProfilesContext } from '../connection/profileQuestions.ts';
import type { UserDocuments } from '../userPage/json.ts';
import type { UsersView } from '../users/usersView.ts';
import type { WindowContext } from '../writes/windowContext.ts';
import type { Command, CommandName } from './register.ts';

/** What the commands need, built by the composition root. */
export type CatalogueContext = WindowContext &
  ProfilesContext & {
    readonly view: UsersView;
    /** Where filters and the head of the journal are kept: `context.globalState`. */
    readonly memento: vscode.Memento;
    /** Documents of users, once the first is compared. */
    readonly documents: () => Promise<UserDocuments>;
  };

const later =
  (load: () => Promise<Command>): Command =>
  async (...args) => {
    await (
      await load()
    )(...args);
  };

const userActions = () => import('./userActions.ts');
const userPage = () => import('./userPage.ts');
const copy = () => import('./copy.ts');
const view = () => import('./view.ts');
const filter = () => import('./filterUsers.ts');
const exports = () => import('../exchange/exportUsers.ts');
const profiles = () => import('../connection/manageProfiles.ts');

const act = (
  context: WindowContext,
  action: Parameters<Awaited<ReturnType<typeof userActions>>['actOnUsers']>[0],
) => later(async () => (await userActions()).actOnUsers(action, context));

/** The commands by name. */
export const createCommands = (context: CatalogueContext): Readonly<Record<CommandName, Command>> => ({
  signIn: later(async () => {
    const { signIn } = await import('../connection/signIn.ts');
    return () => signIn(context);
  }),
  signOut: later(async () => (await view()).signOut(context.connection)),
  switchProfile: later(async () => {
    const { switchProfile } = await import('../connection/switchProfile.ts');
    return () => switchProfile(context);
  }),
  chooseApis: later(async () => {
    const { chooseApis } = await import('../connection/chooseApis.ts');
    return () => chooseApis(context);
  }),
  renameProfile: later(async () => {
    const { renameProfile } = await profiles();
    return () => renameProfile(context);
  }),
  removeProfile: later(async () => {
    const { removeProfile } = await profiles();
    return () => removeProfile(context);
  }),
  addUser: later(async () => (await userActions()).addUser(context)),
  editUser: act(context, 'editUser'),
  changeRole: act(context, 'changeRole'),
  moveUser: act(context, 'moveUser'),
  setPassword: act(context, 'setPassword'),
  resetSessions: act(context, 'resetSessions'),
  copyApiKey: act(context, 'copyApiKey'),
  rotateApiKey: act(context, 'rotateApiKey'),
  sendSms: act(context, 'sendSms'),
  updateConfig: act(context, 'updateConfig'),
  unlockUser: act(context, 'unlockUser'),
  setMaxSessions: act(context, 'setMaxSessions'),
  suspendUser: act(context, 'suspendUser'),
  activateUser: act(context, 'activateUser'),
  terminateUser: act(context, 'terminateUser'),
  explainActions: later(async () => (await userActions()).explainActions(context)),
  findUser: later(async () =>
    (await import('./findUser.ts')).findUser({
      connection: context.connection,
      show: (user) => context.view.show(user),
      clearFilter: async () => {
        await vscode.commands.executeCommand('ecgrid.clearFilter');
      },
    }),
  ),
  filterUsers: later(async () => (await filter()).filterUsers(context)),
  clearFilter: later(async () => (await filter()).clearFilter(context)),
  groupUsersBy: later(async () => (await import('./groupUsersBy.ts')).groupUsersBy(context.connection)),
  refreshUsers: later(async () =>
    (await view()).refreshUsers(context.connection, () => context.view.view.visible),
  ),
  loadMoreUsers: later(async () => (await view()).loadMoreUsers(context.connection)),
  showUser: later(async () => (await userPage()).showUser(context)),
  compareUsers: later(async () => (await userPage()).compareUsers(context, await context.documents())),
  copyJson: later(async () => (await userPage()).copyJson(context)),
  copyUserId: later(async () =>
    (await copy()).copyField(context.connection, 'user ID', ({ userId }) => String(userId)),
  ),
  copyLogin: later(async () => (await copy()).copyField(context.connection, 'login', ({ login }) => login)),
  copyEmail: later(async () =>
    (await copy()).copyField(context.connection, 'e-mail address', ({ email }) => email),
  ),
  exportUsers: later(async () => (await exports()).exportUsers(context)),
  exportSelectedUsers: later(async () => (await exports()).exportSelectedUsers(context)),
  importUsers: later(async () => (await import('../exchange/importUsers.ts')).importUsers(context)),
  showStaleAccounts: later(async () =>
    (await import('../staleAccounts/showStaleAccounts.ts')).showStaleAccounts(context),
  ),
  getStarted: async () => {
    const walkthrough = 'ecgrid-users.ecgrid-users#getStarted';
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough, false);
  },
  showLog: context.log.show,
  showJournal: later(
    once(async () => (await import('../journal/showJournal.ts')).showJournal(context, context.memento)),
  ),
  verifyJournal: later(async () =>
    (await import('../journal/verifyJournal.ts')).verifyJournal(context, context.memento),
  ),
});
