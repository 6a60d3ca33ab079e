/** How time, requests and memory grow with the directory, as a picture: `npm run bench -- curve` draws it anew. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { largestPage } from '../../src/api/paging.ts';
import { projectRoot } from '../support/paths.ts';
import { drawCharts } from './chart.ts';
import type { Point } from './chart.ts';
import { figuresOfLoads, loadDirectories } from './directoryLoad.ts';
import { limitOf } from './listing.ts';
import { rounds } from './measure.ts';
import { pagesAsText } from './peers.ts';
import type { Bench, Row } from './row.ts';
import { startService } from './service.ts';

const sizes = [60, 200, 600, 2000, 6000, 20_000, 60_000, 100_000] as const;
const latency = 40;

/** Where the picture goes. */
const picture = join(projectRoot, 'media', 'growth.svg');

type Measured = Readonly<Record<'milliseconds' | 'requests' | 'growth', Point>>;

/** Loads a directory of a size several times; medians, beside the limits of each figure. */
const measure = async (users: number): Promise<Measured> => {
  await using service = await startService(users, latency);
  const texts = await pagesAsText(service, largestPage);
  const all = await loadDirectories(service, Math.min(rounds, 3));
  const point = (field: keyof Measured, limit: number): Point => ({
    users,
    ours: figuresOfLoads(all, field).median,
    limit,
  });
  return {
    milliseconds: point('milliseconds', limitOf(users, latency)),
    requests: point('requests', texts.length),
    growth: point(
      'growth',
      texts.reduce((sum, { length }) => sum + length, 0),
    ),
  };
};

const rowOf = ({ milliseconds: { users, ours, limit } }: Measured): Row => ({
  ...{ what: `curve: load ${users.toLocaleString('en')} users completely, ${latency} ms`, unit: 'ms' },
  ours: { median: ours, least: ours, most: ours },
  against: { what: 'limit', figure: limit },
});

/** The bench. */
export const curve: Bench = {
  name: 'curve',
  run: async () => {
    const all: Measured[] = [];
    for (const users of sizes) all.push(await measure(users));
    const svg = drawCharts(`Loading a whole directory at ${latency} ms for each answer`, [
      {
        title: 'Time',
        limit: 'pages ÷ read-ahead × latency',
        points: all.map(({ milliseconds }) => milliseconds),
        text: (value) => (value < 1000 ? `${value} ms` : `${value / 1000} s`),
      },
      {
        title: 'Requests',
        limit: 'pages of 500',
        points: all.map(({ requests }) => requests),
        text: (value) => value.toLocaleString('en'),
      },
      {
        title: 'Memory',
        limit: 'the text of the answers',
        points: all.map(({ growth }) => growth),
        text: (value) => (value < 1_000_000 ? `${value / 1000} kB` : `${value / 1_000_000} MB`),
      },
    ]);
    await writeFile(picture, svg);
    return all.map(rowOf);
  },
};
