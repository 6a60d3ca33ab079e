import assert from 'node:assert/strict';
import type { Mailbox } from '../../src/domain/place.ts';
import { groupings, mostChildren } from '../../src/domain/grouping.ts';
import { aUser, numbers } from '../unit/support/builders.ts';
import { Directory } from '../../src/directory/directory.ts';
import { Places } from '../../src/directory/places.ts';
import { UsersTree } from '../../src/host/users/usersTree.ts';
import { ViewStatus, hasWelcomeView } from '../../src/host/users/viewStatus.ts';
import { testSandbox } from './support/testSandbox.ts';
import {
  allRows,
  groupRow,
  groupRows,
  loadAtRest,
  loadEverything,
  rowsOf,
  signedInTree,
  text,
  usersIn,
} from './support/treeView.ts';
import { closeWindows, signedInWindow } from './support/window.ts';

const { judge } = testSandbox;

beforeEach(() => judge.clearLog());
afterEach(async () => {
  closeWindows();
  await judge.faults();
});

describe('the tree in groups', () => {
  for (const groupBy of groupings) {
    it(`by ${groupBy} shows everybody once, under ids that are unique and stay`, async () => {
      const { tree, session } = await signedInTree();
      await loadAtRest(session);
      await session.directory.show({ groupBy });
      const rows = await allRows(tree);
      assert.equal(usersIn(rows).length, 45);
      const ids = rows.map(({ item }) => item.id);
      assert.equal(new Set(ids).size, ids.length);
      for (const { node } of rows) assert.ok(node.kind !== 'group' || node.by === groupBy);
      await session.directory.refresh();
      assert.deepEqual(
        (await allRows(tree)).map(({ item }) => item.id),
        ids,
      );
    });
  }

  it('by mailbox has names, whole networks first', async () => {
    const { tree, session } = await signedInTree();
    await loadAtRest(session);
    await session.directory.show({ groupBy: 'mailbox' });
    const labels = (await rowsOf(tree)).map(({ item }) => item.label);
    assert.equal(labels[0], 'Whole network Meridian Supply Network (1)');
    assert.ok(labels.includes('Alder Creek Foods (1001)'));
  });

  it('is drawn again once when the names arrive', async () => {
    const { tree, session, changes } = await signedInTree();
    await session.directory.load();
    const before = text(await groupOfMe(tree));
    changes.length = 0;
    await session.places.load();
    assert.deepEqual(changes, [undefined]);
    assert.equal(before, 'networkadmin Sample NetworkAdmin · network 1');
    assert.match(text(await groupOfMe(tree)), /network Meridian Supply Network \(1\)$/);
  });

  const groupOfMe = async (tree: UsersTree): Promise<Awaited<ReturnType<typeof rowsOf>>[number]> => {
    const row = (await groupRows(tree, 'NetworkAdmin')).find(({ item }) => item.label === 'networkadmin');
    assert.ok(row);
    return row;
  };

  it('asks for the names after the first page, and shows the users without them', async () => {
    await judge.faults({ name: 'latency', delayMs: 60_000, path: '/v2/networks/list' });
    const { tree } = await signedInTree();
    assert.equal(usersIn(await allRows(tree)).length, 45);
    assert.equal((await judge.lines())[1], 'POST /v2/users/list');
  });

  it('tries to load names again with the next refresh, not before', async () => {
    await judge.faults({ name: 'forbidden', path: '/v2/networks/list' });
    const { tree, session } = await signedInTree();
    await loadAtRest(session);
    await judge.clearLog();
    await allRows(tree);
    assert.deepEqual(await judge.lines(), []);
    await judge.faults();
    await session.directory.refresh();
    await session.places.load();
    assert.deepEqual((await judge.lines()).toSorted(), ['POST /v2/networks/list', 'POST /v2/users/list']);
    assert.equal(session.places.networkText(1), 'Meridian Supply Network (1)');
  });

  it('shows a whole network that may have more users with a plus', async () => {
    const { tree, session } = await signedInTree({ pageSize: 5 });
    await loadAtRest(session);
    await session.directory.show({ groupBy: 'mailbox' });
    const row = await groupRow(tree, '1/0');
    assert.match(String(row.item.description), /^\d+\+$/);
    await loadEverything(session.directory);
    assert.match(String((await groupRow(tree, '1/0')).item.description), /^\d+$/);
    assert.equal(usersIn(await allRows(tree)).length, 45);
  });
});

