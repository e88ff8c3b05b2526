import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Deployment, ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import type { IntOrString } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { makeDeployment, podTemplate } from '../../testing/builders.ts';
import { simulatedNodes } from '../../testing/simulated-nodes.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { garbageCollectorController } from '../garbage-collector/index.ts';
import { isPodActive, isPodReady } from '../pod-state.ts';
import { replicaSetController } from '../replicaset/index.ts';
import { controllerComponent } from '../worker.ts';
import { maxSurgeOf, maxUnavailableOf } from './fenceposts.ts';
import { deploymentController } from './index.ts';
import { desiredPods } from './replica-sets.ts';

const bound: fc.Arbitrary<IntOrString> = fc.oneof(fc.nat(6), fc.nat(100).map((percent) => `${percent}%`));

const scenario = fc.record({
  replicas: fc.integer({ min: 1, max: 12 }),
  maxSurge: bound,
  maxUnavailable: bound,
  /** Milliseconds until the n-th pod is ready, and gone after its deletion. */
  readyAfterMs: fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 7 }),
  goneAfterMs: fc.integer({ min: 1, max: 3_000 }),
  /** When, in which order, the images of further rollouts come. */
  rollouts: fc.array(fc.integer({ min: 1, max: 6_000 }), { minLength: 1, maxLength: 3 }),
}).filter(({ maxSurge, maxUnavailable }) => !(zero(maxSurge) && zero(maxUnavailable)));

function zero(value: IntOrString): boolean {
  return value === 0 || value === '0%';
}

function clusterFor(delays: readonly number[], goneAfterMs: number): TestCluster {
  let next = 0;
  return new TestCluster([
    controllerComponent(deploymentController), controllerComponent(replicaSetController), controllerComponent(garbageCollectorController),
    simulatedNodes({ readyAfterMs: () => delays[next++ % delays.length] as number, goneAfterMs: () => goneAfterMs }),
  ]);
}

describe('rolling updates', () => {
  it('keep within maxSurge and maxUnavailable at every instant, end with the last template, and are then at rest', () => {
    fc.assert(fc.property(scenario, ({ replicas, maxSurge, maxUnavailable, readyAfterMs, goneAfterMs, rollouts }) => {
      const cluster = clusterFor(readyAfterMs, goneAfterMs);
      const spec: Partial<Deployment['spec']> = {
        replicas, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } },
      };
      cluster.create(makeDeployment('web', spec));
      cluster.advance(10_000);
      const deployment = cluster.get<Deployment>('deployments', 'default/web');
      const most = replicas + maxSurgeOf(deployment);
      const least = replicas - maxUnavailableOf(deployment);

      let counts = countPods(cluster);
      expect(counts.ready).toBe(replicas);
      const violations: string[] = [];
      cluster.simulation.onCommit(({ resource }) => {
        if (resource === 'replicasets') {
          // The promise is about sizes: the old ReplicaSet may be a moment behind in deleting.
          const size = desiredPods(cluster.list<ReplicaSet>('replicasets'));
          if (size > most) violations.push(`sizes add up to ${size}, at most ${most}`);
        }
        if (resource !== 'pods') return;
        counts = countPods(cluster);
        if (counts.ready < least) violations.push(`${counts.ready} ready, at least ${least}`);
      });
      for (const [index, afterMs] of rollouts.entries()) {
        cluster.edit<Deployment>(
          'deployments', 'default/web', (object) => { object.spec.template = podTemplate('web', `app:v${index + 2}`); },
        );
        cluster.advance(afterMs);
      }
      cluster.advance(120_000);
      expect(violations).toEqual([]);
      expect(counts).toEqual({ active: replicas, ready: replicas });
      const images = new Set(cluster.list<Pod>('pods').map((pod) => pod.spec.containers[0]?.image));
      expect([...images]).toEqual([`app:v${rollouts.length + 1}`]);

      const revision = cluster.simulation.store.revision;
      restartControllers(cluster);
      cluster.advance(1_000);
      expect(cluster.simulation.store.revision).toBe(revision);
    }), { numRuns: 40 });
  });

  it('give the same bytes again, interrupted by a snapshot or not', () => {
    fc.assert(fc.property(scenario, fc.nat(8_000), ({ replicas, readyAfterMs, goneAfterMs }, cutMs) => {
      const run = (cut: boolean): unknown => {
        // Delays depend on the pod alone here: the stand-in for kubelets keeps its counter in a closure, which no snapshot holds.
        const factories = [controllerComponent(deploymentController), controllerComponent(replicaSetController), simulatedNodes({
          readyAfterMs: (pod) => (readyAfterMs[0] as number) + (pod.metadata.uid?.charCodeAt(0) ?? 0),
          goneAfterMs: () => goneAfterMs,
        })];
        let cluster = new TestCluster(factories);
        cluster.create(makeDeployment('web', { replicas }));
        cluster.advance(2_000);
        cluster.edit<Deployment>('deployments', 'default/web', (object) => { object.spec.template = podTemplate('web', 'app:v2'); });
        cluster.advance(cutMs);
        if (cut) {
          const saved = JSON.parse(JSON.stringify(cluster.simulation.save()));
          cluster = new TestCluster(factories, { start: false });
          cluster.simulation.load(saved);
        }
        cluster.advance(20_000);
        return cluster.simulation.store.save();
      };
      expect(run(true)).toEqual(run(false));
    }), { numRuns: 15 });
  });
});

function countPods(cluster: TestCluster): { active: number; ready: number } {
  let active = 0;
  let ready = 0;
  for (const pod of cluster.api.list<Pod>('pods')) {
    if (!isPodActive(pod)) continue;
    active += 1;
    if (isPodReady(pod)) ready += 1;
  }
  return { active, ready };
}

/** kube-controller-manager ends and starts: all keys are looked at again. */
function restartControllers(cluster: TestCluster): void {
  cluster.simulation.processes.setHosts(['nowhere']);
  cluster.simulation.processes.setHosts([]);
  expect(cluster.list<ReplicaSet>('replicasets').length).toBeGreaterThan(0);
}
