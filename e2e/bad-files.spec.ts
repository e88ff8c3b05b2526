import { open, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { EditorPage } from './editor-page.ts';
import { deployment } from './manifests.ts';
import { expect, test } from './shared-app.ts';

/** Files that people bring: good ones open and come back as they were written, bad ones are refused with the place and change nothing. */

async function choose(editor: EditorPage, file: string): Promise<void> {
  await editor.electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, file);
}

/** Drops a file on the window, as a person's file manager does. */
async function dropFile(editor: EditorPage, name: string, text: string): Promise<void> {
  const transfer = await editor.page.evaluateHandle(([fileName, content]) => {
    const data = new DataTransfer();
    data.items.add(new File([content], fileName));
    return data;
  }, [name, text] as const);
  const body = editor.page.locator('body');
  await body.dispatchEvent('dragenter', { dataTransfer: transfer });
  await expect(editor.page.getByText('Drop to open')).toBeVisible();
  await editor.screenshot('drop-file');
  await body.dispatchEvent('drop', { dataTransfer: transfer });
  await expect(editor.page.getByText('Drop to open')).toHaveCount(0);
}

const commented = `# The school's cluster.
apiVersion: clusterwright.dev/v1
kind: Cluster
metadata:
  name: school # since 2019
spec:
  seed: 7
  futureField: {kept: true}
  machines:
  - name: w-1
    roles: [worker]
---
# Greets.
apiVersion: v1
kind: Pod
metadata: {name: hello}
spec:
  containers:
  - name: nginx # the usual
    image: nginx:1.27
`;

test('a topology file opens, is edited by gestures, saved, and holds its comments and unknown fields', async ({ editor, shared }) => {
  const { canvas, page } = editor;
  const file = path.join(shared.userDataFolder, 'school.cluster');
  await writeFile(file, commented);
  await choose(editor, file);
  await editor.press('Control+O');
  await expect(canvas.machine('w-1')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'school' }).first()).toBeVisible();
  await canvas.dragFromPalette('worker', await canvas.point(0.7, 0.6));
  await expect(canvas.thing('Machine')).toHaveCount(2);
  await expect(page.getByRole('img', { name: /school.cluster is older/ })).toBeVisible();
  await editor.press('Control+S');
  await expect(editor.toasts.filter({ hasText: 'Saved to school.cluster' })).toBeVisible();
  await expect(page.getByRole('img', { name: /and in school.cluster/ })).toBeVisible();
  const saved = await readFile(file, 'utf8');
  for (const kept of ["# The school's cluster.", '# since 2019', 'futureField: {kept: true}', '# Greets.', '# the usual', 'worker-1']) expect(saved).toContain(kept);

  // Undo leads back to the very text that was opened.
  await editor.undo();
  await expect(canvas.thing('Machine')).toHaveCount(1);
  await editor.press('Control+S');
  await expect.poll(() => readFile(file, 'utf8')).toBe(commented);

  const exported = path.join(shared.userDataFolder, 'school.yaml');
  await choose(editor, exported);
  await canvas.root.focus();
  await editor.press('Control+E');
  await page.getByRole('button', { name: 'Save…' }).click();
  await expect(editor.toasts.filter({ hasText: 'Exported to school.yaml' })).toBeVisible();
  const manifests = await readFile(exported, 'utf8');
  expect(manifests).toContain('kind: Pod');
  expect(manifests).not.toContain('clusterwright.dev');
});

const bomb = `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 12 }, (_, level) => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(', ')}]`).join('\n')}\n`;

const bad: readonly { name: string; text: string; says: RegExp[] }[] = [
  { name: 'malformed', text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: p\nspec: 7\n', says: [/line \d+/] },
  { name: 'wrong types', text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {replicas: three}\n', says: [/line 4/, /column \d+/, /spec\.replicas/] },
  { name: 'several problems', text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: Upper}\nspec: {containers: [{name: c, image: x, ports: [{containerPort: 70000}]}]}\n', says: [/metadata\.name/, /containerPort/] },
  { name: 'a prototype key', text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {__proto__: {polluted: yes}}\n', says: [/__proto__/] },
  { name: 'an alias bomb', text: bomb, says: [/alias/i] },
  { name: 'a newer version', text: 'apiVersion: clusterwright.dev/v9\nkind: Cluster\nmetadata: {name: n}\nspec: {}\n', says: [/clusterwright\.dev\/v9/, /newer/] },
];

test('bad files say what is wrong and where, and change nothing', async ({ editor, shared }) => {
  test.setTimeout(120_000);
  const { api, page, canvas } = editor;
  await editor.addMachines(1);
  const before = await api.text();
  for (const { name, text, says } of bad) {
    await test.step(name, async () => {
      const file = path.join(shared.userDataFolder, 'bad.cluster');
      await writeFile(file, text);
      await choose(editor, file);
      await editor.press('Control+O');
      const words = page.getByRole('dialog').or(page.getByRole('alert')).first();
      for (const expected of says) await expect(words).toContainText(expected);
      await expect(words).toContainText(/bad\.cluster/);
      await editor.screenshot(`bad-file-${name.replaceAll(' ', '-')}`);
      await editor.closeDialogs();
      await expect(page.getByRole('alert')).toHaveCount(0);
      expect(await api.text()).toBe(before);
    });
  }
  await test.step('100 MB', async () => {
    const file = path.join(shared.userDataFolder, 'huge.cluster');
    const handle = await open(file, 'w');
    await handle.truncate(100 * 2 ** 20);
    await handle.close();
    await choose(editor, file);
    await editor.press('Control+O');
    await expect(page.getByRole('alert')).toContainText('105 MB');
    await editor.closeDialogs();
  });
  expect(await api.text()).toBe(before);
  await editor.screenshot('after-bad-files');
  await expect(canvas.machine('worker-1')).toBeVisible();
});

test('dropped on the window: manifests join the design, a bad one says where', async ({ editor }) => {
  const { canvas, api, page } = editor;
  await dropFile(editor, 'web.yaml', deployment('dropped'));
  await expect(canvas.card('Deployment', 'dropped')).toBeVisible();
  const before = await api.text();
  await dropFile(editor, 'bad.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: 7}\n');
  await expect(page.getByRole('alert')).toContainText('spec.containers');
  expect(await api.text()).toBe(before);
  await editor.toLibrary();
  await dropFile(editor, 'elsewhere.yaml', deployment('first'));
  await expect(canvas.card('Deployment', 'first')).toBeVisible();
});

test('the three samples open and come to rest with every pod ready', async ({ editor }) => {
  const { canvas } = editor;
  for (const [sample, machines] of [[/Course cluster/, 4], [/Web shop/, 4], [/Single machine/, 1]] as const) {
    await editor.openSample(sample);
    await editor.runUntilQuiet();
    await expect(canvas.thing('Machine').and(editor.page.locator('[data-state="Ready"]'))).toHaveCount(machines);
    await expect(canvas.thing('Pod').and(editor.page.locator(':not([data-state="Ready"]):not([data-state="Completed"])'))).toHaveCount(0);
    await editor.screenshot(`sample-${String(sample).replaceAll(/\W+/g, '-').toLowerCase()}`);
  }
});
