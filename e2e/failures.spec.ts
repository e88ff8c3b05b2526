import type { Locator, Page } from '@playwright/test';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { comparisonSchema } from '../shared/compare/comparison.ts';
import type { PlannedFault } from '../shared/planned-faults.ts';
import { TopologyText } from '../shared/topology/topology-text.ts';
import { expectAccessible } from './axe.ts';
import type { EditorPage } from './editor-page.ts';
import { expect, test } from './shared-app.ts';

/** Failures that a design plans: on the timeline with the pointer and with the keys, in the file, and against two designs at once. */

const lane = (page: Page): Locator => page.getByRole('group', { name: 'Failures' });
const bars = (page: Page): Locator => lane(page).locator('[data-fault]');

async function boxOf(target: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await target.boundingBox();
  if (!box) throw new Error('it is not in the window');
  return box;
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + (to.x - from.x) / 4, from.y + (to.y - from.y) / 4, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
}

async function planned({ api }: EditorPage): Promise<PlannedFault[]> {
  const { text } = TopologyText.parse(await api.text(), 'd');
  return text?.clusterDocument.spec.faults ?? [];
}

/** In seconds. */
const timesOf = (entry: PlannedFault | undefined): { at: number; for: number } => {
  const seconds = (text: unknown): number => [...String(text).matchAll(/(\d+)([hms]?)/g)].reduce((sum, [, amount, unit]) => sum + Number(amount) * ({ h: 3_600, m: 60 }[unit as string] ?? 1), 0);
  return { at: seconds(entry?.at), for: seconds(entry?.for) };
};

test('a failure is dragged onto the timeline, made longer, moved, undone and done again, and strikes', async ({ editor }) => {
  const { page, api, electron } = editor;
  await editor.addMachines(2);
  await editor.runUntilQuiet();

  // Out of the list, onto a time that is yet to come.
  await page.getByRole('button', { name: 'Plan failures on the timeline' }).click();
  const list = page.getByRole('dialog', { name: 'Plan failures on the timeline' });
  await expect(list.getByRole('button')).not.toHaveCount(0);
  await expectAccessible(page, 'the list of failures');
  const field = await boxOf(page.getByRole('region', { name: 'What happened when' }));
  const row = await boxOf(list.getByRole('button', { name: 'Pull the plug' }));
  await drag(page, { x: row.x + 30, y: row.y + 12 }, { x: field.x + field.width * 0.6, y: field.y + 30 });
  const form = page.getByRole('dialog', { name: 'Plan a failure' });
  await expect(form.getByRole('combobox', { name: 'What happens' })).toHaveValue('PowerOff');
  await form.getByRole('combobox', { name: 'Machine' }).selectOption('worker-2');
  await form.getByRole('textbox', { name: 'For how long' }).fill('soon');
  await page.keyboard.press('Enter');
  await expect(form).toContainText('A time such as 2:30');
  await form.getByRole('textbox', { name: 'For how long' }).fill('1:00');
  await expectAccessible(page, 'the form of a failure');
  await editor.screenshot('failure-form');
  await page.keyboard.press('Enter');
  const bar = bars(page);
  await expect(bar).toHaveCount(1);
  await expect(bar).toHaveAccessibleName(/^Pull the plug: worker-2, \d\d:\d\d to \d\d:\d\d, 1 m\. Planned$/);
  await list.getByRole('button', { name: 'Close' }).click();
  const first = timesOf((await planned(editor))[0]);
  expect(first.for).toBe(60);

  // Its end is dragged: longer, from the same time on.
  const end = await boxOf(bar.locator('.fault-end'));
  await drag(page, { x: end.x + 4, y: end.y + 8 }, { x: end.x + 84, y: end.y + 8 });
  await expect.poll(async () => timesOf((await planned(editor))[0]).for).toBeGreaterThan(70);
  const longer = timesOf((await planned(editor))[0]);
  expect(longer.at).toBe(first.at);

  // The bar is dragged: earlier, as long as before.
  const body = await boxOf(bar);
  await drag(page, { x: body.x + 30, y: body.y + 8 }, { x: body.x - 40, y: body.y + 8 });
  await expect.poll(async () => timesOf((await planned(editor))[0]).at).toBeLessThan(first.at);
  const moved = timesOf((await planned(editor))[0]);
  expect(moved.for).toBe(longer.for);
  await editor.screenshot('failure-planned');

  // Step by step back to nothing, and forth again.
  for (const expected of [longer, first]) {
    await editor.undo();
    await expect.poll(async () => timesOf((await planned(editor))[0])).toEqual(expected);
  }
  await editor.undo();
  await expect(bar).toHaveCount(0);
  expect(await api.text()).not.toContain('faults');
  for (let step = 0; step < 3; step += 1) await editor.redo();
  await expect.poll(async () => timesOf((await planned(editor))[0])).toEqual(moved);

  // It strikes, and is mended: the timers find out in between.
  const status = async (): Promise<string | undefined> => (await api.live('Node', 'worker-2'))?.status?.conditions?.find(({ type }: { type: string }) => type === 'Ready')?.status;
  const clock = page.getByRole('toolbar', { name: 'Clock' });
  await clock.getByRole('button', { name: /^10\s*times/ }).click();
  await expect(bar).toHaveAttribute('data-state', 'active', { timeout: 20_000 });
  await editor.screenshot('failure-active');
  await expect.poll(status, { timeout: 20_000 }).toBe('Unknown');
  await expect(bar).toHaveAttribute('data-state', 'over', { timeout: 20_000 });
  await expect.poll(status, { timeout: 20_000 }).toBe('True');
  await clock.getByRole('button', { name: 'Pause' }).click();
  await expect(bar).toHaveAccessibleName(/Struck and mended$/);
  await editor.screenshot('failure-over');

  // It is in the saved file.
  const folder = await mkdtemp(path.join(os.tmpdir(), 'failures-'));
  const file = path.join(folder, 'planned.cluster');
  await electron.evaluate(({ dialog }, chosen) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen }); }, file);
  await page.keyboard.press('Control+Shift+S');
  await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toMatch(/faults:\n +- at: \w+\n +kind: PowerOff\n +machine: worker-2\n +for: \w+\n/);
  await rm(folder, { recursive: true });
});

