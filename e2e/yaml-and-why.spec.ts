import { steadyCentre } from './canvas.ts';
import type { EditorPage } from './editor-page.ts';
import { deployment } from './manifests.ts';
import { expect, test } from './shared-app.ts';

/** The inspector: form and YAML of the same object, the live object, its events, and why it is as it is. */

async function openDeployment(editor: EditorPage): Promise<void> {
  await editor.addMachines(2);
  await editor.addYaml(deployment('web'));
  await editor.runUntilQuiet();
  await editor.canvas.card('Deployment', 'web').click({ position: { x: 60, y: 14 } });
}

/** Types over the last word of the line that holds this text. */
async function replaceWord(editor: EditorPage, line: string, word: string): Promise<void> {
  const { page } = editor;
  await page.locator('.cm-line', { hasText: line }).click();
  await editor.press('End', 'Control+Shift+ArrowLeft');
  await page.keyboard.type(word);
}

test('the form writes the field that it shows', async ({ editor }) => {
  const { api, inspector, canvas, page } = editor;
  await openDeployment(editor);
  await inspector.getByRole('button', { name: 'One more: Replicas' }).click();
  await expect.poll(async () => (await api.live('Deployment', 'web'))?.spec.replicas).toBe(3);
  await inspector.getByLabel('maxSurge').fill('50%');
  await editor.press('Enter');
  await expect.poll(async () => (await api.documents('Deployment', 'web'))[0]?.spec.strategy).toEqual({ rollingUpdate: { maxSurge: '50%' } });
  await inspector.getByLabel('maxSurge').fill('a lot');
  await editor.press('Enter');
  await expect(inspector.getByRole('alert')).toContainText('Write a whole number or a percentage');
  expect((await api.live('Deployment', 'web'))?.spec.strategy.rollingUpdate.maxSurge).toBe('50%');
  await editor.press('Escape');
  await editor.screenshot('inspector-form');
  await editor.runUntilQuiet();
  await expect(canvas.thing('Pod').and(page.locator('[data-state="Ready"]'))).toHaveCount(3);
});

test('an error in the YAML names line, column and field, offers a fix, and changes nothing; the fix applies', async ({ editor }) => {
  const { api, page, inspector } = editor;
  await openDeployment(editor);
  const before = (await api.live('Deployment', 'web'))?.metadata.resourceVersion;
  await editor.openTab('YAML');
  await replaceWord(editor, 'replicas:', 'three');
  const problem = inspector.getByRole('alert');
  await expect(problem).toContainText('replicas must be a whole number');
  await expect(problem).toContainText('spec.replicas');
  await expect(problem).toContainText(/line \d+, column \d+/);
  await expect(problem).toContainText('nothing was changed');
  await expect(inspector).toContainText('Not applied');
  await expect(inspector.getByRole('button', { name: /^Apply/ })).toBeDisabled();
  await editor.screenshot('yaml-error');
  expect((await api.live('Deployment', 'web'))?.metadata.resourceVersion).toBe(before);

  await problem.getByRole('button', { name: 'Write 3' }).click();
  await expect(problem).toHaveCount(0);
  await inspector.getByRole('button', { name: /^Apply/ }).click();
  await expect.poll(async () => (await api.live('Deployment', 'web'))?.spec.replicas).toBe(3);
  await expect(page.locator('.toast')).toContainText(['Apply the YAML of web']);
});

test('the editor of YAML completes fields of the schema, and Ctrl+Enter applies', async ({ editor }) => {
  const { api, page } = editor;
  await openDeployment(editor);
  await editor.openTab('YAML');
  await page.locator('.cm-line', { hasText: 'replicas:' }).click();
  await editor.press('End', 'Enter');
  await page.keyboard.type('minRe');
  await expect(page.locator('.cm-tooltip-autocomplete')).toContainText('minReadySeconds');
  await editor.screenshot('yaml-completion');
  await page.waitForTimeout(100); // CodeMirror takes no Enter for 75 ms after the list opened, so that typing on is not hindered.
  await editor.press('Enter');
  await expect(page.locator('.cm-line', { hasText: 'minReadySeconds:' })).toBeVisible();
  await page.locator('.cm-line', { hasText: 'minReadySeconds:' }).click();
  await editor.press('End');
  await page.keyboard.type(' 7');
  await editor.press('Control+Enter');
  await expect.poll(async () => (await api.live('Deployment', 'web'))?.spec.minReadySeconds).toBe(7);
});

