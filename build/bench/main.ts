import { parseArgs } from 'node:util';
import type { BenchRow } from './benchmark.ts';
import { keepStandardOutputForResults } from '../progress.ts';
import { benchmarks } from './list.ts';

const list = benchmarks.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}\n`).join('');
const usage = `npm run --silent bench [-- NAME… --json]\n\nBenchmarks:\n${list}`;

/**
 * Medians, no verdict: it is no test. Standard output carries results only, the way there is told on standard error.
 * @returns exit code: 0 measured, 1 a benchmark broke (the others ran), 2 wrong arguments
 */
async function main(): Promise<number> {
  const parsed = readArguments();
  if (parsed instanceof Error) {
    process.stderr.write(`${parsed.message}\n\n${usage}`);
    return 2;
  }
  const { values, positionals } = parsed;
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const unknown = positionals.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`There is no benchmark ${unknown.join(', ')}.\n\n${usage}`);
    return 2;
  }
  const chosen = positionals.length > 0 ? benchmarks.filter(({ name }) => positionals.includes(name)) : benchmarks;
  keepStandardOutputForResults();
  const rows: BenchRow[] = [];
  let broken = false;
  for (const benchmark of chosen) {
    process.stderr.write(`${benchmark.name}: ${benchmark.summary}\n`);
    let measured: BenchRow[] = [];
    try {
      measured = await benchmark.run((line) => process.stderr.write(`  ${line}\n`));
    } catch (error) {
      broken = true;
      process.stderr.write(`${benchmark.name} broke: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
    }
    rows.push(...measured);
    if (!values.json) for (const row of measured) process.stdout.write(`${line(row)}\n`);
  }
  if (values.json) process.stdout.write(`${JSON.stringify({ rows })}\n`);
  return broken ? 1 : 0;
}

function readArguments() {
  try {
    return parseArgs({ args: process.argv.slice(2), allowPositionals: true, options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
  } catch (error) {
    return error as Error;
  }
}

function line({ name, value, unit, goal, atLeast, ...facts }: BenchRow): string {
  const number = value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value >= 10 ? 1 : 2);
  const aim = goal === undefined ? '' : `  (goal ${atLeast ? '≥' : '≤'} ${goal.toLocaleString('en')})`;
  const more = Object.entries(facts).map(([key, fact]) => `${key} ${String(fact)}`).join(', ');
  return `${name.padEnd(44)} ${number.padStart(10)} ${unit}${aim}${more ? `  ${more}` : ''}`;
}

process.exitCode = await main();
