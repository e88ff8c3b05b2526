import { restingView } from './canvas.ts';
import type { EditorPage } from './editor-page.ts';
import { barePod, deployment } from './manifests.ts';
import { expect, test } from './shared-app.ts';

/** What people expect of any editor: selecting, copying, finding, looking around; and the main job without a mouse. */

const selectedNames = (editor: EditorPage): Promise<(string | null)[]> => editor.canvas.root.locator('[data-selected]')
  .evaluateAll((elements) => elements.map((element) => element.getAttribute('data-name')).sort());

async function clipboard(editor: EditorPage): Promise<string> {
  return editor.electron.evaluate(({ clipboard: system }) => system.readText());
}

test('selecting: click, Shift, a marquee, everything', async ({ editor }) => {
  const { canvas, page, inspector } = editor;
  await editor.addMachines(2);
  await editor.addYaml(`${barePod('one', 'worker-1')}---${barePod('two', 'worker-1')}---${barePod('three', 'worker-2')}`);
  await editor.runUntilQuiet();
  await canvas.thing('Pod', 'one').click();
  expect(await selectedNames(editor)).toEqual(['one']);
  await canvas.thing('Pod', 'three').click({ modifiers: ['Shift'] });
  expect(await selectedNames(editor)).toEqual(['one', 'three']);
  await expect(inspector).toContainText('2 objects selected');
  await canvas.thing('Pod', 'one').click({ modifiers: ['Shift'] });
  expect(await selectedNames(editor)).toEqual(['three']);

  await restingView(page);
  const machine = await canvas.machine('worker-1').boundingBox();
  if (!machine) throw new Error('worker-1 is not shown');
  await canvas.drag({ x: machine.x - 12, y: machine.y - 8 }, { x: machine.x + machine.width + 6, y: machine.y + machine.height + 12 }, async () => {
    await expect(page.locator('.marquee')).toBeVisible();
    await editor.screenshot('marquee');
  });
  expect(await selectedNames(editor)).toEqual(expect.arrayContaining(['worker-1']));
  expect(await selectedNames(editor)).not.toContain('worker-2');

  await editor.press('Control+A');
  expect(await selectedNames(editor)).toEqual(['one', 'three', 'two', 'worker-1', 'worker-2']);
  await editor.press('Escape');
  await canvas.root.click({ position: { x: 20, y: 400 } });
  expect(await selectedNames(editor)).toEqual([]);
});

test('no browser scrolls the canvas: what is shown stays where clicks find it', async ({ editor }) => {
  const { canvas, page } = editor;
  await editor.addMachines(2);
  for (let step = 0; step < 4; step += 1) await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(canvas.machine('worker-1')).not.toBeInViewport({ ratio: 1 });
  const scrolled = await canvas.machine('worker-1').evaluate((machine) => {
    const around: Element[] = [];
    for (let outer = machine.parentElement; outer; outer = outer.parentElement) around.push(outer);
    for (const outer of around) outer.scrollTo(40, 40);
    machine.scrollIntoView();
    return around.filter((outer) => outer.scrollLeft !== 0 || outer.scrollTop !== 0).map((outer) => outer.className);
  });
  expect(scrolled).toEqual([]);
});

