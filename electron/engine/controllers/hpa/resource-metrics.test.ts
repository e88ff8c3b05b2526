import { expect, it } from 'vitest';
import type { HorizontalPodAutoscaler } from '../../../../shared/kubernetes/types/autoscaling.ts';
import type { Deployment } from '../../../../shared/kubernetes/types/apps.ts';
import type { Event } from '../../../../shared/kubernetes/types/core.ts';
import { defaultCluster } from '../../../../shared/topology/cluster-document.ts';
import type { Manifest } from '../../../../shared/topology/types.ts';
import { World } from '../../world.ts';

const web: Manifest = {
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
  spec: {
    replicas: 1, selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'c', image: 'busy:1', resources: { requests: { cpu: '200m' } } }] },
    },
  },
};
const autoscaler: Manifest = {
  apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 3 },
};

function worldWithLoad(): World {
  const cluster = defaultCluster('t', 1);
  cluster.spec.machines = [{ name: 'worker-1', roles: ['worker'] }, { name: 'worker-2', roles: ['worker'] }];
  cluster.spec.images = [{ image: 'busy', cpu: '400m' }];
  return World.create({ cluster, manifests: [web, autoscaler] }).world;
}

const replicas = (world: World): number | undefined => world.api.get<Deployment>('deployments', 'default/web')?.spec.replicas;

it('scales on what kubelets measure, once a pod has been scraped; before that there are no metrics', () => {
  const world = worldWithLoad();
  world.advance({ untilMs: 300_000 });
  expect(replicas(world)).toBe(3);
  const status = world.api.get<HorizontalPodAutoscaler>('horizontalpodautoscalers', 'default/web')?.status;
  const current = { averageUtilization: 200, averageValue: '400m' };
  expect(status?.currentMetrics).toEqual([{ type: 'Resource', resource: { name: 'cpu', current } }]);
  const reasons = [...world.api.list<Event>('events')]
    .filter(({ involvedObject }) => involvedObject.kind === 'HorizontalPodAutoscaler').map(({ reason }) => reason);
  expect(reasons.indexOf('FailedGetResourceMetric')).toBeGreaterThanOrEqual(0);
  expect(reasons.indexOf('SuccessfulRescale')).toBeGreaterThan(reasons.indexOf('FailedGetResourceMetric'));
});

it('remembers across a snapshot', () => {
  const straight = worldWithLoad();
  const cut = worldWithLoad();
  cut.advance({ untilMs: 47_500 });
  const restored = World.restore(cut.snapshot());
  for (const world of [straight, restored]) world.advance({ untilMs: 200_000 });
  expect(restored.stateHash()).toBe(straight.stateHash());
});
