import { test as base, expect } from '@playwright/test';
import path from 'node:path';
import { resultsFolder } from '../build/paths.ts';
import { ControlPlaneApi } from './control-plane-api.ts';
import { EditorPage } from './editor-page.ts';
import { builtApp, freshUserDataFolder, launchApp, removeFolder, type RunningApp } from './launch.ts';

/** One application for all the tests of a worker: each test works on a design of its own. After a failure Playwright starts another. */
export interface SharedApp extends RunningApp {
  userDataFolder: string;
  api: ControlPlaneApi;
}

/**
 * Playwright's `test` with `editor`: a new, empty design in the editor of the shared application. Any console error fails the test; one that is expected must
 * be taken out of `shared.consoleErrors` by the test itself.
 */
export const test = base.extend<{ editor: EditorPage }, { shared: SharedApp }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
  shared: [async ({}, runTests, workerInfo) => {
    const userDataFolder = await freshUserDataFolder();
    const running = await launchApp(builtApp(workerInfo.project.name), userDataFolder);
    running.page.setDefaultTimeout(15_000);
    const api = await ControlPlaneApi.listen(running.page);
    await runTests({ ...running, userDataFolder, api });
    await running.electron.close().catch(() => undefined);
    await removeFolder(userDataFolder);
  }, { scope: 'worker', timeout: 90_000 }],
  editor: async ({ shared }, runTest, testInfo) => {
    shared.consoleErrors.length = 0;
    shared.log.length = 0;
    const editor = new EditorPage(shared.electron, shared.page, shared.api, path.join(resultsFolder, 'screens', testInfo.project.name));
    // The test before may have left another size, at which the palette is a rail without tabs, say.
    await editor.resize(1440, 900);
    await editor.newDesign();
    await runTest(editor);
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('process-log', { body: shared.log.join(''), contentType: 'text/plain' });
      await testInfo.attach('window', { body: await shared.page.screenshot(), contentType: 'image/png' }).catch(() => undefined);
    }
    expect(shared.consoleErrors, 'errors on the console of the window').toEqual([]);
  },
});

export { expect };
