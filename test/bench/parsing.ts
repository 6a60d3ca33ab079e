/** Reading and grouping 100,000 users, against `JSON.parse` of the same text; and what they take in memory. */
import { readEnvelope, readList } from '../../src/api/reader.ts';
import { userShape } from '../../src/api/userReading.ts';
import { groupKey } from '../../src/domain/grouping.ts';
import { sortedByLogin } from '../../src/domain/loginOrder.ts';
import type { User } from '../../src/domain/user.ts';
import { liveHeap } from './heap.ts';
import { figuresOf, inTurn } from './measure.ts';
import type { Bench } from './row.ts';
import { startService } from './service.ts';

const users = 100_000;
const mostGrowth = 150_000_000;

/** The answers of a service, put together into one. */
const textOf = async (): Promise<string> => {
  await using service = await startService(users, 0);
  const { client } = service;
  const all: User[] = [];
  for (let pageNo = 1; all.length < users; pageNo += 1) {
    const { items } = await client().users.list({}, { pageNo, recordsPerPage: 500 });
    if (items.length === 0) break;
    all.push(...items);
  }
  return JSON.stringify({ success: true, data: all, errorCode: null, message: null });
};

const readAndGroup = (text: string): ReadonlyMap<string, readonly User[]> => {
  const { items } = readList(userShape, readEnvelope(text, 200).data);
  const groups = Map.groupBy(items, (user) => groupKey('level', user));
  return new Map([...groups].map(([key, group]) => [key, sortedByLogin(group)]));
};

/** The bench. */
export const parsing: Bench = {
  name: 'parsing',
  run: async () => {
    const text = await textOf();
    const figures = await inTurn({
      ours: () => Promise.resolve(readAndGroup(text)),
      floor: () => Promise.resolve(JSON.parse(text)),
    });
    const before = liveHeap();
    const groups = readAndGroup(text);
    const growth = liveHeap() - before;
    if (groups.size === 0) throw new Error('no users were read');
    const what = `read and group ${users.toLocaleString('en')} users`;
    return [
      {
        ...{ what, unit: 'ms', ours: figures.ours },
        against: { what: 'JSON.parse', figure: figures.floor.median },
        budget: { kind: 'most', value: 4 },
      },
      {
        ...{ what: `${what}: growth of the heap`, unit: 'B', ours: figuresOf([growth]) },
        against: { what: 'the text', figure: text.length },
        budget: { kind: 'absolute', value: mostGrowth },
      },
    ];
  },
};
