import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** What `npm run e2e` tells about a build: the program, and the arguments it needs before any others. */
export interface BuiltApp {
  executable: string;
  args: string[];
}

/** One started application with its first window. */
export interface RunningApp {
  electron: ElectronApplication;
  page: Page;
  /** Errors of the window's console and uncaught exceptions of its scripts, in order. */
  consoleErrors: string[];
  /** Everything the processes wrote to standard error, for failure reports. */
  log: string[];
}

/** The build that belongs to a Playwright project (`development` or `packaged`). Throws when it was not built. */
export function builtApp(project: string): BuiltApp {
  const description = process.env[`CLUSTERWRIGHT_E2E_${project.toUpperCase()}`];
  if (description === undefined) throw new Error(`no ${project} build: start the tests with: npm run e2e -- --project=${project}`);
  return JSON.parse(description) as BuiltApp;
}

/** Starts a build on a user-data folder and waits for its first window to have loaded. */
export async function launchApp(app: BuiltApp, userDataFolder: string, extraArgs: string[] = []): Promise<RunningApp> {
  const electron = await _electron.launch({
    executablePath: app.executable,
    args: [...app.args, `--user-data-dir=${userDataFolder}`, ...extraArgs],
    timeout: 60_000,
  });
  const log: string[] = [];
  electron.process().stderr?.on('data', (chunk) => log.push(String(chunk)));
  const consoleErrors: string[] = [];
  const watched = new WeakSet<Page>();
  const watch = (page: Page) => {
    if (watched.has(page)) return;
    watched.add(page);
    page.on('console', (message) => {
      if (message.type() === 'error') consoleErrors.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => consoleErrors.push(error.stack ?? error.message));
  };
  electron.on('window', watch);
  electron.windows().forEach(watch);
  const page = await electron.firstWindow();
  watch(page);
  await page.waitForLoadState('load');
  return { electron, page, consoleErrors, log };
}

/** A user-data folder that nobody used before. Remove it with `removeFolder`. */
export function freshUserDataFolder(): Promise<string> {
  return mkdtemp(path.join(os.tmpdir(), 'clusterwright-e2e-'));
}

/** Removes a folder that a process may still be writing to as it ends. */
export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
