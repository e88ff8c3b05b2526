import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Deployment } from '../../../../shared/kubernetes/types/apps.ts';
import type { HorizontalPodAutoscaler } from '../../../../shared/kubernetes/types/autoscaling.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { err, ok } from '../../../../shared/result.ts';
import { makeDeployment, podTemplate } from '../../testing/builders.ts';
import { simulatedNodes } from '../../testing/simulated-nodes.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { deploymentController } from '../deployment/index.ts';
import { isPodReady } from '../pod-state.ts';
import { replicaSetController } from '../replicaset/index.ts';
import { controllerComponent } from '../worker.ts';
import { horizontalPodAutoscalerController } from './index.ts';
import type { MetricsSource } from './metrics-source.ts';
import { defaultTolerance } from './tolerance.ts';

/** All pods together use `totalMilli` bytes of memory, in equal parts: constant load. */
function constantLoad(totalMilli: number): MetricsSource {
  return {
    resource: (_name, pods) => {
      const ready = pods.filter(isPodReady);
      if (ready.length === 0) return err('no metrics returned from resource metrics API');
      const sample = (pod: Pod) => [pod.metadata.name, { milliValue: Math.round(totalMilli / ready.length), atMs: 0, windowMs: 15_000 }] as const;
      return ok(new Map(ready.map(sample)));
    },
    pods: () => err('none'), object: () => err('none'), external: () => err('none'),
  };
}

const story = fc.record({
  /** In pods' worth at the target. */
  load: fc.integer({ min: 1, max: 30 }), tenths: fc.nat(9), min: fc.integer({ min: 1, max: 5 }), more: fc.nat(15), start: fc.integer({ min: 1, max: 20 }), targetPercent: fc.integer({ min: 20, max: 100 }),
});

it('settles under constant load, as near to its target as whole pods and its bounds allow, and stays', () => {
  fc.assert(fc.property(story, ({ load, tenths, min, more, start, targetPercent }) => {
    const requestBytes = 1_000_000;
    const perPodMilli = requestBytes * 10 * targetPercent;
    const totalMilli = perPodMilli * (load + tenths / 10);
    const cluster = new TestCluster([
      ...[deploymentController, replicaSetController, horizontalPodAutoscalerController(constantLoad(totalMilli))].map(controllerComponent), simulatedNodes(),
    ]);
    const template = podTemplate('web');
    for (const container of template.spec.containers) container.resources = { requests: { memory: String(requestBytes) } };
    cluster.create(makeDeployment('web', { replicas: start, template }));
    cluster.create<HorizontalPodAutoscaler>({
      apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web', namespace: 'default' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: min, maxReplicas: min + more,
        metrics: [{ type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: targetPercent } } }],
      },
    });
    const replicas = (): number => cluster.get<Deployment>('deployments', 'default/web').spec.replicas ?? 1;
    cluster.advance(20 * 60_000);
    const settled = replicas();
    const sizes = Array.from({ length: 20 }, () => {
      cluster.advance(60_000);
      return replicas();
    });
    expect(new Set(sizes)).toEqual(new Set([settled]));
    expect(settled).toBeGreaterThanOrEqual(min);
    expect(settled).toBeLessThanOrEqual(min + more);
    const ratio = totalMilli / settled / perPodMilli;
    // Percents are whole numbers: the ratio is known to within one of them.
    const slack = 1 / targetPercent + 1e-9;
    if (settled < min + more) expect(ratio).toBeLessThanOrEqual(1 + defaultTolerance + slack);
    if (settled > min && ratio + slack < 1 - defaultTolerance) expect(Math.ceil((ratio + slack) * settled)).toBeGreaterThanOrEqual(settled);
  }), { numRuns: 40 });
});