test('the keyboard alone plans, moves, stretches, edits and removes', async ({ editor }) => {
  const { page } = editor;
  await editor.addMachines(2);
  await editor.canvas.root.focus();
  await page.keyboard.press('Control+Shift+F');
  const form = page.getByRole('dialog', { name: 'Plan a failure' });
  await expect(form.getByRole('textbox', { name: 'When' })).toBeFocused();
  await page.keyboard.type('5:00');
  await page.keyboard.press('Enter');
  const bar = bars(page).first();
  await expect(bar).toBeFocused();
  await editor.press('Alt+ArrowRight', 'Alt+ArrowRight', 'Alt+ArrowLeft', 'Alt+Shift+ArrowRight');
  await expect(bar).toHaveAccessibleName(/05:01 to 06:02, 1 m 1 s\. Planned$/);
  await expect(bar).toBeFocused();
  // All that one key has moved is one step.
  await page.keyboard.press('Control+z');
  await expect(bar).toHaveAccessibleName(/05:01 to 06:01/);
  await page.keyboard.press('Control+z');
  await expect(bar).toHaveAccessibleName(/05:00 to 06:00/);

  await page.keyboard.press('Enter');
  const edit = page.getByRole('dialog', { name: 'Planned failure' });
  await edit.getByRole('combobox', { name: 'What happens' }).selectOption('FillDisk');
  await edit.getByRole('textbox', { name: 'Up to' }).fill('120');
  await page.keyboard.press('Enter');
  await expect(edit).toContainText('At most 100');
  await edit.getByRole('textbox', { name: 'Up to' }).fill('97');
  await edit.getByRole('textbox', { name: 'Name' }).fill('logs without end');
  await page.keyboard.press('Enter');
  await expect(bar).toHaveAccessibleName(/^logs without end: Fill the machine’s disk: worker-2, 05:00 to 06:00/);
  await expect(bar).toBeFocused();
  expect(await planned(editor)).toEqual([{ at: '5m', kind: 'FillDisk', machine: 'worker-2', percent: 97, for: '1m', name: 'logs without end' }]);

  // A second one, of two selected machines; arrows go from one to the other.
  await editor.canvas.thing('Machine', 'worker-1').click({ position: { x: 60, y: 12 } });
  await editor.canvas.thing('Machine', 'worker-2').click({ position: { x: 60, y: 12 }, modifiers: ['Shift'] });
  await page.keyboard.press('Control+Shift+F');
  await expect(form.getByRole('combobox', { name: 'What happens' })).toHaveValue('CutLink');
  await form.getByRole('textbox', { name: 'When' }).fill('2:00');
  await page.keyboard.press('Enter');
  await expect(bars(page)).toHaveCount(2);
  await expect(bars(page).first()).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(bars(page).last()).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(bars(page)).toHaveCount(1);
  expect(await planned(editor)).toMatchObject([{ kind: 'CutLink', a: 'worker-1', b: 'worker-2' }]);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Failure a second later');
  await editor.dismiss();
});