describe('thousands of mailboxes', () => {
  /** A tree over 2,500 mailboxes, none of which has been asked for more than its name. */
  const manyGroups = async (): Promise<{
    readonly tree: UsersTree;
    readonly asked: () => readonly unknown[];
  }> => {
    const asked: unknown[] = [];
    const page = { unreadable: [], recordsPerPage: undefined, totalRecords: undefined };
    const mailboxes: readonly Mailbox[] = numbers(2500).map((mailboxId) => ({ mailboxId, networkId: 1 }));
    const places = new Places({
      listNetworks: () => Promise.resolve({ ...page, items: [] }),
      listMailboxes: ({ pageNo }) =>
        Promise.resolve({ ...page, items: mailboxes.slice((pageNo - 1) * 500, pageNo * 500) }),
    });
    const directory = new Directory({
      pageSize: 2,
      places,
      view: { groupBy: 'mailbox' },
      listUsers: ({ mailboxId = 1 }) => {
        asked.push(mailboxId);
        const items = [1, 2].map((n) => aUser({ userId: mailboxId * 2 + n, mailboxId }));
        return Promise.resolve({ ...page, items });
      },
    });
    const { connection } = await signedInWindow({
      around: (open) => async (profile, key, token) => ({
        ...(await open(profile, key, token)),
        directory,
        places,
      }),
    });
    const tree = new UsersTree(connection);
    // The setting of this host says AuthLevel.
    await directory.show({ groupBy: 'mailbox' });
    await directory.load();
    return { tree, asked: () => asked.splice(0) };
  };

  it('hang below runs of groups, never more than a thousand below one row', async () => {
    const { tree, asked } = await manyGroups();
    assert.equal(asked().length, 1 + 12);
    const roots = await rowsOf(tree);
    assert.ok(roots.length < 10);
    const [run] = roots;
    assert.ok(run?.node.kind === 'groups');
    assert.equal(text(run), 'Mailbox 1 – Mailbox 500 500');
    const groups = await rowsOf(tree, run.node);
    assert.ok(groups.length <= mostChildren);
    const last = groups.at(-1);
    assert.ok(last);
    assert.equal(text(last), 'Mailbox 500');
    assert.deepEqual(asked(), []);
    assert.equal(parentId(tree, last.node), run.item.id);
  });

  const parentId = (tree: UsersTree, node: Parameters<UsersTree['getParent']>[0]): string | undefined => {
    const parent = tree.getParent(node);
    return parent && tree.getTreeItem(parent).id;
  };

  it('are loaded one by one as they are opened', async () => {
    const { tree, asked } = await manyGroups();
    asked();
    const [run] = await rowsOf(tree);
    const last = run && (await rowsOf(tree, run.node)).at(-1);
    assert.ok(last);
    const rows = await rowsOf(tree, last.node);
    assert.deepEqual(rows.map(text), ['Loading…']);
    assert.deepEqual(asked(), [500]);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(usersIn(await rowsOf(tree, last.node)).length, 2);
  });
});

describe('what the view tells VS Code', () => {
  it('has a welcome view for the failures that one explains, and for no others', () => {
    const failure = (kind: string): Error =>
      Object.assign(new Error('any'), { name: 'EcgridError', kind, nextStep: 'any' });
    for (const kind of ['forbidden', 'invalidKey', 'unreachable', 'timeout', 'server'])
      assert.ok(hasWelcomeView(failure(kind)), kind);
    for (const kind of ['notEcgrid', 'rateLimited', 'insecure', 'toString', '__proto__'])
      assert.ok(!hasWelcomeView(failure(kind)), kind);
    assert.ok(!hasWelcomeView(new Error('any')));
  });

  it('tells of the filter beside the title, while somebody is signed in', async () => {
    const { session, connection } = await signedInWindow();
    const told: (string | undefined)[] = [];
    const status = new ViewStatus((description) => told.push(description));
    status.tell(connection);
    await session.directory.show({ filter: { mailboxId: 1001 } });
    status.tell(connection);
    await connection.signOut();
    status.tell(connection);
    assert.deepEqual(told, [undefined, 'mailbox 1001', undefined]);
  });
});
