/**
 * The program behind the layer `coverage`: `node main.ts LAYERS… [--gate]`. Prints what ran of the sources, and with
 * `--gate` ends with exit code 1 when that is too little. The whole report is `test-results/coverage/index.html`.
 */
import { relative, sep } from 'node:path';
import { projectRoot } from '../paths.ts';
import { gatherSources } from './gather.ts';
import { belowGate, coverageOf, summaryOf, writeReport } from './report.ts';

const layers = process.argv.slice(2).filter((arg) => arg !== '--gate');
const coverage = await coverageOf(gatherSources(layers));
writeReport(coverage);
const { overall, worst } = summaryOf(coverage);

console.log(
  `${layers.join(', ')} together: ${overall.lines} of the lines, ${overall.branches} of the branches`,
);
console.log('Most is missing in');
console.table(
  worst.map(({ file, ...figures }) => ({
    file: relative(projectRoot, file).split(sep).join('/'),
    ...figures,
  })),
);
if (process.argv.includes('--gate')) {
  for (const complaint of belowGate(coverage)) {
    console.error(complaint);
    process.exitCode = 1;
  }
}