test('one machine and three masters live through the same failures, and the report says which is better', async ({ editor }) => {
  test.slow();
  const { page, electron } = editor;
  await editor.openSample(/^Three masters/);
  // Other tests may have made designs of this sample before.
  const designName = TopologyText.parse(await editor.api.text(), 'x').text?.clusterDocument.metadata.name;
  await editor.canvas.root.focus();
  await page.keyboard.press('Control+Shift+F');
  const form = page.getByRole('dialog', { name: 'Plan a failure' });
  await form.getByRole('combobox', { name: 'What happens' }).selectOption('CutZone');
  await form.getByRole('combobox', { name: 'Zone' }).selectOption('us-east-1a');
  await form.getByRole('textbox', { name: 'When' }).fill('3:00');
  await form.getByRole('textbox', { name: 'For how long' }).fill('2:00');
  await page.keyboard.press('Enter');
  await expect(bars(page)).toHaveCount(1);

  await page.keyboard.press('Control+K');
  await page.getByRole('dialog').getByRole('combobox').fill('Compare designs');
  await expect(page.getByRole('option').first()).toContainText('Compare designs under the same failures');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Compare under the same failures' });
  await expect(dialog.getByRole('combobox', { name: 'Failures' })).toContainText('Those of A (1 planned)');
  await dialog.getByRole('combobox', { name: 'Design B' }).selectOption({ label: 'Single machine' });
  // The one and the other lose a master: each has names of its own, so a script has both.
  const folder = await mkdtemp(path.join(os.tmpdir(), 'compare-'));
  const choose = async (name: string, text: string): Promise<void> => {
    const file = path.join(folder, name);
    await writeFile(file, text);
    await electron.evaluate(({ dialog: asks }, chosen) => { asks.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] }); }, file);
  };
  const both = (action: string): string => `[${['master-1', 'machine-1'].map((machine) => `{ ${action}: { machine: ${machine}, component: etcd } }`).join(', ')}]`;
  await choose('lost-master.yaml', `- { at: 3m, do: ${both('stopComponent')} }\n- { at: 5m, do: ${both('startComponent')} }\n`);
  await dialog.getByRole('combobox', { name: 'Failures' }).selectOption({ label: 'A script or topology file…' });
  await expect(dialog.getByRole('combobox', { name: 'Failures' })).toHaveValue('file');
  await expectAccessible(page, 'what is compared');
  await editor.screenshot('compare-form');
  // A long one is given up; what was chosen is still there.
  await dialog.getByRole('textbox', { name: 'Until' }).fill('20d');
  await dialog.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(dialog.getByRole('progressbar')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog.getByRole('combobox', { name: 'Failures' })).toHaveValue('file');
  await dialog.getByRole('textbox', { name: 'Until' }).fill('');
  await dialog.getByRole('button', { name: 'Compare', exact: true }).click();
  const report = dialog.getByRole('region', { name: 'Report' });
  await expect(report).toBeVisible({ timeout: 60_000 });
  const line = (name: RegExp): Locator => report.getByRole('row', { name });
  // Two masters go on without the third; without the only one nobody answers for two minutes.
  await expect(line(/^API server answers/)).toContainText(/A$/);
  await expect(line(/^etcd: without quorum/)).toContainText(/0 s\s*2 m/);
  await expect(line(/^03:00 stopComponent .*machine-1/)).toContainText('not struck');
  await expect(report).toContainText('In A 1 failure struck nothing');
  await expectAccessible(page, 'the report of a comparison');
  await editor.screenshot('compare-report');

  const save = async (button: string, file: string): Promise<string> => {
    const target = path.join(folder, file);
    await electron.evaluate(({ dialog: asks }, chosen) => { asks.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen }); }, target);
    await report.getByRole('button', { name: button }).click();
    await expect.poll(() => readFile(target, 'utf8').catch(() => '')).not.toBe('');
    return readFile(target, 'utf8');
  };
  const comparison = comparisonSchema.parse(JSON.parse(await save('Save as JSON…', 'report.json')));
  expect(comparison).toMatchObject({ fromMs: 120_000, untilMs: 900_000, a: { name: designName, file: designName }, b: { name: 'single-machine' } });
  expect(comparison.a.etcd?.secondsWithoutQuorum).toBe(0);
  expect(comparison.b.etcd?.secondsWithoutQuorum).toBeGreaterThan(110);
  expect(await save('Save as Markdown…', 'report.md')).toContain('| API server answers | ');

  // With a file that is no design it says why, and nothing else happens.
  await report.getByRole('button', { name: 'Compare others' }).click();
  await choose('wrong.cluster', 'apiVersion: clusterwright.dev/v1\nkind: Cluster\nmetadata: { name: w }\nspec:\n  faults:\n  - { at: 1m, kind: Explode }\n');
  await dialog.getByRole('combobox', { name: 'Design B' }).selectOption({ label: 'A file…' });
  await expect(dialog.getByRole('combobox', { name: 'Design B' })).toContainText('wrong.cluster');
  await dialog.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText(/wrong\.cluster: document 1, line 6: .*there is no fault "Explode"/);
  await editor.dismiss();
  await rm(folder, { recursive: true });
});
