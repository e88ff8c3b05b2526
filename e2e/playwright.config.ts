import { defineConfig } from '@playwright/test';
import path from 'node:path';
import { resultsFolder } from '../build/paths.ts';

/**
 * Every test drives a real Electron window; run them with `npm run e2e`, which builds what they start. One worker, since
 * windows on one display share keyboard focus and the machine's two cores.
 */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: path.join(resultsFolder, 'artifacts'),
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env['CI']),
  // A shared CI machine is slow by fits: one more try there. What needed it is listed as flaky, to be mended.
  retries: process.env['CI'] ? 1 : 0,
  reporter: [['list'], ['json', { outputFile: path.join(resultsFolder, 'e2e.json') }]],
  use: { trace: 'retain-on-failure', actionTimeout: 15_000 },
  // The package holds the same code: what can differ in it is starting, drawing, dragging, files, the database and coming back.
  projects: [{ name: 'development' }, { name: 'packaged', testMatch: /(smoke|first-steps|files|recovery)\.spec\.ts$/ }],
});
