/** Loading a directory completely, from 60 users to 100,000: time, requests and memory, against what cannot be less. */
import { largestPage } from '../../src/api/paging.ts';
import { figuresOfLoads, loadDirectories } from './directoryLoad.ts';
import { limitOf } from './listing.ts';
import { figuresOf, rounds } from './measure.ts';
import { pagesAsText } from './peers.ts';
import type { Bench, Row } from './row.ts';
import { startService } from './service.ts';
import type { Service } from './service.ts';

const sizes = [60, 1000, 10_000, 100_000] as const;
const latencies = [0, 40, 200] as const;
/** The text of all pages, and the milliseconds that `JSON.parse` takes for them. */
const floorOf = async (service: Service): Promise<{ readonly bytes: number; readonly parse: number }> => {
  const texts = await pagesAsText(service, largestPage);
  const taken = Array.from({ length: rounds }, () => {
    const started = performance.now();
    for (const text of texts) JSON.parse(text);
    return performance.now() - started;
  });
  const bytes = texts.reduce((sum, text) => sum + text.length, 0);
  return { bytes, parse: figuresOf(taken).median };
};

const withoutLatency = async (users: number, times: number): Promise<readonly Row[]> => {
  await using service = await startService(users, 0);
  const floor = await floorOf(service);
  const plain = await loadDirectories(service, times);
  const watched = await loadDirectories(service, times, 'watched');
  const what = `load ${users.toLocaleString('en')} users completely`;
  const parse = { what: 'JSON.parse', figure: floor.parse };
  const text = { what: 'the text', figure: floor.bytes };
  const growth = figuresOfLoads(plain, 'growth');
  const perUser = (bytes: number): number => Math.round(bytes / users);
  return [
    { what: `${what}, 0 ms`, unit: 'ms', ours: figuresOfLoads(plain, 'milliseconds'), against: parse },
    {
      ...{ what: `${what}, 0 ms, with the groups asked for at every change`, unit: 'ms' },
      ...{ ours: figuresOfLoads(watched, 'milliseconds'), against: parse },
    },
    { what: `${what}: growth of the heap`, unit: 'B', ours: growth, against: text },
    {
      ...{ what: `${what}: growth for each user`, unit: 'B' },
      ours: figuresOf([growth.median, growth.least, growth.most].map(perUser)),
      against: { what: 'its text', figure: perUser(floor.bytes) },
    },
  ];
};

const withLatency = async (users: number, latency: number, times: number): Promise<readonly Row[]> => {
  await using service = await startService(users, latency);
  const all = await loadDirectories(service, times);
  const what = `load ${users.toLocaleString('en')} users completely`;
  const pages = Math.floor(users / largestPage) + 1;
  return [
    {
      ...{ what: `${what}, ${latency} ms`, unit: 'ms', ours: figuresOfLoads(all, 'milliseconds') },
      against: { what: 'limit', figure: limitOf(users, latency) },
    },
    ...(latency === latencies[1]
      ? [
          {
            ...({ what: `${what}: requests`, unit: '', ours: figuresOfLoads(all, 'requests') } as const),
            against: { what: 'pages', figure: pages },
          },
        ]
      : []),
  ];
};

/** The bench. */
export const scale: Bench = {
  name: 'scale',
  run: async () => {
    const rows: Row[] = [];
    for (const users of sizes) {
      const times = Math.min(rounds, users > 10_000 ? 3 : rounds);
      for (const latency of latencies)
        rows.push(
          ...(latency === 0 ? await withoutLatency(users, times) : await withLatency(users, latency, times)),
        );
    }
    return rows;
  },
};