test('copy, cut, paste and duplicate, by Kubernetes YAML on the clipboard of the system', async ({ editor }) => {
  const { canvas, api, page } = editor;
  await editor.addMachines(1);
  await editor.addYaml(deployment('web', 1));
  const card = canvas.card('Deployment', 'web');
  await card.click({ position: { x: 60, y: 14 } });
  await editor.press('Control+C');
  await expect.poll(() => clipboard(editor)).toContain('kind: Deployment');
  await editor.press('Control+V');
  await expect(canvas.card('Deployment', 'web-2')).toBeVisible();
  expect((await api.documents('Deployment', 'web-2'))[0]?.spec).toMatchObject({
    selector: { matchLabels: { app: 'web-2' } }, template: { metadata: { labels: { app: 'web-2' } } },
  });

  await card.click({ position: { x: 60, y: 14 } });
  await editor.press('Control+D');
  await expect(canvas.card('Deployment', 'web-3')).toBeVisible();
  await canvas.card('Deployment', 'web-3').click({ position: { x: 60, y: 14 } });
  await editor.press('Control+X');
  await expect(canvas.card('Deployment', 'web-3')).toHaveCount(0);
  await editor.press('Control+V');
  await expect(canvas.card('Deployment', 'web-3')).toBeVisible();

  await editor.electron.evaluate(({ clipboard: system }) => system.writeText('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: pasted}\ndata: {greeting: hello}\n'));
  await editor.press('Control+V');
  await expect(canvas.card('ConfigMap', 'pasted')).toBeVisible();
  await expect(editor.toasts.filter({ hasText: 'Added 1 object' }).first()).toBeVisible();

  const before = await api.text();
  await editor.electron.evaluate(({ clipboard: system }) => system.writeText('apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: bad}\nspec: {replicas: three}\n'));
  await editor.press('Control+V');
  await expect(page.getByRole('alert').first()).toContainText('spec.replicas');
  expect(await api.text()).toBe(before);
});

test('search and commands: objects by name, commands by words, with the keys', async ({ editor }) => {
  const { canvas, page, inspector } = editor;
  await editor.addMachines(2);
  await editor.addYaml(`${deployment('web')}---${barePod('lonely')}`);
  await editor.runUntilQuiet();
  await editor.press('Control+K');
  const search = editor.dialog.getByRole('combobox');
  await search.fill('lonel');
  await expect(page.getByRole('option', { name: /lonely/ })).toBeVisible();
  await editor.screenshot('command-palette');
  await editor.press('Enter');
  expect(await selectedNames(editor)).toEqual(['lonely']);
  await expect(inspector).toContainText('Pod in default');

  await canvas.machine('worker-2').click({ position: { x: 60, y: 12 } });
  await editor.command('Cordon');
  await expect(canvas.machine('worker-2')).toHaveAttribute('data-state', 'Cordoned');
  await editor.press('Control+F');
  await search.fill('no such thing at all');
  await expect(page.getByText('Nothing is called “no such thing at all”')).toBeVisible();
  await editor.dismiss();
});

test('the shortcut sheet lists the registry and opens with a question mark', async ({ editor }) => {
  await editor.canvas.root.focus();
  await editor.press('?');
  await expect(editor.dialog).toContainText('Keyboard shortcuts');
  for (const words of ['Undo', 'Duplicate', 'Run until quiet', 'Search and commands', 'Move, then arrows']) await expect(editor.dialog).toContainText(words);
  await editor.screenshot('shortcut-sheet');
  await editor.dismiss();
});

test('context menus speak of what is under the pointer', async ({ editor }) => {
  const { canvas, page } = editor;
  await editor.addMachines(1);
  await editor.addYaml(barePod('lonely'));
  await editor.runUntilQuiet();
  const items = page.getByRole('menuitem');
  await editor.openMenu(canvas.machine('worker-1'), { x: 60, y: 12 });
  await expect(items.filter({ hasText: 'Pull the plug' })).toBeVisible();
  await expect(items.filter({ hasText: 'Evict' })).toHaveCount(0);
  await editor.dismiss();
  await editor.openMenu(canvas.thing('Pod', 'lonely'));
  await expect(items.filter({ hasText: 'Evict' })).toBeVisible();
  await expect(items.filter({ hasText: 'Pull the plug' })).toHaveCount(0);
  await items.filter({ hasText: 'More faults' }).hover();
  await expect(items.filter({ hasText: 'Leak memory' })).toBeVisible();
  await expect(items.filter({ hasText: 'Fill the disk' })).toHaveCount(0);
  await items.filter({ hasText: 'Show YAML' }).click();
  await expect(page.getByRole('tab', { name: /^YAML/ })).toHaveAttribute('aria-selected', 'true');
  await editor.openMenu(canvas.root, { x: 20, y: 400 });
  await expect(items.filter({ hasText: 'Paste' })).toBeVisible();
  await expect(items.filter({ hasText: 'Delete' })).toHaveCount(0);
  await editor.dismiss();
});

