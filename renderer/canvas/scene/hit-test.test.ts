import { describe, expect, it } from 'vitest';
import { encodePods } from '../../../shared/view/pod-columns.ts';
import { nodeProcesses } from '../../../shared/view/component-ref.ts';
import { Mirror } from '../../store/mirror.ts';
import { lampRects } from '../geometry/lamps.ts';
import { dropHit, hitTest, keysWithin, podRectsOn } from './hit-test.ts';
import type { HitView } from './hit-test.ts';
import { Scene } from './scene.ts';

const gauge = { allocatable: 0, requested: 0, used: 0 };
const near: HitView = { level: 'near', zoom: 1, textScale: 1 };

function opened(podCount: number, components: readonly string[] = []): { mirror: Mirror; scene: Scene } {
  const mirror = new Mirror(
    () => undefined,
    () => undefined,
  );
  const pods = Array.from({ length: podCount }, (_, index) => ({
    uid: `p${index}`,
    namespace: 'default',
    name: `pod-${index}`,
    node: 'worker-1',
    state: 5,
    owner: '',
    ready: 1,
    total: 1,
    restarts: 0,
    podIP: '',
  }));
  mirror.receive({
    kind: 'list',
    revision: 1,
    designId: 'd',
    clock: mirror.clock,
    pods: encodePods(pods),
    relations: [], problems: [],
    timeline: [],
    eventCount: 0,
    layout: {},
    history: { dirty: false },
    machines: [
      {
        name: 'worker-1',
        uid: 'm',
        roles: ['worker'],
        type: '',
        zone: '',
        address: '',
        state: 'Ready',
        poweredOff: false,
        crashed: false,
        unschedulable: false,
        taints: [],
        cpuMilli: gauge,
        memoryBytes: gauge,
        pods: { allocatable: 0, count: 0 },
        lamps: nodeProcesses.map((name) => ({ name, on: true, family: 'ready', detail: { key: '' }, why: { key: '' } })),
        components: components.map((name) => ({ name, family: 'ready', state: 'Running', detail: { key: '' }, why: { key: '' }, leader: false })),
      },
    ],
    cards: [
      {
        ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' },
        uid: 'c',
        family: 'ready',
        fact: { key: 'x' },
        replicas: { desired: 1, ready: 1, current: 1, updated: 1 },
        template: { containers: [{ name: 'nginx', image: 'nginx' }], volumes: [] },
      },
    ],
    cluster: {
      name: 'c',
      seed: 1,
      version: '',
      podCIDR: '',
      serviceCIDR: '',
      controlPlane: 'machines',
      apiReachable: true,
      nodes: { total: 0, ready: 0 },
      pods: 0,
    },
  });
  mirror.flush();
  mirror.receive({
    kind: 'delta',
    from: 1,
    revision: 2,
    clock: mirror.clock,
    details: [{ uid: 'p0', containers: [{ name: 'nginx', image: 'nginx', family: 'ready', restarts: 0 }], volumes: [] }],
  });
  mirror.flush();
  return { mirror, scene: new Scene(mirror) };
}

describe('hitTest', () => {
  const { mirror, scene } = opened(3);
  const machine = scene.rectOf('worker-1')!;
  const pod = scene.podRect('p0')!;
  const card = scene.cards[0]!.rect;
  it.each([
    ['a container', { x: pod.x + 20, y: pod.y + 40 }, { kind: 'container', container: 'nginx', uid: 'p0', key: 'v1/Pod/default/pod-0' }],
    ['a pod', { x: pod.x + 20, y: pod.y + 10 }, { kind: 'pod', uid: 'p0', machine: 'worker-1' }],
    ['a machine', { x: machine.x + 20, y: machine.y + 10 }, { kind: 'machine', name: 'worker-1' }],
    ['a card', { x: card.x + 20, y: card.y + 10 }, { kind: 'card', uid: 'c', key: 'apps/v1/Deployment/default/web' }],
    ['a template container', { x: card.x + 20, y: card.y + 50 }, { kind: 'template', container: 'nginx' }],
    ['the cluster', { x: 700, y: 400 }, { kind: 'cluster' }],
    ['nothing', { x: -400, y: 0 }, { kind: 'outside' }],
  ] as const)('finds %s', (_name, point, expected) => {
    expect(hitTest(scene, mirror, point, near)).toMatchObject(expected);
  });

  it.each(['near', 'middle', 'far'] as const)('finds each pod at the place where the %s zoom draws it', (level) => {
    const view: HitView = { level, zoom: level === 'far' ? 0.1 : 0.43, textScale: 1 / 0.43 };
    for (const { uid, rect } of podRectsOn(scene, 'worker-1', view)) {
      const hit = hitTest(
        scene,
        mirror,
        { x: machine.x + rect.x + rect.width / 2, y: machine.y + rect.y + Math.min(8, rect.height / 2) },
        view,
      );
      expect(hit).toMatchObject({ uid });
    }
  });

  it('selects what a marquee touches, machines only when it holds them', () => {
    expect(keysWithin(scene, mirror, { x: pod.x - 5, y: pod.y - 5, width: 40, height: 40 }, near)).toEqual(['v1/Pod/default/pod-0']);
    expect(keysWithin(scene, mirror, { x: machine.x - 5, y: machine.y - 5, width: 900, height: 900 }, near)).toEqual([
      'clusterwright.dev/v1/Machine//worker-1',
    ]);
  });
});

describe('components of a machine', () => {
  const { mirror, scene } = opened(1, ['etcd', 'kube-apiserver']);
  const machine = scene.rectOf('worker-1');
  const body = scene.bodyOf('worker-1');
  const at = (rect: { x: number; y: number; width: number; height: number }, view = near) =>
    hitTest(scene, mirror, { x: (machine?.x ?? 0) + rect.x + rect.width / 2, y: (machine?.y ?? 0) + rect.y + rect.height / 2 }, view);

  it('are hit by their rows, near and in the middle', () => {
    expect(at(body.components[1] as never)).toMatchObject({ kind: 'component', machine: 'worker-1', component: 'kube-apiserver', key: 'clusterwright.dev/v1/Component/worker-1/kube-apiserver' });
    const middle: HitView = { level: 'middle', zoom: 0.6, textScale: 1 };
    const hits = Array.from({ length: Math.floor(body.height) }, (_, y) => [20, 160].map((x) => at({ x, y, width: 0, height: 0 }, middle))).flat().flatMap((hit) => (hit.kind === 'component' ? [hit.component] : []));
    expect([...new Set(hits)]).toEqual(['etcd', 'kube-apiserver']);
  });

  it('processes of the machine are hit by their lamps, near only', () => {
    for (const { name, rect } of lampRects(body)) {
      expect(at(rect)).toMatchObject({ kind: 'component', component: name });
      expect(at(rect, { level: 'middle', zoom: 0.6, textScale: 1 }).kind).toBe('machine');
    }
  });

  it('far there are none, and what is dropped on one is dropped on its machine', () => {
    expect(at(body.components[0] as never, { level: 'far', zoom: 0.1, textScale: 1 }).kind).not.toBe('component');
    expect(dropHit(scene, at(body.components[0] as never))).toEqual({ kind: 'machine', rect: machine, key: 'clusterwright.dev/v1/Machine//worker-1', name: 'worker-1' });
  });
});
