import { beforeEach, expect, test, vi } from 'vitest';
import type { RequestName } from '../../shared/ipc/contract.ts';
import { encodePods } from '../../shared/view/pod-columns.ts';
import type { CardRow, MachineRow } from '../../shared/view/rows.ts';
import { installClient, type Client } from '../ipc/client.ts';
import { mirror } from '../store/cluster.ts';
import { machineKey, podKey } from '../store/ref-key.ts';
import { useUi } from '../store/ui.ts';
import { commandById, runCommand } from './run.ts';
import { commandContext } from './context.ts';

let sent: { name: RequestName; payload: unknown }[] = [];
const client: Client = {
  request: (name, payload) => {
    sent.push({ name, payload });
    return Promise.resolve({ ok: true, value: name === 'design.edit' ? { written: [] } : undefined } as never);
  },
  onPush: () => () => undefined,
  pathOf: () => '',
};

const deploymentKey = 'apps/v1/Deployment/default/web';
const machine = (name: string, patch: Partial<MachineRow>): MachineRow => ({
  name, uid: name, unschedulable: false, poweredOff: false, crashed: false, lamps: [{ name: 'kubelet', on: true }], pods: { allocatable: 110, count: 1 }, ...patch,
}) as MachineRow;
const web: CardRow = {
  ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' }, uid: 'web', family: 'ready', fact: { key: 'x' }, replicas: { desired: 3, ready: 3, current: 3, updated: 3 },
};

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => run());
  vi.stubGlobal('document', { hidden: false });
  installClient(client);
  sent = [];
  mirror.receive({
    kind: 'list', revision: 1, designId: 'd', cluster: {} as never, clock: { nowMs: 61_000, running: false, speed: 10, runningUntilQuiet: false, quiet: false }, relations: [], problems: [], timeline: [], eventCount: 0, layout: {},
    history: { dirty: false }, cards: [web], machines: [machine('worker-1', {}), machine('worker-2', { unschedulable: true, poweredOff: true }), machine('worker-3', { pods: { allocatable: 0, count: 0 }, state: 'Provisioning' })],
    pods: encodePods([{ uid: 'p', namespace: 'default', name: 'web-x', node: 'worker-1', state: 5, owner: 'web', ready: 1, total: 1, restarts: 0, podIP: '' }]),
  });
  mirror.flush();
  useUi.setState({ screen: 'editor', designId: 'd', selection: [], toasts: [], dialog: undefined });
});

async function run(id: string, selection: string[], args?: { container?: string }): Promise<unknown[]> {
  useUi.setState({ selection });
  expect(runCommand(id, args)).toBe(true);
  await vi.waitFor(() => expect(sent.length).toBeGreaterThan(0));
  return sent.map(({ payload }) => payload);
}

test('cordon writes spec.unschedulable of the Nodes that are not cordoned yet; uncordon takes it away', async () => {
  // The third has no Node yet.
  const both = ['worker-1', 'worker-2', 'worker-3'].map(machineKey);
  const patchOf = (name: string, unschedulable: boolean | null): object => ({ op: 'patch', ref: { apiVersion: 'v1', kind: 'Node', name }, patch: { spec: { unschedulable } } });
  expect(await run('cordon', both)).toMatchObject([{ changes: [patchOf('worker-1', true)] }]);
  sent = [];
  expect(await run('uncordon', both)).toMatchObject([{ changes: [patchOf('worker-2', null)] }]);
});

test('plugs: only machines that have power lose it, only those without get it', async () => {
  const both = [machineKey('worker-1'), machineKey('worker-2')];
  expect(await run('powerOff', both)).toEqual([{ fault: { kind: 'PowerOff', machine: 'worker-1' } }]);
  sent = [];
  expect(await run('powerOn', both)).toEqual([{ fault: { kind: 'PowerOn', machine: 'worker-2' } }]);
});

test('restart writes the annotation of kubectl rollout restart, with the simulated time; a pod stands for its Deployment', async () => {
  expect(await run('restart', [podKey('default', 'web-x')])).toMatchObject([{
    changes: [{ op: 'patch', ref: web.ref, patch: { spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': '2026-01-01T00:01:01Z' } } } } } }],
  }]);
});

test('crash container names the container that was asked for', async () => {
  expect(await run('crashContainer', [podKey('default', 'web-x')], { container: 'nginx' }))
    .toEqual([{ fault: { kind: 'CrashContainer', namespace: 'default', pod: 'web-x', container: 'nginx' } }]);
});

test('evict asks for eviction, delete deletes and selects nothing', async () => {
  const ref = { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'web-x' };
  expect(await run('evict', [podKey('default', 'web-x')])).toMatchObject([{ changes: [{ op: 'evict', ref }] }]);
  sent = [];
  expect(await run('delete', [podKey('default', 'web-x')])).toMatchObject([{ changes: [{ op: 'delete', ref }] }]);
  await vi.waitFor(() => expect(useUi.getState().selection).toEqual([]));
});

test('scale opens its dialog for the workload, also from one of its pods; the clock follows its commands', async () => {
  useUi.setState({ selection: [podKey('default', 'web-x')] });
  expect(runCommand('scale')).toBe(true);
  expect(useUi.getState().dialog).toEqual({ kind: 'scale', key: deploymentKey });
  expect(await run('speed.100', [])).toEqual([{ speed: 100 }]);
  sent = [];
  expect(await run('faster', [])).toEqual([{ speed: 100 }]);
});

test('nothing selected: object commands are disabled, and nothing runs in the library', () => {
  for (const id of ['delete', 'duplicate', 'copy', 'cut', 'cordon', 'scale', 'evict', 'inspect.why']) expect(commandById(id).isEnabled(commandContext()), id).toBe(false);
  useUi.setState({ screen: 'library', selection: [deploymentKey] });
  for (const id of ['delete', 'scale', 'playPause', 'save']) expect(runCommand(id), id).toBe(false);
  expect(sent).toEqual([]);
});
