import { test as base, expect } from '@playwright/test';
import path from 'node:path';
import { resultsFolder } from '../build/paths.ts';
import { builtApp, freshUserDataFolder, launchApp, removeFolder, type RunningApp } from './launch.ts';

/** The application under test, started once per test on its own user-data folder. */
export interface AppFixture extends RunningApp {
  userDataFolder: string;
  /** Saves a picture of the window as `test-results/screens/<project>/<name>.png`. */
  screenshot(name: string): Promise<void>;
  /** Ends the application the ordinary way and starts it again on the same user-data folder. */
  reopen(): Promise<void>;
  /** Ends the main process with SIGKILL, as a power failure would, and starts it again on the same user-data folder. */
  killAndReopen(): Promise<void>;
}

interface Options {
  /** Command-line switches for this file's applications: `test.use({ extraArgs: ['--force-device-scale-factor=2'] })`. */
  extraArgs: string[];
}

/**
 * Playwright's `test` with the fixture `app`. Any console error fails the test; one that is expected must be taken out
 * of `app.consoleErrors` by the test itself.
 */
export const test = base.extend<{ app: AppFixture } & Options>({
  extraArgs: [[], { option: true }],
  app: async ({ extraArgs }, runTest, testInfo) => {
    const built = builtApp(testInfo.project.name);
    const userDataFolder = await freshUserDataFolder();
    const start = () => launchApp(built, userDataFolder, extraArgs);
    const app: AppFixture = {
      ...await start(),
      userDataFolder,
      screenshot: async (name) => {
        const folder = path.join(resultsFolder, 'screens', testInfo.project.name);
        await app.page.screenshot({ path: path.join(folder, `${name}.png`) });
      },
      reopen: async () => {
        await app.electron.close();
        Object.assign(app, keepErrors(app, await start()));
      },
      killAndReopen: async () => {
        await kill(app);
        Object.assign(app, keepErrors(app, await start()));
      },
    };
    await runTest(app);
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('process-log', { body: app.log.join(''), contentType: 'text/plain' });
    }
    await app.electron.close().catch(() => undefined);
    await removeFolder(userDataFolder);
    expect(app.consoleErrors, 'errors on the console of the window').toEqual([]);
  },
});

function keepErrors(before: RunningApp, after: RunningApp): RunningApp {
  after.consoleErrors.unshift(...before.consoleErrors);
  return after;
}

async function kill(app: RunningApp): Promise<void> {
  const main = app.electron.process();
  const ended = new Promise((resolve) => { main.once('exit', resolve); });
  main.kill('SIGKILL');
  await ended;
}

export { expect };
