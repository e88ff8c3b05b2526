import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { resultsFolder } from '../paths.ts';
import { runNode } from './node-command.ts';
import { type Count, noChecks, withExitCode } from './section.ts';

const resultFile = path.join(resultsFolder, 'e2e.json');

/** End-to-end tests in real windows, of the development build and of the packaged one. */
export async function runEndToEndTests(): Promise<Count> {
  await rm(resultFile, { force: true });
  const { code } = await runNode('build/test/e2e.ts', []);
  return withExitCode(await readCount(), code);
}

async function readCount(): Promise<Count> {
  const text = await readFile(resultFile, 'utf8').catch(() => undefined);
  if (text === undefined) return noChecks;
  const { stats } = JSON.parse(text) as { stats: { expected: number; unexpected: number; flaky: number; skipped: number } };
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}
