/** Listing everybody: ours against the loop of the published example, and against what latency allows at best. */
import { largestPage, pagesOf } from '../../src/api/paging.ts';
import { readAhead } from '../../src/api/readAhead.ts';
import type { User } from '../../src/domain/user.ts';
import { inTurn, rounds } from './measure.ts';
import { listAbreast, listInLoop } from './peers.ts';
import type { Bench, Row } from './row.ts';
import { startService } from './service.ts';
import type { Service } from './service.ts';

const sizes = [60, 1000, 10_000, 100_000] as const;
const latencies = [0, 40, 200] as const;
/** The loop is not waited for longer than this many pages; the rest is reckoned from them. */
const pagesOfLoop = 40;

const listAll = async (service: Service): Promise<number> => {
  const { users } = service.client();
  const paging = {
    fetchPage: (page: { pageNo: number; recordsPerPage: number }, signal?: AbortSignal) =>
      users.list({}, page, signal),
    idOf: ({ userId }: User) => userId,
    recordsPerPage: largestPage,
  };
  let count = 0;
  for await (const { items } of pagesOf(paging)) count += items.length;
  return count;
};

/** The first page tells whether there is more; those after it come `readAhead` at a time. Milliseconds. */
export const limitOf = (users: number, latency: number): number =>
  latency * (1 + Math.ceil(Math.floor(users / largestPage) / readAhead));

const rowsOf = async (users: number, latency: number): Promise<readonly Row[]> => {
  await using service = await startService(users, latency);
  const perPage = [25, largestPage] as const;
  const pages = perPage.map((size) => Math.floor(users / size) + 1);
  const pagesOf500 = Math.floor(users / largestPage) + 1;
  const asked = pages.map((count) => Math.min(count, pagesOfLoop));
  const figures = await inTurn(
    {
      ours: () => listAll(service),
      small: () => listInLoop(service, perPage[0], asked[0]),
      large: () => listInLoop(service, perPage[1], asked[1]),
      abreast: () =>
        listAbreast(service, { pages: pagesOf500, recordsPerPage: largestPage, abreast: readAhead }),
    },
    users > 10_000 ? 3 : rounds,
  );
  const what = `list ${users.toLocaleString('en')} users, ${latency} ms`;
  const scaled = (index: 0 | 1, median: number): number =>
    (median * (pages[index] ?? 1)) / (asked[index] ?? 1);
  const { ours, small, large, abreast } = figures;
  const isBudgeted = users === 10_000 && latency === 40;
  return [
    {
      ...{ what, unit: 'ms', ours },
      against: { what: 'loop, 25 a page', figure: scaled(0, small.median) },
      ...(isBudgeted ? { budget: { kind: 'least', value: 3 } as const } : {}),
    },
    { what, unit: 'ms', ours, against: { what: 'loop, 500 a page', figure: scaled(1, large.median) } },
    {
      ...{ what, unit: 'ms', ours },
      against: { what: `fetch, ${readAhead} under way`, figure: abreast.median },
    },
    ...(latency === 0
      ? []
      : [
          {
            ...({ what, unit: 'ms', ours } as const),
            against: { what: 'limit', figure: limitOf(users, latency) },
            ...(isBudgeted ? { budget: { kind: 'most', value: 1.25 } as const } : {}),
          },
        ]),
  ];
};

/** The bench. */
export const listing: Bench = {
  name: 'listing',
  run: async () => {
    const rows: Row[] = [];
    for (const users of sizes) for (const latency of latencies) rows.push(...(await rowsOf(users, latency)));
    return rows;
  },
};