test('panels hide, resize with the mouse and the keys, and are as they were after reopening the design', async ({ editor }) => {
  const { page, inspector } = editor;
  const palette = page.getByRole('navigation', { name: 'Palette' });
  await editor.press('Control+1', 'Control+3');
  await expect(palette).toHaveCount(0);
  await expect(page.getByRole('toolbar', { name: 'Clock' })).toHaveCount(0);
  await editor.press('Control+1', 'Control+3');
  await expect(palette).toBeVisible();

  const handle = page.getByRole('separator', { name: 'Width of the inspector' });
  const box = await handle.boundingBox();
  if (!box) throw new Error('no handle');
  const before = (await inspector.boundingBox())?.width ?? 0;
  await editor.canvas.drag({ x: box.x + box.width / 2, y: 500 }, { x: box.x + box.width / 2 - 120, y: 500 });
  await expect.poll(async () => Math.round((await inspector.boundingBox())?.width ?? 0)).toBe(Math.round(before + 120));
  await handle.focus();
  await editor.press('ArrowLeft');
  await expect.poll(async () => Math.round((await inspector.boundingBox())?.width ?? 0)).toBe(Math.round(before + 136));

  await editor.toLibrary();
  await page.locator('.library').getByRole('button', { name: /^untitled/ }).first().click();
  await expect.poll(async () => Math.round((await inspector.boundingBox())?.width ?? 0)).toBe(Math.round(before + 136));
  await page.getByRole('separator', { name: 'Width of the inspector' }).dblclick();
  await expect.poll(async () => Math.round((await inspector.boundingBox())?.width ?? 0)).toBe(316);
});

test('three zoom levels, the map of the whole cluster, and zoom to fit', async ({ editor }) => {
  const { canvas, page } = editor;
  await editor.addMachines(3);
  await editor.addYaml(`${deployment('web', 9)}---${deployment('shop', 6)}`);
  await editor.runUntilQuiet();
  const zoom = page.getByRole('group', { name: 'Zoom' });
  await editor.press('Shift+0');
  await expect(zoom).toContainText('100%');
  await expect(canvas.machine('worker-1')).toHaveAttribute('data-level', 'near');
  await expect(canvas.machine('worker-1').locator('[data-kind="Container"]').first()).toBeVisible();
  await editor.screenshot('zoom-near');
  for (let step = 0; step < 3; step += 1) await zoom.getByRole('button', { name: 'Zoom out' }).click();
  await expect(zoom).toContainText('51%');
  await expect(canvas.machine('worker-1')).toHaveAttribute('data-level', 'middle');
  await expect(canvas.machine('worker-1').locator('.pod-row').first()).toBeVisible();
  await editor.screenshot('zoom-middle');
  const middle = await page.mouse.move(700, 380).then(() => page.evaluate(() => document.querySelectorAll('.canvas [data-kind="Pod"]').length));
  expect(middle).toBe(15);
  for (let step = 0; step < 8; step += 1) await page.mouse.wheel(0, 240);
  // Turns of the wheel may still be under way when the view is far away already.
  const percent = async (): Promise<number> => Number.parseInt(await zoom.locator('.zoom-value').textContent() ?? '', 10);
  await expect.poll(async () => {
    const before = await percent();
    await page.waitForTimeout(200);
    return before === await percent() ? before : Infinity;
  }).toBeLessThan(22);
  await editor.screenshot('zoom-far');

  await editor.press('Shift+1');
  await expect(canvas.machine('worker-1')).toBeInViewport();
  // With everything in view there is nothing to go to.
  const map = page.getByRole('img', { name: 'Map of the whole cluster' });
  await expect(map).toHaveCount(0);
  for (let step = 0; step < 5; step += 1) await zoom.getByRole('button', { name: 'Zoom in' }).click();
  await expect(map).toBeVisible();
  await expect(zoom).toContainText('250%');
  await expect(canvas.machine('worker-1')).toBeInViewport();
  await map.click({ position: { x: 90, y: 60 } });
  await expect(canvas.machine('worker-1')).not.toBeInViewport();
});

