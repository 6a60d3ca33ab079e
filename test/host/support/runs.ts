/** Runs over users of network 1, opened as a test wants them. */
import type { User } from '../../../src/domain/user.ts';
import { openRun } from '../../../src/host/runs/userRun.ts';
import { writeContext } from '../../../src/host/writes/windowContext.ts';
import type { MakeWrite } from '../../../src/host/writes/windowContext.ts';
import { roleWrite } from '../../../src/operations/writes/role.ts';
import { administratorOf } from './ownSandbox.ts';
import type { Administrator, AdministratorOptions, OwnSandbox } from './ownSandbox.ts';
import { onlyPage, standInPages } from './pages.ts';
import { playRun } from './runPages.ts';
import type { RunInTest } from './runPages.ts';

/** Ten users of network 1 whose AuthLevel is `General`. */
export const ten = (
  'general naomi.fischer bettina.delgado isaac.ivanov patrick.whitfield ' +
  'sofia.gallagher francois.rossi lukasz.castillo no.email ingrid.xu'
).split(' ');

/** Makes everybody `TPUser`. */
export const toPartner: MakeWrite = (context) => roleWrite(context, { authLevel: 'TPUser', scope: {} });
/** Makes everybody `General`. */
export const toGeneral: MakeWrite = (context) => roleWrite(context, { authLevel: 'General', scope: {} });

/** An open page of a run, and who opened it. */
export type OpenedRun = Administrator & { readonly run: RunInTest; readonly users: readonly User[] };

/** Opens the page of a run over these users. */
export const openedRun = async (
  sandbox: OwnSandbox,
  make: MakeWrite,
  logins: readonly string[],
  options?: AdministratorOptions,
): Promise<OpenedRun> => {
  const somebody = await administratorOf(sandbox, options);
  const pages = standInPages();
  const users = logins.map(somebody.user);
  await openRun(make(writeContext(somebody.context)), users, somebody.context);
  return { ...somebody, users, run: playRun(onlyPage(pages)) };
};

/** The requests of carrying a change of role out on these users, in the order of the alphabet. */
export const requestsFor = (users: readonly User[]): readonly string[] =>
  [
    ...users.map(({ userId }) => `GET /v2/users/${userId}`),
    ...users.map(() => 'POST /v2/users/role'),
  ].toSorted();

/** The requests that a sandbox has had, as `METHOD /path`, in the order of the alphabet. */
export const sortedLines = async ({ judge }: OwnSandbox): Promise<readonly string[]> =>
  (await judge.lines()).toSorted();

/** The AuthLevel of a user, asked of the service itself. */
export const levelOf = async ({ judge }: OwnSandbox, login: string): Promise<string | undefined> =>
  (await judge.usersCalled(login))[0]?.authLevel;
