import { describe, expect, it } from 'vitest';
import { encodePods } from '../../../shared/view/pod-columns.ts';
import type { ViewDelta, ViewList } from '../../../shared/view/feed.ts';
import type { MachineRow, PodRow } from '../../../shared/view/rows.ts';
import { Mirror } from '../../store/mirror.ts';
import { Scene } from './scene.ts';

const clock = { nowMs: 0, running: true, speed: 1, runningUntilQuiet: false, quiet: false };
const gauge = { allocatable: 0, requested: 0, used: 0 };

function machineRow(name: string, more: Partial<MachineRow> = {}): MachineRow {
  return {
    name,
    uid: `m-${name}`,
    roles: ['worker'],
    type: 'm5.large',
    zone: '',
    address: '10.0.0.1',
    state: 'Ready',
    poweredOff: false,
    crashed: false,
    unschedulable: false,
    taints: [],
    cpuMilli: gauge,
    memoryBytes: gauge,
    pods: { allocatable: 110, count: 0 },
    lamps: [],
    components: [],
    ...more,
  };
}

function podRow(uid: string, node: string, more: Partial<PodRow> = {}): PodRow {
  return { uid, namespace: 'default', name: uid, node, state: 5, owner: '', ready: 1, total: 1, restarts: 0, podIP: '', ...more };
}

function list(machines: MachineRow[], pods: PodRow[]): ViewList {
  return {
    kind: 'list',
    revision: 1,
    designId: 'd',
    clock,
    pods: encodePods(pods),
    machines,
    cards: [],
    relations: [], problems: [],
    timeline: [],
    eventCount: 0,
    layout: {},
    history: { dirty: false },
    cluster: {
      name: 'c',
      seed: 1,
      version: 'v1.36',
      podCIDR: '',
      serviceCIDR: '',
      controlPlane: 'machines',
      apiReachable: true,
      nodes: { total: 0, ready: 0 },
      pods: pods.length,
    },
  };
}

const soon: (() => void)[] = [];

function opened(machines: MachineRow[], pods: PodRow[]): { mirror: Mirror; scene: Scene; push: (delta: Partial<ViewDelta>) => void } {
  const mirror = new Mirror(
    () => undefined,
    () => undefined,
  );
  mirror.receive(list(machines, pods));
  mirror.flush();
  const scene = new Scene(mirror, (run) => soon.push(run));
  mirror.onFlush((report) => scene.update(report));
  return {
    mirror,
    scene,
    push: (delta) => {
      mirror.receive({ kind: 'delta', from: mirror.revision, revision: mirror.revision + 1, clock, ...delta });
      mirror.flush();
    },
  };
}

describe('scene', () => {
  it('places pods on machines and Pending ones in the tray', () => {
    const { scene } = opened([machineRow('worker-1')], [podRow('a', 'worker-1'), podRow('b', '', { state: 0 })]);
    const machine = scene.rectOf('worker-1')!;
    expect(scene.podRect('a')).toMatchObject({ x: machine.x + 8, y: machine.y + 46 });
    expect(scene.podRect('b')!.x).toBeLessThan(machine.x);
  });

  it('shows static control-plane pods as rows of components only', () => {
    const components = [{ name: 'etcd', family: 'ready' as const, state: 'Ready', detail: { key: 'x' }, why: { key: '' }, leader: true }];
    const { scene } = opened(
      [machineRow('control-1', { components })],
      [podRow('etcd-control-1', 'control-1', { namespace: 'kube-system' }), podRow('coredns', 'control-1', { namespace: 'kube-system' })],
    );
    expect(scene.podsOn('control-1').map((place) => place.uid)).toEqual(['coredns']);
  });

  it('grows a machine when a pod is bound to it and tells how the pod arrived', () => {
    const { scene, push } = opened(
      [machineRow('worker-1')],
      [podRow('a', 'worker-1', { total: 2 }), podRow('b', '', { state: 0, total: 3 })],
    );
    const tray = scene.podRect('b');
    const before = scene.rectOf('worker-1')!.height;
    push({ pods: encodePods([podRow('b', 'worker-1', { total: 3 }), podRow('new', '', { state: 0 })]) });
    expect(scene.rectOf('worker-1')!.height).toBeGreaterThan(before);
    expect(scene.arrivals.arrivalOf('b')).toEqual({ kind: 'bound', from: tray });
    expect(scene.arrivals.arrivalOf('new')).toEqual({ kind: 'created' });
    expect(scene.arrivals.arrivalOf('a')).toBeUndefined();
  });

  it('tells only whom it concerns', () => {
    const { scene, push } = opened([machineRow('worker-1'), machineRow('worker-2')], [podRow('a', 'worker-1')]);
    const told: string[] = [];
    for (const topic of ['layout', 'tray', 'body/worker-1', 'body/worker-2']) scene.topics.subscribe(topic, () => told.push(topic));
    push({ pods: encodePods([podRow('a', 'worker-1', { state: 6 })]) });
    expect(told).toEqual([]);
    push({ pods: encodePods([podRow('b', 'worker-2')]) });
    expect(told).toEqual(['body/worker-2']);
    push({
      details: [
        {
          uid: 'b',
          containers: [
            { name: 'x', image: 'x', family: 'ready', restarts: 0 },
            { name: 'y', image: 'y', family: 'ready', restarts: 0 },
          ],
          volumes: [],
        },
      ],
    });
    expect(told.slice(1).sort()).toEqual(['body/worker-2', 'layout']);
    push({ layout: { 'clusterwright.dev/v1/Machine//worker-2': { x: 600, y: 300 } } });
    expect(scene.rectOf('worker-2')).toMatchObject({ x: 600, y: 300 });
  });

  it('shows a ghost for what a workload wants and does not have', () => {
    const { scene, push } = opened([], []);
    const card = {
      ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' },
      uid: 'u',
      family: 'working' as const,
      fact: { key: 'x' },
    };
    push({ cards: [{ ...card, replicas: { desired: 3, ready: 1, current: 2, updated: 2 } }] });
    expect(scene.tray.items.map((item) => item.id)).toEqual(['ghost/u']);
    push({ cards: [{ ...card, replicas: { desired: 3, ready: 3, current: 3, updated: 3 } }] });
    expect(scene.tray.height).toBe(0);
    expect(scene.layout.tray).toBeUndefined();
  });

  it('lays out a big cluster at most now and then, and then once for all changes', () => {
    const names = Array.from({ length: 400 }, (_, index) => `w${index}`);
    const { scene, push } = opened(names.map((name) => machineRow(name)), []);
    const before = scene.layout;
    for (const name of names.slice(0, 3)) push({ pods: encodePods([podRow(`p-${name}`, name, { total: 4 })]) });
    expect(scene.layout).toBe(before);
    expect(soon).toHaveLength(1);
    soon.pop()?.();
    expect(scene.rectOf('w0')!.height).toBe(scene.bodyOf('w0').height);
    expect(scene.layout).not.toBe(before);
  });

  it('shows machines that come to a big cluster, though a moment later', () => {
    const { scene, push } = opened(Array.from({ length: 400 }, (_, index) => machineRow(`w${index}`)), []);
    push({ machines: [machineRow('new')] });
    soon.pop()?.();
    expect(scene.rectOf('new')).toBeDefined();
  });
});
