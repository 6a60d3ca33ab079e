/**
 * `npm run bench`, or `npm run bench -- NAME…`: what the product costs, against floors and peers that are measured in
 * the same run. Prints one table and writes `test-results/bench.json`. Nothing here is a test.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resultsFolder } from '../support/paths.ts';
import { activation } from './activation.ts';
import { blocks } from './blocks.ts';
import { bulk } from './bulk.ts';
import { curve } from './curve.ts';
import { form } from './form.ts';
import { idle } from './idle.ts';
import { listing } from './listing.ts';
import { parsing } from './parsing.ts';
import { columnsOf, isWithin } from './row.ts';
import type { Row } from './row.ts';
import { scale } from './scale.ts';
import { size } from './size.ts';
import { tree } from './tree.ts';
import { writes } from './writes.ts';

const benches = [
  ...[size, parsing, writes, bulk, listing, scale, curve],
  ...[activation, tree, blocks, form, idle],
];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  const names = benches.map(({ name }) => name).join(', ');
  throw new Error(`There is no bench ${unknown.join(', ')}: choose from ${names}.`);
}

const rows: Row[] = [];
for (const { name, run } of benches) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`▶ ${name}`);
  rows.push(...(await run()));
}
console.table(rows.map(columnsOf));
const beyond = rows.filter((row) => !isWithin(row));
console.log(beyond.length === 0 ? 'All budgets are kept.' : `${beyond.length} beyond their budgets.`);
await mkdir(resultsFolder, { recursive: true });
await writeFile(join(resultsFolder, 'bench.json'), `${JSON.stringify(rows, undefined, 2)}\n`);
