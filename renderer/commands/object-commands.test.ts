import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RequestName, RequestOf } from '../../shared/ipc/contract.ts';
import { refKey, type ObjectRef } from '../../shared/kubernetes/registry.ts';
import { encodePods } from '../../shared/view/pod-columns.ts';
import type { MachineRow } from '../../shared/view/rows.ts';
import { installClient } from '../ipc/client.ts';
import { mirror } from '../store/cluster.ts';
import { machineKey, podKey } from '../store/ref-key.ts';
import { useUi } from '../store/ui.ts';
import { isLeftByDrain } from './drain.ts';
import { containerFaults, machineFaults } from './faults.ts';
import { runCommand } from './run.ts';

const ref = (apiVersion: string, kind: string, name: string): ObjectRef => ({ apiVersion, kind, namespace: 'default', name });
const web = ref('apps/v1', 'Deployment', 'web');
const nightly = ref('batch/v1', 'CronJob', 'nightly');

/** Live objects by name, and names of pods whose eviction a budget refuses. */
let live: Record<string, object> = {};
let refused = new Set<string>();
let sent: { name: RequestName; payload: unknown }[] = [];

function answer(name: RequestName, payload: unknown): unknown {
  if (name === 'object.get') {
    const object = live[(payload as RequestOf<'object.get'>).ref.name];
    return object ? { ok: true, value: { live: object } } : { ok: false, error: { kind: 'NotFound', what: '' } };
  }
  if (name === 'object.rolloutUndo') return { ok: true, value: { op: 'patch', ref: web, patch: { spec: { template: {} } } } };
  const [change] = name === 'design.edit' ? (payload as RequestOf<'design.edit'>).changes : [];
  if (change?.op === 'evict' && refused.has(change.ref.name)) {
    const status = { message: 'Cannot evict pod', details: { causes: [{ message: 'The disruption budget web needs 2 healthy pods and has 2 currently' }] } };
    return { ok: false, error: { kind: 'Refused', status } };
  }
  return { ok: true, value: { written: [] } };
}

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => run());
  vi.stubGlobal('document', { hidden: false });
  [live, refused, sent] = [{}, new Set(), []];
  installClient({
    request: (name, payload) => {
      sent.push({ name, payload });
      return Promise.resolve(answer(name, payload) as never);
    },
    onPush: () => () => undefined,
    pathOf: () => '',
  });
  const machine = { name: 'worker-1', uid: 'm', zone: 'b', unschedulable: false, poweredOff: false, crashed: false, lamps: [{ name: 'kubelet', on: true }] } as unknown as MachineRow;
  const pod = (name: string): object => ({ uid: name, namespace: 'default', name, node: 'worker-1', state: 5, owner: '', ready: 1, total: 1, restarts: 0, podIP: '' });
  mirror.receive({
    kind: 'list', revision: 1, designId: 'd', cluster: {} as never, clock: { nowMs: 0, running: false, speed: 10, runningUntilQuiet: false, quiet: false }, relations: [], problems: [], timeline: [], eventCount: 0, layout: {},
    history: { dirty: false }, cards: [], machines: [machine], pods: encodePods([pod('a'), pod('b'), pod('agent')] as never),
  });
  mirror.flush();
  useUi.setState({ screen: 'editor', designId: 'd', selection: [], toasts: [], dialog: undefined });
});

async function run(id: string, selection: readonly string[]): Promise<void> {
  useUi.setState({ selection: [...selection] });
  expect(runCommand(id), id).toBe(true);
  await vi.waitFor(() => expect(sent.some(({ name }) => name === 'design.edit' || name === 'fault.inject')).toBe(true));
}

const changes = (): unknown[] => sent.flatMap(({ name, payload }) => (name === 'design.edit' ? (payload as RequestOf<'design.edit'>).changes : []));

describe('rollouts, Jobs and CronJobs', () => {
  it.each([
    ['rolloutPause', web, { spec: { paused: true } }],
    ['rolloutResume', web, { spec: { paused: null } }],
    ['suspend', ref('batch/v1', 'Job', 'sums'), { spec: { suspend: true } }],
    ['suspend', nightly, { spec: { suspend: true } }],
    ['resume', nightly, { spec: { suspend: null } }],
  ])('%s patches one field', async (id, target, patch) => {
    await run(id, [refKey(target)]);
    expect(changes()).toEqual([{ op: 'patch', ref: target, patch }]);
  });

  it('undo writes what the engine says the revision before was', async () => {
    await run('rolloutUndo', [refKey(web)]);
    expect(changes()).toEqual([{ op: 'patch', ref: web, patch: { spec: { template: {} } } }]);
  });

  it('a trigger makes a Job of the template under a free name, owned by the CronJob and marked as made by hand', async () => {
    const spec = { template: { spec: { containers: [] } } };
    live['nightly'] = { metadata: { name: 'nightly', namespace: 'default', uid: 'c' }, spec: { jobTemplate: { metadata: { labels: { a: 'b' } }, spec } } };
    live['nightly-manual-1'] = {};
    await run('trigger', [refKey(nightly)]);
    expect(changes()).toEqual([{ op: 'put', manifest: {
      apiVersion: 'batch/v1', kind: 'Job', spec,
      metadata: {
        name: 'nightly-manual-2', namespace: 'default', labels: { a: 'b' }, annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' },
        ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', name: 'nightly', uid: 'c', controller: true }],
      },
    } }]);
  });
});

