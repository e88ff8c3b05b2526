import { expect, it, test } from 'vitest';
import { defaultCluster } from '../../../shared/topology/cluster-document.ts';
import type { Manifest } from '../../../shared/topology/types.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { World } from '../world.ts';

const ref = { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'db' };
const before = { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '128Mi' } };
const pod: Manifest = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'db' }, spec: { containers: [{ name: 'c', image: 'db', resources: before }] } };

function running(): World {
  const cluster = defaultCluster('t', 1);
  cluster.spec.machines = [{ name: 'worker-1', roles: ['worker'] }];
  const { world } = World.create({ cluster, manifests: [pod] });
  world.advance({ untilMs: 60_000 });
  return world;
}

it('resizes a running pod in place: what is named is set, the rest and the manifest stay', () => {
  const world = running();
  expect(world.apply([{ op: 'resize', ref, containers: { c: { requests: { cpu: '200m' } } } }])).toEqual({ ok: true, value: [] });
  world.advance({ untilMs: 70_000 });
  const after = { requests: { cpu: '200m', memory: '64Mi' }, limits: { memory: '128Mi' } };
  const live = world.api.get<Pod>('pods', 'default/db');
  expect(live?.spec.containers[0]?.resources).toEqual(after);
  expect(live?.status?.containerStatuses?.[0]).toMatchObject({ resources: after, restartCount: 0 });
  expect([...world.manifests.values()].find(({ kind }) => kind === 'Pod')).toEqual(pod);
});

test.each<[string, Parameters<World['apply']>[0], code: number]>([
  ['a container that it does not have', [{ op: 'resize', ref, containers: { x: {} } }], 400],
  ['a pod that is not there', [{ op: 'resize', ref: { ...ref, name: 'none' }, containers: {} }], 404],
  ['a change of its QoS class', [{ op: 'resize', ref, containers: { c: { requests: { memory: '128Mi' }, limits: { cpu: '100m' } } } }], 422],
])('%s is refused', (_name, changes, code) => {
  const answer = running().apply(changes);
  expect(answer).toMatchObject({ ok: false, error: { index: 0, status: { code } } });
});
