/**
 * `npm test`: every check, section by section, stopping at the first section with a failure. The last line sums up:
 * `N passed, N failed[, N skipped]`. With `--quick` the end-to-end tests are left out.
 */
import { say } from '../progress.ts';
import { runConformance } from './conformance.ts';
import { runEndToEndTests } from './end-to-end.ts';
import { checkLint } from './lint.ts';
import { add, noChecks, type Section, summaryLine } from './section.ts';
import { checkTypes } from './types.ts';
import { runUnitTests } from './unit.ts';

const quick = process.argv.includes('--quick');

const sections: Section[] = [
  { title: 'Types', run: checkTypes },
  { title: 'Lint and dependency rules', run: checkLint },
  { title: 'Unit and property tests', run: runUnitTests },
  { title: 'Conformance with Kubernetes', run: runConformance },
  ...(quick ? [] : [{ title: 'End to end in a real window', run: runEndToEndTests }]),
];

let total = noChecks;
for (const { title, run } of sections) {
  say(`\n=== ${title} ${'='.repeat(Math.max(3, 100 - title.length))}`);
  const startMs = Date.now();
  const count = await run();
  total = add(total, count);
  say(`--- ${title}: ${summaryLine(count)} (${((Date.now() - startMs) / 1000).toFixed(1)} s)`);
  if (count.failed > 0) {
    say(`Stopped: ${title} failed.`);
    break;
  }
}
say(`\n${summaryLine(total)}`);
process.exit(total.failed === 0 ? 0 : 1);