test('without a mouse: machines and a pod from the palette, arrows, moving, running, deleting, undoing', async ({ editor }) => {
  const { canvas, api, page, inspector } = editor;
  await canvas.paletteItem('worker').focus();
  await editor.press('Enter', 'Enter');
  await expect(canvas.thing('Machine')).toHaveCount(2);
  for (let step = 0; step < 4; step += 1) await editor.press('ArrowDown');
  await expect(canvas.paletteItem('pod')).toBeFocused();
  await editor.press('Enter');
  await expect(canvas.thing('Pod', 'web')).toBeVisible();
  await canvas.root.focus();
  await editor.press('Shift+Space');
  await expect(canvas.thing('Pod', 'web')).toHaveAttribute('data-state', 'Ready');
  const home = (await api.live('Pod', 'web'))?.spec.nodeName as string;
  const other = home === 'worker-1' ? 'worker-2' : 'worker-1';

  // From nowhere an arrow goes to the first machine; sideways to the next; Enter goes in, Escape out.
  await editor.press('Escape', 'Escape', 'ArrowRight');
  await expect(inspector).toContainText('worker-1');
  await editor.press('ArrowRight');
  await expect(inspector).toContainText('worker-2');
  if (home === 'worker-1') await editor.press('ArrowLeft');
  await editor.press('Enter');
  await expect(inspector).toContainText('Pod in default');
  await expect(canvas.thing('Pod', 'web')).toHaveAttribute('data-focused', 'true');

  await editor.press('m', other === 'worker-2' ? 'ArrowRight' : 'ArrowLeft');
  await expect(canvas.root.locator('[aria-live="polite"]')).toContainText(`${other}. `);
  await editor.screenshot('keyboard-move');
  await editor.press('Enter');
  await expect.poll(async () => (await api.live('Pod', 'web'))?.metadata.deletionTimestamp, 'the pod is replaced').toBeDefined();
  await editor.press('Shift+Space');
  await expect(canvas.podsOn(other, 'Ready')).toHaveCount(1);
  await expect(canvas.podsOn(home)).toHaveCount(0);

  await editor.press('Escape', 'Escape', 'ArrowRight', 'm', 'ArrowDown', 'ArrowDown', 'Escape');
  expect(Object.keys((await api.documents('Cluster'))[0]?.spec.layout)).toHaveLength(1);
  await editor.press('Control+Z');
  await expect.poll(async () => (await api.documents('Cluster'))[0]?.spec.layout, 'one move is one step').toBeUndefined();
  await editor.press('Delete');
  await expect.poll(() => api.machines()).toHaveLength(1);
  await editor.press('Control+Z');
  await expect.poll(() => api.machines()).toHaveLength(2);
  await expect(page.getByRole('banner').getByRole('button', { name: 'Redo' })).toBeEnabled();
  await editor.press('Control+Shift+Z');
  await expect.poll(() => api.machines()).toHaveLength(1);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('the outline mirrors the canvas, and selects with it', async ({ editor }) => {
  const { canvas, page, inspector } = editor;
  await editor.addMachines(1);
  await editor.addYaml(`${deployment('web', 1)}---${barePod('lonely', 'worker-1')}`);
  await editor.runUntilQuiet();
  await page.getByRole('tab', { name: 'Outline' }).click();
  const tree = page.getByRole('tree', { name: 'Outline of the cluster' });
  await expect(tree.getByRole('treeitem', { name: /^worker-1/ })).toHaveAttribute('aria-level', '2');
  await expect(tree.getByRole('treeitem', { name: /^lonely/ })).toHaveAttribute('aria-level', '3');
  await tree.focus();
  await editor.press('Home', 'ArrowDown', 'ArrowDown');
  expect((await selectedNames(editor)).length).toBe(1);
  await canvas.thing('Pod', 'lonely').click();
  await expect(tree.getByRole('treeitem', { name: /^lonely/ })).toHaveAttribute('aria-selected', 'true');
  await tree.getByRole('treeitem', { name: /^web/ }).first().click();
  await expect(inspector).toContainText('web');
  await editor.screenshot('outline');
  await page.getByRole('tab', { name: 'Build' }).click();
});
