import type { ElectronApplication } from '@playwright/test';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './app.ts';
import { CanvasPage } from './canvas.ts';

interface Page {
  clusterwright: { invoke(channel: string, payload: unknown): Promise<unknown> };
}

/** Lets the system's dialogs be answered by the test: files are given, questions get the button of this number. */
async function answerDialogs(electron: ElectronApplication, answers: { open?: string; save?: string; button?: number }): Promise<void> {
  await electron.evaluate(({ dialog }, { open, save, button }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: open === undefined, filePaths: open === undefined ? [] : [open] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: save === undefined, filePath: save ?? '' });
    dialog.showMessageBox = (...parameters: unknown[]) => {
      const options = parameters.at(-1) as { message: string };
      Object.assign(globalThis, { asked: [...((globalThis as { asked?: string[] }).asked ?? []), options.message] });
      return Promise.resolve({ response: button ?? 0, checkboxChecked: false });
    };
  }, answers);
}

const questions = (electron: ElectronApplication): Promise<string[]> => electron.evaluate(
  () => (globalThis as { asked?: string[] }).asked ?? [],
);

/** Runs an entry of the application menu, as a click on it does. */
async function clickMenu(electron: ElectronApplication, id: string): Promise<void> {
  await electron.evaluate(({ Menu }, entry) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(entry);
    if (!item) throw new Error(`no menu entry ${entry}`);
    item.click();
  }, id);
}

const topology = `# Ours.
apiVersion: clusterwright.dev/v1
kind: Cluster
metadata: {name: shop} # a comment that stays
spec:
  seed: 3
  machines:
  - {name: w-1, roles: [worker]}
  - {name: w-2, roles: [worker]}
`;

test('a file is opened from the menu, edited, saved with its comments, and not over what another program wrote', async ({ app }) => {
  const file = path.join(app.userDataFolder, 'shop.cluster');
  await writeFile(file, topology);
  await answerDialogs(app.electron, { open: file });
  await expect(app.page.getByRole('heading', { name: 'Design a cluster' })).toBeVisible();
  await clickMenu(app.electron, 'openFile');
  const canvas = new CanvasPage(app.page);
  await expect(canvas.machine('w-2')).toBeVisible();

  await canvas.paletteItem('worker').focus();
  await app.page.keyboard.press('Enter');
  await expect(canvas.thing('Machine')).toHaveCount(3);
  await clickMenu(app.electron, 'save');
  await expect.poll(() => readFile(file, 'utf8')).toContain('worker-1');
  const saved = await readFile(file, 'utf8');
  expect(saved).toContain('# a comment that stays');
  expect(saved).toContain('# Ours.');

  await writeFile(file, `${saved}# theirs\n`);
  await canvas.paletteItem('worker').focus();
  await app.page.keyboard.press('Enter');
  await expect(canvas.thing('Machine')).toHaveCount(4);
  await answerDialogs(app.electron, { button: 2 });
  await clickMenu(app.electron, 'save');
  await expect.poll(() => questions(app.electron)).toEqual(['shop.cluster has been changed by another program.']);
  expect(await readFile(file, 'utf8')).toBe(`${saved}# theirs\n`);

  const other = path.join(app.userDataFolder, 'other');
  await answerDialogs(app.electron, { button: 0, save: other });
  await clickMenu(app.electron, 'save');
  await expect.poll(() => existsSync(`${other}.cluster`)).toBe(true);
  expect(await readFile(file, 'utf8')).toBe(`${saved}# theirs\n`);
});

test('a file on the command line opens as a design; one with errors says what and where', async ({ app }) => {
  const good = path.join(app.userDataFolder, 'shop.cluster');
  const bad = path.join(app.userDataFolder, 'bad.cluster');
  await writeFile(good, topology);
  await writeFile(bad, `${topology}---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: 7}\n`);
  await app.electron.evaluate(({ app: electronApp }, [commandLine, folder]) => {
    // What the system tells the running application when a person opens a file with it.
    electronApp.emit('second-instance', {}, commandLine, folder);
  }, [['clusterwright', 'shop.cluster'], app.userDataFolder] as const);
  await expect(new CanvasPage(app.page).machine('w-1')).toBeVisible();

  await answerDialogs(app.electron, {});
  await app.electron.evaluate(
    ({ app: electronApp }, file) => { electronApp.emit('second-instance', {}, ['clusterwright', file], '/'); }, bad,
  );
  await expect.poll(() => questions(app.electron)).toEqual(['bad.cluster could not be opened.']);
  await expect(new CanvasPage(app.page).machine('w-1')).toBeVisible();
});

test('the menu speaks the chosen language, at once and at the next start', async ({ app }) => {
  const labels = () => app.electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label));
  expect(await labels()).toContain('Design');
  await app.page.evaluate(() => (globalThis as unknown as Page).clusterwright.invoke('app.setPreferences', { language: 'pt-BR' }));
  await expect.poll(labels).toContain('Projeto');
  await app.reopen();
  expect(await labels()).toEqual(['Projeto', 'Editar', 'Exibir', 'Simulação', 'Ajuda']);
});