describe('drain', () => {
  const owned = (kind: string): object => ({ metadata: { name: 'x', ownerReferences: [{ kind, controller: true }] } });
  it('cordons first, leaves DaemonSet pods, evicts the rest and names the budgets that refuse', async () => {
    live = { a: owned('ReplicaSet'), b: owned('ReplicaSet'), agent: owned('DaemonSet') };
    refused = new Set(['b']);
    await run('drain', [machineKey('worker-1')]);
    await vi.waitFor(() => expect(useUi.getState().toasts).toHaveLength(1));
    expect(changes()).toMatchObject([
      { op: 'patch', ref: { kind: 'Node', name: 'worker-1' }, patch: { spec: { unschedulable: true } } }, { op: 'evict', ref: { name: 'a' } }, { op: 'evict', ref: { name: 'b' } },
    ]);
    expect(useUi.getState().toasts[0]).toMatchObject({
      tone: 'error', text: { key: 'commands:drain.blocked', params: { count: 1, evicted: 1 } }, detail: 'b: The disruption budget web needs 2 healthy pods and has 2 currently',
    });
  });

  it.each([
    ['a pod of a DaemonSet', { metadata: { name: 'x', ownerReferences: [{ kind: 'DaemonSet', controller: true }] } }, true],
    ['a finished pod of a DaemonSet', { metadata: { name: 'x', ownerReferences: [{ kind: 'DaemonSet', controller: true }] }, status: { phase: 'Succeeded' } }, false],
    ['a mirror pod', { metadata: { name: 'x', annotations: { 'kubernetes.io/config.mirror': 'h' } } }, true],
    ['a bare pod', { metadata: { name: 'x' } }, false],
  ])('%s stays: %#', (_what, pod, stays) => {
    expect(isLeftByDrain({ apiVersion: 'v1', kind: 'Pod', ...pod } as never)).toBe(stays);
  });
});

describe('faults', () => {
  it.each(containerFaults.map(({ id }) => id))('%s strikes the first container of the pod', async (id) => {
    live['a'] = { spec: { containers: [{ name: 'main' }, { name: 'side' }] } };
    await run(id, [podKey('default', 'a')]);
    expect(sent.filter(({ name }) => name === 'fault.inject')).toEqual([{ name: 'fault.inject', payload: { fault: expect.objectContaining({ namespace: 'default', pod: 'a', container: 'main' }) } }]);
  });

  it.each([...machineFaults.map(({ id }) => id), 'cutCable'])('%s strikes the machine', async (id) => {
    await run(id, [machineKey('worker-1')]);
    expect(sent).toEqual([{ name: 'fault.inject', payload: { fault: expect.objectContaining({ machine: 'worker-1' }) } }]);
  });
});

describe('zones', () => {
  it('the zone of a machine is cut off, and any zone where nothing is selected', async () => {
    await run('cutZone', [machineKey('worker-1')]);
    expect(sent.at(-1)).toEqual({ name: 'fault.inject', payload: { fault: { kind: 'CutZone', zone: 'b' } } });
    sent = [];
    await run('cutZone', []);
    expect(sent.at(-1)).toEqual({ name: 'fault.inject', payload: { fault: { kind: 'CutZone', zone: 'b' } } });
    useUi.setState({ selection: [] });
    expect(runCommand('reconnectZone')).toBe(false);
  });
});

describe('rules of kube-proxy', () => {
  it.each([
    ['network.showProxyRules', [machineKey('worker-1')], { kind: 'proxyRules', machine: 'worker-1' }],
    ['network.showProxyRules', [], { kind: 'proxyRules', machine: 'worker-1' }],
    ['network.showProxyRulesOfSelection', [refKey(ref('v1', 'Service', 'web'))], { kind: 'proxyRules', machine: 'worker-1', filter: 'default/web' }],
  ])('%s of %j', (id, selection, dialog) => {
    useUi.setState({ selection: [...selection] });
    expect(runCommand(id)).toBe(true);
    expect(useUi.getState().dialog).toEqual(dialog);
  });
});
