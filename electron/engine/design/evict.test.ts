import { expect, it } from 'vitest';
import { defaultCluster } from '../../../shared/topology/cluster-document.ts';
import type { Manifest } from '../../../shared/topology/types.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { World } from '../world.ts';

const ref = { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'db' };
const pod: Manifest = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'db', labels: { app: 'db' } }, spec: { containers: [{ name: 'c', image: 'db' }] } };
const budget: Manifest = {
  apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'db' }, spec: { maxUnavailable: 0, selector: { matchLabels: { app: 'db' } } },
};

function running(manifests: Manifest[]): World {
  const cluster = defaultCluster('t', 1);
  cluster.spec.machines = [{ name: 'worker-1', roles: ['worker'] }];
  const { world } = World.create({ cluster, manifests });
  world.advance({ untilMs: 60_000 });
  return world;
}

it('evicts through the API: the pod carries DisruptionTarget', () => {
  const world = running([pod]);
  expect(world.apply([{ op: 'evict', ref }]).ok).toBe(true);
  const conditions = world.api.get<Pod>('pods', 'default/db')?.status?.conditions ?? [];
  expect(conditions.map(({ type, reason }) => `${type} ${reason ?? ''}`)).toContain('DisruptionTarget EvictionByEvictionAPI');
});

it('a PodDisruptionBudget refuses the whole edit, and leaves no trace but what "Why?" remembers of it', () => {
  const world = running([pod, budget]);
  const withoutDecisions = () => ({ ...world.snapshot(), simulation: { ...world.snapshot().simulation, decisions: [] } });
  const before = withoutDecisions();
  const refused = world.apply([{ op: 'patch', ref: { apiVersion: 'v1', kind: 'Node', name: 'worker-1' }, patch: { spec: { unschedulable: true } } }, { op: 'evict', ref }]);
  expect(refused).toMatchObject({ ok: false, error: { index: 1, status: { reason: 'TooManyRequests' } } });
  expect(withoutDecisions()).toEqual(before);
  const about = (resource: string) => world.decisionsAbout(world.api.get(resource, 'default/db')?.metadata.uid ?? '').filter(({ kind }) => kind === 'EvictionRefused');
  const remembered = { pod: 'db', budget: 'db', why: 'The disruption budget db does not allow evicting pods currently', sinceMs: 60_000, atMs: 60_000 };
  expect([...about('pods'), ...about('poddisruptionbudgets')]).toMatchObject([remembered, remembered]);
});
