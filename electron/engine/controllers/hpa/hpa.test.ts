import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../../shared/decisions.ts';
import type { Deployment } from '../../../../shared/kubernetes/types/apps.ts';
import type { HorizontalPodAutoscaler } from '../../../../shared/kubernetes/types/autoscaling.ts';
import { err, ok } from '../../../../shared/result.ts';
import { makeDeployment, podTemplate } from '../../testing/builders.ts';
import { simulatedNodes } from '../../testing/simulated-nodes.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { deploymentController } from '../deployment/index.ts';
import { replicaSetController } from '../replicaset/index.ts';
import { controllerComponent } from '../worker.ts';
import { horizontalPodAutoscalerController } from './index.ts';
import type { MetricsSource } from './metrics-source.ts';

/** A period of 15 s, and the look itself. */
const periodMs = 15_020;

/** Memory per pod in thousandths of a byte; undefined: metrics-server is silent. */
interface Load {
  perPodMilli: number | undefined;
}

function clusterWith(load: Load, spec: Partial<HorizontalPodAutoscaler['spec']> = {}): TestCluster {
  const source: MetricsSource = {
    resource: (_name, pods) => {
      const { perPodMilli } = load;
      if (perPodMilli === undefined) return err('no metrics returned from resource metrics API');
      return ok(new Map(pods.map(({ metadata }) => [metadata.name, { milliValue: perPodMilli, atMs: 0, windowMs: 15_000 }])));
    },
    pods: () => err('none'), object: () => err('none'), external: () => err('none'),
  };
  const cluster = new TestCluster([
    ...[deploymentController, replicaSetController, horizontalPodAutoscalerController(source)].map(controllerComponent),
    simulatedNodes(),
  ]);
  const template = podTemplate('web');
  for (const container of template.spec.containers) container.resources = { requests: { memory: '200' } };
  cluster.create(makeDeployment('web', { replicas: 2, template }));
  cluster.create<HorizontalPodAutoscaler>({
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web', namespace: 'default' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 12,
      metrics: [{ type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 50 } } }], ...spec,
    },
  });
  return cluster;
}

const replicas = (cluster: TestCluster): number | undefined => cluster.get<Deployment>('deployments', 'default/web').spec.replicas;
const status = (cluster: TestCluster): HorizontalPodAutoscaler['status'] =>
  cluster.get<HorizontalPodAutoscaler>('horizontalpodautoscalers', 'default/web').status;
const conditions = (cluster: TestCluster): Record<string, string> =>
  Object.fromEntries((status(cluster)?.conditions ?? []).map((condition) => [condition.type, `${condition.status} ${condition.reason}`]));

/** What is remembered of its looks. */
const looks = (cluster: TestCluster): readonly Decision[] =>
  cluster.simulation.decisions.about(cluster.get<HorizontalPodAutoscaler>('horizontalpodautoscalers', 'default/web').metadata.uid ?? '');

