import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { resultsFolder } from '../paths.ts';
import { runNode } from './node-command.ts';
import { type Count, noChecks, withExitCode } from './section.ts';

const resultFile = path.join(resultsFolder, 'unit.json');

/** Unit and property tests, by Vitest. */
export async function runUnitTests(): Promise<Count> {
  await rm(resultFile, { force: true });
  const { code } = await runNode('node_modules/vitest/vitest.mjs', [
    'run', '--config', 'build/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${resultFile}`,
  ]);
  return withExitCode(await readCount(resultFile), code);
}

async function readCount(file: string): Promise<Count> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return noChecks;
  const report = JSON.parse(text) as { numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests: number };
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + report.numTodoTests };
}
