import type { Locator } from '@playwright/test';
import { steadyCentre } from './canvas.ts';
import type { Loose } from './control-plane-api.ts';
import type { EditorPage } from './editor-page.ts';
import { expect, test } from './shared-app.ts';

/** Edges between workloads that a person draws with the mouse: who calls whom, who lets in whom. */

const workload = (name: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: 1
  selector: { matchLabels: { app: ${name} } }
  template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: app, image: "example/${name}:1", ports: [{ containerPort: 80 }] }] } }
---
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { type: NodePort, selector: { app: ${name} }, ports: [{ port: 80 }] }
`;
const visitors = `
apiVersion: clusterwright.dev/v1
kind: TrafficSource
metadata: { name: visitors }
spec: { target: { service: { namespace: default, name: web } }, rate: { pattern: Constant, rps: 40 } }
`;

/** Draws an edge from the port at a card's right edge, and lets go on another card. */
async function draw({ canvas }: EditorPage, from: Locator, to: Locator): Promise<void> {
  await from.hover({ position: { x: 30, y: 12 } });
  await canvas.drag(await steadyCentre(from.locator('.edge-port')), to);
}

const edge = ({ canvas }: EditorPage, kind: string, from: string, to: string): Locator => canvas.root.locator(`[data-kind="${kind}"][data-from="${from}"][data-to="${to}"]`);
const choice = ({ page }: EditorPage, name: RegExp): Locator => page.getByRole('menuitem', { name });

/** Presses on an edge where its line is: halfway. */
async function pressOn({ page }: EditorPage, line: Locator): Promise<void> {
  const at = await line.locator('.edge-hit').evaluate((path: SVGPathElement) => {
    const point = path.getPointAtLength(path.getTotalLength() / 2);
    const { x, y } = point.matrixTransform(path.getScreenCTM() ?? undefined);
    return { x, y };
  });
  await page.mouse.click(at.x, at.y);
}

async function policies({ api }: EditorPage): Promise<(Loose | undefined)[]> {
  const listed = await api.ask('objects.list', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', limit: 10 });
  return Promise.all(listed.map(({ ref }) => api.live('NetworkPolicy', ref.name)));
}

test('a call is drawn from a workload to a Service, runs with its requests, and is deleted with its edge', async ({ editor }) => {
  const { api, canvas, hint, page } = editor;
  await editor.addMachines(1);
  await editor.addYaml(`${workload('web')}---${workload('db')}---${visitors}`);
  await editor.runUntilQuiet();
  const web = canvas.card('Deployment', 'web');
  await web.hover({ position: { x: 30, y: 12 } });
  await canvas.drag(await steadyCentre(web.locator('.edge-port')), canvas.card('Service', 'db'), async () => { await expect(hint).toContainText('release to choose'); });
  await expect(choice(editor, /^db selects the pods of web/)).toBeVisible();
  await editor.screenshot('drawn-call-menu');
  await choice(editor, /^web calls db/).click();
  await expect(edge(editor, 'RelationEdge', 'web', 'db')).toHaveCount(1);
  await editor.toasts.getByRole('button', { name: 'Show the YAML' }).click();
  await expect(editor.dialog).toContainText('image: example/web');
  await expect(editor.dialog).toContainText('service: db');
  await editor.closeDialogs();

  await page.getByRole('toolbar', { name: 'Clock' }).getByRole('button', { name: /^10\s*times/ }).click();
  await expect(edge(editor, 'FlowEdge', 'web', 'db')).toHaveCount(1);
  const profiles = async (): Promise<unknown> => (await api.ask('images.list')).profiles;
  expect(await profiles()).toEqual([{ image: 'example/web', calls: [{ service: 'db' }] }]);

  // The same edge says it once.
  await draw(editor, web, canvas.card('Service', 'db'));
  await expect(choice(editor, /names db already/)).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');

  await pressOn(editor, edge(editor, 'FlowEdge', 'web', 'db'));
  await expect(choice(editor, /^Remove this call/)).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(edge(editor, 'FlowEdge', 'web', 'db')).toHaveCount(0);
  expect(await profiles()).toEqual([]);
  await editor.undo();
  await expect.poll(profiles).toEqual([{ image: 'example/web', calls: [{ service: 'db' }] }]);
});

test('a denying edge keeps out one caller and no other, an allowing one lets it in again', async ({ editor }) => {
  const { api, canvas, page } = editor;
  await editor.addMachines(1);
  await editor.addYaml(`${workload('web')}---${workload('api')}---${workload('db')}---${visitors}`);
  await editor.runUntilQuiet();
  const card = (name: string): Locator => canvas.card('Deployment', name);
  for (const from of ['web', 'api']) {
    await draw(editor, card(from), canvas.card('Service', 'db'));
    await choice(editor, new RegExp(`^${from} calls db`)).click();
    await expect(edge(editor, 'RelationEdge', from, 'db')).toHaveCount(1);
  }
  await draw(editor, card('web'), card('db'));
  await expect(choice(editor, /^Deny web to reach db/)).toContainText('there are no rules that deny');
  await editor.screenshot('drawn-deny-menu');
  await choice(editor, /^Deny web to reach db/).click();
  await expect.poll(() => policies(editor)).toMatchObject([{
    metadata: { name: 'db-callers' }, spec: { podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Ingress'] },
  }]);
  await expect(editor.toasts.getByRole('button', { name: 'Show the YAML' })).toBeVisible();

  // Drawn with the workload that it is about, and where requests are denied.
  await card('db').click({ position: { x: 30, y: 12 } });
  await expect(edge(editor, 'ReachEdge', 'web', 'db')).toHaveAttribute('data-verdict', 'Denied');
  await expect(edge(editor, 'ReachEdge', 'api', 'db')).toHaveAttribute('data-verdict', 'Allowed');
  await expect(canvas.root.getByText('may not reach db', { exact: true })).toBeVisible();
  await page.getByRole('toolbar', { name: 'Clock' }).getByRole('button', { name: /^10\s*times/ }).click();
  await expect(edge(editor, 'FlowEdge', 'web', 'db')).toHaveAttribute('data-failing', 'true');
  await editor.screenshot('drawn-denied');

  const trace = await api.ask('network.trace', { origin: { kind: 'Pod', namespace: 'default', name: await podOf(editor, 'api') }, target: { service: { namespace: 'default', name: 'db' } } });
  expect(trace.outcome.served).toBe(true);

  await draw(editor, card('web'), card('db'));
  await choice(editor, /^Allow web to reach db/).click();
  await expect.poll(() => policies(editor)).toEqual([]);
  await expect(edge(editor, 'FlowEdge', 'web', 'db')).not.toHaveAttribute('data-failing', 'true');
  await editor.undo();
  await expect.poll(() => policies(editor)).toHaveLength(1);
});

async function podOf({ api }: EditorPage, workloadName: string): Promise<string> {
  const pods = await api.ask('objects.list', { apiVersion: 'v1', kind: 'Pod', limit: 50 });
  return pods.map(({ ref }) => ref.name).find((name) => name.startsWith(`${workloadName}-`)) ?? '';
}
