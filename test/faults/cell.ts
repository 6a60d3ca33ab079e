/** One operation under one fault, on the real client, journal and directory: what is told, recorded and true. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createClient } from '../../src/api/client.ts';
import { isEcgridError } from '../../src/api/ecgridError.ts';
import type { EcgridError } from '../../src/api/ecgridError.ts';
import { Directory } from '../../src/directory/directory.ts';
import type { User } from '../../src/domain/user.ts';
import { Journal } from '../../src/journal/journal.ts';
import type { Recorder } from '../../src/journal/journal.ts';
import type { JournalEntry } from '../../src/journal/record.ts';
import type { Attempted } from '../../src/operations/carryOut.ts';
import type { Desk } from '../unit/operations/writeCases.ts';
import { exchange, objects } from '../unit/sandbox/harness.ts';
import type { Json } from '../unit/sandbox/harness.ts';
import { aNewUser } from '../unit/support/builders.ts';
import { quick } from '../unit/support/ecgrid.ts';
import { openGateway } from '../unit/support/gateway.ts';
import { newFolder, recorderOf } from '../unit/support/journals.ts';
import type { Operation, Prepared } from './operations.ts';
import type { Row } from './row.ts';

/** What was seen of an operation that met a fault. */
export type Observed = {
  /** An attempt that ended, or the error that it ended with. */
  readonly ending: Attempted | EcgridError;
  /** The entry of the journal; undefined when there is none. */
  readonly entry: JournalEntry | undefined;
  /** What `Journal.verify` finds. */
  readonly problems: readonly unknown[];
  /** How many requests that write arrived at ECGrid. */
  readonly arrived: number;
  /** The database before: after the last change by anybody else. */
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** True when the new password lets the user in. */
  readonly newPasswordWorks: boolean;
  /** The user as the directory showed it before, and shows it now that it has learnt what the product learns. */
  readonly seen: User | undefined;
  readonly shown: User | undefined;
  /** Texts that must have been told to nobody. */
  readonly secrets: readonly string[];
};

/** The user with a login, as the database has it. */
export const recordOf = async (url: string, login: string): Promise<Json | undefined> => {
  const { json } = await exchange(`${url}/__users?login=${login}`, 'GET');
  return objects(json['users'])[0];
};

/** How many of the requests of an operation have arrived; those of other people, who are all Root, do not count. */
const arrivals = async ({ log }: Desk, { call, userId }: Prepared, login: string): Promise<number> => {
  const isMeant = ({ method, path, body, caller }: Json): boolean =>
    `${String(method)} ${String(path)}` === call &&
    caller !== 'root' &&
    (String(path).endsWith(`/${userId}`) ||
      JSON.stringify(body).includes(`"userId":${userId}`) ||
      JSON.stringify(body).includes(`"login":"${login}"`));
  return (await log()).filter(isMeant).length;
};

/** A NetworkAdmin of network 1 who exists for one operation, with the key. */
const anAdmin = async (desk: Desk, login: string): Promise<{ me: User; apiKey: string }> => {
  const root = desk.client('Root').users;
  const fresh = aNewUser({ login, email: `${login}@example.com`, authLevel: 'NetworkAdmin', mailboxId: 0 });
  const me = await root.create(fresh);
  return { me, apiKey: await root.getKey(me.userId) };
};

/** What the product would learn of an ending. */
const learn = (directory: Directory, ending: Attempted | EcgridError): void => {
  if (isEcgridError(ending)) return;
  directory.apply(ending.kind === 'done' ? ending.done.user : ending.now);
};

/** Everything that one operation needs, as far as nothing goes wrong. */
const setUp = async (t: TestContext, desk: Desk, row: Row, operation: Operation) => {
  const login = `${operation.name}.subject`;
  const { me, apiKey } = await anAdmin(desk, `${operation.name}.admin`);
  const folder = join(await newFolder(t), 'journal');
  const now = (): Date => new Date(Date.now() + (row.clock ?? 0));
  const journal = new Journal({ folder, now });
  const { users } = createClient({ origin: desk.url, apiKey, ...quick });
  const recorder = recorderOf(journal, me);
  const context = { caller: me, policy: { allowInternalLevels: false } };
  const { aSubject } = desk;
  const through = { users, recorder };
  const prepared = await operation.prepare({ login, aSubject, users, context, me, through, journal });
  const directory = new Directory({
    listUsers: (filter, page, signal) => users.list(filter, page, signal),
    pageSize: 500,
  });
  await directory.load();
  return { login, me, apiKey, folder, journal, recorder, prepared, directory };
};

type SetUp = Awaited<ReturnType<typeof setUp>>;

const send = async (
  { prepared, apiKey, recorder }: SetUp,
  origin: string,
  cancel: AbortController,
  way: Awaited<ReturnType<NonNullable<Row['arrange']>>>,
): Promise<Attempted | EcgridError> => {
  const { users } = createClient({
    ...quick,
    origin: way.origin ?? origin,
    apiKey,
    ...(way.timeout === undefined ? {} : { timeout: way.timeout }),
    onAttempt: ({ status }) => way.onAnswer?.(status),
  });
  const through: { users: typeof users; recorder: Recorder } = { users, recorder: way.recorder ?? recorder };
  return prepared.send(through, { signal: cancel.signal }).catch((error: unknown) => {
    assert.ok(isEcgridError(error), `not an EcgridError: ${String(error)}`);
    return error;
  });
};

/** True when the new password lets the user in. Looked at last, since it opens a session. */
const tryPassword = async ({ calling }: Desk, login: string, password: string): Promise<boolean> =>
  (await calling({}).post('/v2/auth/login', { login, password })).success === true;

/** Makes an operation ready. @returns carries it out, and tells what was seen */
export const openCell = async (
  t: TestContext,
  desk: Desk,
  row: Row,
  operation: Operation,
  secrets: { readonly newPassword: string; readonly message: string },
): Promise<() => Promise<Observed>> => {
  const cell = await setUp(t, desk, row, operation);
  const { login, me, prepared, journal, directory } = cell;
  const find = (): User | undefined => directory.users().find((user) => user.login === login);
  return async () => {
    const earlier = await arrivals(desk, prepared, login);
    let before = await recordOf(desk.url, login);
    const seen = find();
    const cancel = new AbortController();
    const way = await row.arrange?.({
      desk,
      operation,
      login,
      call: prepared.call,
      userId: prepared.userId,
      adminId: me.userId,
      recorder: cell.recorder,
      folder: cell.folder,
      gateway: () => openGateway(t, desk.url),
      cancel: () => cancel.abort(),
      note: async () => void (before = await recordOf(desk.url, login)),
    });
    const ending = await send(cell, desk.url, cancel, way ?? {});
    await way?.afterwards?.();
    learn(directory, ending);
    const after = await recordOf(desk.url, login);
    const arrived = (await arrivals(desk, prepared, login)) - earlier;
    const entries = operation.name === 'undo' ? (await journal.entries()).slice(1) : await journal.entries();
    assert.ok(entries.length <= 1, 'there is more than one entry');
    const { newPassword, message } = secrets;
    const keys = [cell.apiKey, before?.['apiKey'], after?.['apiKey']];
    return {
      ending,
      entry: entries[0],
      problems: (await journal.verify()).problems,
      arrived,
      before,
      after,
      newPasswordWorks: await tryPassword(desk, login, newPassword),
      seen,
      shown: find(),
      secrets: [newPassword, message, ...keys.filter((key) => typeof key === 'string')],
    };
  };
};
