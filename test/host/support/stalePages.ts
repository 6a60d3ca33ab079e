/** The page of stale accounts, played by a test: what ECGrid tells is made up, and so is the time. */
import assert from 'node:assert/strict';
import type { UnreadableRecord } from '../../../src/api/reader.ts';
import type { UserService } from '../../../src/api/userService.ts';
import type { StaleKind } from '../../../src/domain/staleAccounts.ts';
import type { User } from '../../../src/domain/user.ts';
import { StalePanel } from '../../../src/host/staleAccounts/stalePanel.ts';
import type { StalePanelOptions } from '../../../src/host/staleAccounts/stalePanel.ts';
import { ToStalePage } from '../../../src/protocol/stalePage.ts';
import type { FromStalePage, StaleModel, StaleReport, StaleRow } from '../../../src/protocol/stalePage.ts';
import { aUser } from '../../unit/support/builders.ts';
import { administratorOf } from './ownSandbox.ts';
import type { Administrator, OwnSandbox } from './ownSandbox.ts';
import { onlyPage, standInPages } from './pages.ts';
import type { PageStandIn } from './pages.ts';

/** When the tests take place. */
export const now = new Date('2026-11-22T12:00:00Z');

/** What ECGrid tells of users who have never signed in. */
export const never = '0001-01-01T00:00:00';

/** A time so many days ago, as ECGridOS tells it: in UTC, and without a zone. */
export const ago = (days: number): string =>
  new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, -1);

/** Somebody of each kind, and some who are not in the report. */
export const somebodyOfEach: readonly User[] = [
  aUser({ userId: 1, login: 'year', lastLogin: ago(400), created: ago(900) }),
  aUser({ userId: 2, login: 'quarter', lastLogin: ago(100), mailboxId: 0, authLevel: 'NetworkUser' }),
  aUser({ userId: 3, login: 'month', lastLogin: ago(31) }),
  aUser({ userId: 4, login: 'today', lastLogin: ago(0) }),
  aUser({ userId: 5, login: 'fresh', lastLogin: never, created: ago(1) }),
  aUser({ userId: 6, login: 'forgotten', lastLogin: never, created: ago(700), firstName: 'José' }),
  aUser({ userId: 7, login: 'untold' }),
  aUser({ userId: 8, login: 'gone', lastLogin: ago(900), status: 'Terminated' }),
];

type List = UserService['listDetails'];

/** What ECGrid answers with. */
export const telling =
  (users: readonly User[], unreadable: readonly UnreadableRecord[] = []): List =>
  () =>
    Promise.resolve({ items: users, unreadable, recordsPerPage: undefined, totalRecords: users.length });

/** An open page. */
export type StaleInTest = {
  readonly page: PageStandIn;
  readonly say: (message: FromStalePage) => void;
  /** What the page is told when it comes back from being hidden. */
  readonly model: () => StaleModel;
  /** Resolves with the first model that is wanted, of those that were told since the page last spoke. */
  readonly until: (isWanted: (model: StaleModel) => boolean) => Promise<StaleModel>;
};

/** Plays a page. */
export const playStale = (page: PageStandIn): StaleInTest => {
  const modelOf = (message: unknown): StaleModel => ToStalePage.parse(message).model;
  const say = (message: FromStalePage): void => {
    page.heard.clear();
    page.say(message);
  };
  return {
    page,
    say,
    model: () => {
      say({ type: 'ready' });
      return modelOf(page.heard.items.at(-1));
    },
    until: async (isWanted) => modelOf(await page.heard.until((one) => isWanted(modelOf(one)))),
  };
};

/** Resolves when a page has read. */
export const hasRead = ({ reading }: StaleModel): boolean => reading.state === 'read';

/** The report that a page shows. */
export const reportIn = ({ report }: StaleModel): StaleReport => report ?? assert.fail('no report');

/** The rows of a section. */
export const rowsIn = (model: StaleModel, kind: StaleKind): readonly StaleRow[] =>
  reportIn(model).sections.find((section) => section.kind === kind)?.rows ?? assert.fail(kind);

/** The logins of each section. */
export const loginsIn = (model: StaleModel): readonly (readonly string[])[] =>
  reportIn(model).sections.map(({ rows }) => rows.map(({ login }) => login));

/** Somebody who has opened the page. */
export type StaleOfAdministrator = Administrator & {
  readonly stale: StaleInTest;
  /** Who was to be suspended, one list for each time. */
  readonly suspended: readonly (readonly User[])[];
};

/** Signs in and opens the page. */
export const openStalePage = async (
  sandbox: OwnSandbox,
  list: List = telling(somebodyOfEach),
  options: Partial<StalePanelOptions> = {},
): Promise<StaleOfAdministrator> => {
  const somebody = await administratorOf(sandbox);
  const { context } = somebody;
  const pages = standInPages();
  const suspended: (readonly User[])[] = [];
  const suspend = (users: readonly User[]): Promise<void> => {
    suspended.push(users);
    return Promise.resolve();
  };
  const open = (): Promise<StalePanel> =>
    Promise.resolve(new StalePanel({ context, list, suspend, now: () => now, ...options }));
  await context.pages.show('staleAccounts', context.session, open);
  return { ...somebody, suspended, stale: playStale(onlyPage(pages)) };
};
