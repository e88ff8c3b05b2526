import { parseArgs } from 'node:util';
import { checkSeed, type SeedResult } from './check-seed.ts';
import { sixthEdition } from './editions.ts';
import { describeStep } from './describe-step.ts';
import { storyEnds, usualLimits, type Limits } from './limits.ts';
import { shrink } from './shrink.ts';
import { storyOf } from './story.ts';

const usage = `npm run soak [-- --seeds N --seed S --minutes M --only 0,2,5 --seconds W --runs R]

Random clusters, inputs and faults against what must always be true and against "quiet again at the desired state".
  --seeds N     how many stories (default 1000)
  --seed S      the first seed (default ${sixthEdition}); alone: only this one
  --minutes M   as many as fit into this time
  --only LIST   with --seed: only these steps of its story
  --seconds W   processor time that one life of a story may take (default ${usualLimits.workMs / 1000}); each is lived twice
  --runs R      runs of components that one life may take (default ${usualLimits.componentRuns})
`;

/** @returns exit code: 0 nothing found, 1 a seed failed, 2 wrong arguments */
function main(): number {
  const options = readOptions();
  if (!options) {
    process.stderr.write(usage);
    return 2;
  }
  const { first, count, untilMs, only, limits } = options;
  const failed: number[] = [];
  let [done, simulatedMs, slowestMs] = [0, 0, 0];
  for (let seed = first; seed < first + count && performance.now() < untilMs; seed += 1) {
    const result = checkSeed(seed, only, limits);
    done += 1;
    simulatedMs += result.simulatedMs;
    if (result.settledAfterMs < Infinity) slowestMs = Math.max(slowestMs, result.settledAfterMs);
    if (result.violations.length > 0) {
      failed.push(seed);
      report(result, only);
    }
    if (done % 500 === 0) process.stderr.write(`${done} seeds, ${failed.length} failed\n`);
  }
  process.stdout.write(`${done} seeds from ${first} on, ${Math.round(simulatedMs / 3_600_000)} simulated hours, settled after ${Math.round(slowestMs / 1000)} s at the latest\n`);
  process.stdout.write(`${done - failed.length} passed, ${failed.length} failed\n`);
  return failed.length > 0 ? 1 : 0;
}

/** What is wrong, and the one command that shows it again. */
function report({ seed, violations }: SeedResult, only: readonly number[] | undefined): void {
  const [first] = violations;
  if (!first) return;
  // What takes too long takes as long again with each step that is left out on trial.
  const kept = only ?? (first.invariant === storyEnds ? storyOf(seed).steps.map((_step, index) => index) : shrink(seed, first));
  process.stdout.write(`seed ${seed}:\n`);
  for (const { atMs, invariant, message } of violations) process.stdout.write(`  at ${atMs} ms, ${invariant}: ${message}\n`);
  for (const step of storyOf(seed, kept).steps) process.stdout.write(`  - ${describeStep(step)}\n`);
  process.stdout.write(`  npm run soak -- --seed ${seed} --only ${kept.length > 0 ? kept.join() : 'none'}\n`);
}

interface Options {
  first: number;
  count: number;
  untilMs: number;
  only?: number[];
  limits: Limits;
}

function readOptions(): Options | undefined {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ options: { seeds: text, seed: text, minutes: text, only: text, seconds: text, runs: text } });
    const numbers = [values.seeds, values.seed, values.minutes, values.seconds, values.runs].map((given) => (given === undefined ? undefined : Number(given)));
    if (numbers.some((number) => number !== undefined && !(number >= 0))) return undefined;
    const [seeds, seed, minutes, seconds, runs] = numbers;
    const only = values.only?.split(',').filter((number) => number !== 'none').map(Number);
    return {
      first: seed ?? sixthEdition, count: seeds ?? (minutes !== undefined ? Infinity : seed === undefined ? 1_000 : 1), untilMs: minutes === undefined ? Infinity : minutes * 60_000,
      ...(only ? { only } : {}),
      limits: { componentRuns: runs ?? usualLimits.componentRuns, workMs: seconds === undefined ? usualLimits.workMs : seconds * 1000 },
    };
  } catch {
    return undefined;
  }
}

process.exitCode = main();