describe('a horizontal pod autoscaler', () => {
  it('doubles every 15 s up to its maximum, and comes down once the highest recommendation is five minutes old', () => {
    const load: Load = { perPodMilli: 100_000 };
    const cluster = clusterWith(load).advance(15_000);
    expect(replicas(cluster)).toBe(2);
    expect(conditions(cluster)).toEqual({
      AbleToScale: 'True ReadyForNewScale', ScalingActive: 'True ValidMetricFound', ScalingLimited: 'False DesiredWithinRange',
    });
    load.perPodMilli = 400_000;
    const sizes = [0, 0, 0].map(() => replicas(cluster.advance(periodMs)));
    expect(sizes).toEqual([4, 8, 12]);
    expect(conditions(cluster)).toEqual({
      AbleToScale: 'True SucceededRescale', ScalingActive: 'True ValidMetricFound', ScalingLimited: 'True TooManyReplicas',
    });
    expect(cluster.eventsAbout('web')).toContain(
      'SuccessfulRescale: New size: 8; reason: memory resource utilization (percentage of request) above target',
    );
    load.perPodMilli = 20_000;
    expect(replicas(cluster.advance(periodMs))).toBe(12);
    expect(conditions(cluster)['AbleToScale']).toBe('True ScaleDownStabilized');
    expect(replicas(cluster.advance(18 * periodMs))).toBe(12);
    expect(replicas(cluster.advance(2 * periodMs))).toBe(3);
    expect(cluster.eventsAbout('web')).toContain('SuccessfulRescale: New size: 3; reason: All metrics below target');
    expect(status(cluster)?.currentMetrics).toEqual([
      { type: 'Resource', resource: { name: 'memory', current: { averageUtilization: 10, averageValue: '20' } } },
    ]);
  });

  it('says what it cannot measure, and leaves the size alone', () => {
    const cluster = clusterWith({ perPodMilli: undefined }).advance(15_000);
    expect(replicas(cluster)).toBe(2);
    expect(conditions(cluster)['ScalingActive']).toBe('False FailedGetResourceMetric');
    const cause = 'failed to get memory utilization: unable to get metrics for resource memory: '
      + 'no metrics returned from resource metrics API';
    expect(cluster.eventsAbout('web').filter((event) => event.startsWith('Failed'))).toEqual([
      `FailedGetResourceMetric: ${cause}`,
      'FailedComputeMetricsReplicas: invalid metrics (1 invalid out of 1), first error is: '
        + `failed to get memory resource metric value: ${cause}`,
    ]);
    expect(looks(cluster)).toMatchObject([{ current: 2, desired: 2, metrics: [{ metric: 'memory', target: '50 %', error: cause }] }]);
  });

  it('brings a size outside its bounds back without looking at metrics, and leaves a size of zero alone', () => {
    const cluster = clusterWith({ perPodMilli: undefined }, { minReplicas: 4 }).advance(15_000);
    expect(replicas(cluster)).toBe(4);
    expect(cluster.eventsAbout('web')).toContain(
      'SuccessfulRescale: New size: 4; reason: Current number of replicas below Spec.MinReplicas',
    );
    cluster.edit<Deployment>('deployments', 'default/web', ({ spec }) => { spec.replicas = 0; });
    expect(replicas(cluster.advance(60_000))).toBe(0);
    expect(conditions(cluster)['ScalingActive']).toBe('False ScalingDisabled');
  });

  it('keeps to the policies of its behavior', () => {
    const behavior = { scaleUp: { policies: [{ type: 'Pods' as const, value: 1, periodSeconds: 60 }] } };
    const cluster = clusterWith({ perPodMilli: 400_000 }, { behavior }).advance(15_000);
    const sizes = [1, 2, 3, 4, 5, 6, 7, 8].map(() => replicas(cluster.advance(periodMs)));
    expect(sizes).toEqual([3, 3, 3, 4, 4, 4, 4, 5]);
    expect(conditions(cluster)['ScalingLimited']).toBe('True ScaleUpLimit');
  });

  it('refuses to guess when two autoscalers have the same pods', () => {
    const cluster = clusterWith({ perPodMilli: 400_000 });
    const first = cluster.get<HorizontalPodAutoscaler>('horizontalpodautoscalers', 'default/web');
    cluster.create({ ...first, metadata: { name: 'web2', namespace: 'default' } });
    cluster.advance(16_000);
    expect(replicas(cluster)).toBe(2);
    expect(cluster.eventsAbout('web')).toContain(
      'AmbiguousSelector: pods by selector app=web are controlled by multiple HPAs: [default/web default/web2]',
    );
  });

  it('names a target that is not there', () => {
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' };
    const cluster = clusterWith({ perPodMilli: 1 }, { scaleTargetRef }).advance(15_000);
    expect(conditions(cluster)['AbleToScale']).toBe('False FailedGetScale');
    expect(cluster.eventsAbout('web')).toContain('FailedGetScale: deployments/scale.apps "api" not found');
  });
});
