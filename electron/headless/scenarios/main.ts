/**
 * The command `npm run scenarios [-- NAME…] [--update]`: plays recorded scenarios and compares; `--update` writes what came out instead, to be reviewed as a diff.
 * Exit code 0: all as recorded (or written); 1: something differs; 2: there is no such scenario.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { recordScenario } from './record.ts';
import { readScenario, scenarioNames, timelineFile } from './scenario.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { update: { type: 'boolean' } } });
const unknown = positionals.filter((name) => !scenarioNames().includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no scenario ${unknown.join(', ')}. There are: ${scenarioNames().join(', ')}\n`);
  process.exitCode = 2;
} else {
  for (const name of positionals.length > 0 ? positionals : scenarioNames()) {
    const scenario = readScenario(name);
    const timeline = recordScenario(scenario);
    const same = timeline === scenario.recorded;
    if (!same && values.update) writeFileSync(timelineFile(scenario.folder), timeline);
    if (!same && !values.update) process.exitCode = 1;
    process.stdout.write(`${same ? 'as recorded' : values.update ? 'written' : 'DIFFERS'}  ${name}\n`);
  }
}
