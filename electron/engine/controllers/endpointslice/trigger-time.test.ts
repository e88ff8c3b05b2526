import { describe, expect, it } from 'vitest';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { makePod } from '../../testing/builders.ts';
import { simulatedNodes } from '../../testing/simulated-nodes.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { endpointsController } from '../endpoints/index.ts';
import { controllerComponent } from '../worker.ts';
import { endpointSliceController } from './index.ts';
import { noteTriggerTime, triggerTimeAnnotation, type TriggerTimes } from './trigger-time.ts';

/** Name → when its Ready condition turned, seconds. */
type Pods = Record<string, number>;

const at = (second: number): string => `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`;
const service: Service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'default', creationTimestamp: at(1) }, spec: {} };
const podsOf = (pods: Pods): Pod[] => Object.entries(pods).map(([name, second]) => (
  { ...makePod(name), status: { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: at(second) }] } }
));
const allOf = (pods: Pods): Parameters<typeof noteTriggerTime>[2] => ({
  changed: podsOf(pods).map((pod, place) => ({ key: objectKey(pod), pod, place })), whole: true,
});
/** What a look sees that knows the one before. */
const changedOf = (pods: Pods, before: Pods): Parameters<typeof noteTriggerTime>[2] => {
  const changed = allOf(pods).changed.filter(({ pod }) => pods[pod?.metadata.name ?? ''] !== before[pod?.metadata.name ?? '']);
  const gone = Object.keys(before).filter((name) => pods[name] === undefined);
  return { changed: [...changed, ...gone.map((name) => ({ key: `default/${name}`, pod: undefined, place: Infinity }))], whole: false };
};

describe('the time of the change behind a write', () => {
  it.each<[string, Pods[], string | undefined]>([
    ['first seen: the creation of the Service, whatever its pods did', [{ a: 9 }], at(1)],
    ['a pod has turned', [{ a: 2 }, { a: 7 }], at(7)],
    ['the earliest of several', [{}, { a: 8, b: 6, c: 7 }], at(6)],
    ['only what is new counts', [{ a: 2, b: 3 }, { a: 2, b: 9 }], at(9)],
    ['nothing is new', [{ a: 2 }, { a: 2 }], undefined],
    ['a pod has gone', [{ a: 2, b: 3 }, { a: 2 }], undefined],
    ['a pod that comes back under its name', [{ a: 5 }, {}, { a: 5 }], at(5)],
  ])('%s', (_name, looks, expected) => {
    const times: TriggerTimes = new Map();
    const same: TriggerTimes = new Map();
    expect(looks.map((pods) => noteTriggerTime(times, service, allOf(pods))).at(-1)).toBe(expected);
    expect(looks.map((pods, at) => noteTriggerTime(same, service, changedOf(pods, looks[at - 1] ?? {}))).at(-1), 'told of what has changed').toBe(expected);
    expect(same).toEqual(times);
  });

  it.each([['endpoints', endpointsController], ['endpointslices', endpointSliceController]] as const)('stands on %s, and goes with a write for another reason', (resource, controller) => {
    const cluster = new TestCluster([controllerComponent(controller), simulatedNodes({})]);
    const annotation = (): string | undefined => cluster.list<KubernetesObject>(resource)[0]?.metadata.annotations?.[triggerTimeAnnotation];
    cluster.create<Service>({ ...service, metadata: { name: 'web', namespace: 'default' }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } });
    cluster.advance(10_000);
    expect(annotation()).toBe(cluster.simulation.env.timestamp(0));
    cluster.create(makePod('a', { labels: { app: 'web' } }));
    cluster.advance(5_000);
    expect(annotation()).toBe(cluster.simulation.env.timestamp(10_000));
    cluster.edit<Service>('services', 'default/web', ({ metadata }) => { metadata.labels = { team: 'b' }; });
    expect(cluster.advance(1_000) && annotation()).toBeUndefined();
  });
});