test('the live object and the events are those of the API', async ({ editor }) => {
  const { inspector, page, api } = editor;
  await openDeployment(editor);
  await editor.openTab('YAML');
  await inspector.getByText('Live', { exact: true }).click();
  await expect(page.locator('.cm-content')).toContainText('resourceVersion');
  await expect(page.locator('.cm-content')).toContainText((await api.live('Deployment', 'web'))?.metadata.uid ?? 'no uid');
  await expect(inspector.getByRole('button', { name: /^Apply/ })).toHaveCount(0);
  await editor.openTab('Events');
  await expect(inspector).toContainText('ScalingReplicaSet');
  await expect(inspector).toContainText(/Scaled up replica set web-\w+ from 0 to 2/);
  await editor.canvas.thing('Pod').first().click();
  await expect(inspector).toContainText('Scheduled');
  await expect(inspector).toContainText('Pulled');
  await editor.screenshot('events');
});

test('Why? of a pod that fits nowhere: the matrix of refusals, and a remedy that works', async ({ editor }) => {
  const { canvas, inspector, api } = editor;
  await editor.addMachines(2);
  await editor.addYaml(deployment('huge', 1).replace('cpu: 100m', "cpu: '64'"));
  await editor.runUntilQuiet();
  await expect(canvas.thing('Pod')).toHaveAttribute('data-state', 'Pending');
  await canvas.thing('Pod').click();
  await editor.openTab('Why?');
  const matrix = inspector.getByRole('table');
  await expect(matrix.getByRole('row')).toHaveCount(3);
  await expect(matrix).toContainText('NodeResourcesFit');
  await expect(matrix.getByRole('row', { name: /worker-1/ })).toContainText('Insufficient cpu');
  await editor.screenshot('why-pending');
  await expect(inspector).toContainText('Deployment/huge spec.template.spec.containers[0].resources.requests');
  await inspector.getByRole('button', { name: /^Apply: / }).first().click();
  await editor.runUntilQuiet();
  const ready = canvas.thing('Pod').and(editor.page.locator('[data-state="Ready"]'));
  await expect(ready).toHaveCount(1);
  expect((await api.live('Deployment', 'huge'))?.status.readyReplicas).toBe(1);
});

test('a machine shows Machine and Node as one, and says why its pods are where they are', async ({ editor }) => {
  const { canvas, inspector } = editor;
  await openDeployment(editor);
  await canvas.machine('worker-1').click({ position: { x: 60, y: 12 } });
  await expect(inspector).toContainText('Machine and Node');
  await expect(inspector).toContainText('m5.large');
  await expect(inspector).toContainText('Requested of allocatable');
  await canvas.podsOn('worker-1').first().click();
  await editor.openTab('Why?');
  await expect(inspector).toContainText('worker-1');
  await expect(inspector).toContainText('Scores');
  await editor.screenshot('why-scheduled');
});

test('"Why?" takes room of the canvas and gives it back, and the view with it', async ({ editor }) => {
  const { canvas, inspector } = editor;
  await openDeployment(editor);
  const web = canvas.card('Deployment', 'web');
  await steadyCentre(web);
  const before = await web.boundingBox();
  await editor.openTab('Why?');
  await expect(inspector.getByRole('heading', { level: 3 })).toBeVisible();
  await expect.poll(async () => (await web.boundingBox())?.width).toBeLessThan(before?.width ?? 0);
  await editor.openTab('Overview');
  await expect.poll(async () => (await web.boundingBox())?.width).toBeCloseTo(before?.width ?? 0, 1);
  await steadyCentre(web);
  expect((await web.boundingBox())?.x).toBeCloseTo(before?.x ?? 0, 1);
});
