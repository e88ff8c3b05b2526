import type { ReplicaSet } from '../../../shared/kubernetes/types/apps.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { PodDisruptionBudget } from '../../../shared/kubernetes/types/policy.ts';
import { disruptionController } from '../../engine/controllers/disruption/index.ts';
import { controllerComponent } from '../../engine/controllers/worker.ts';
import { TestCluster } from '../../engine/testing/test-cluster.ts';
import type { Outcome } from '../outcome.ts';
import { compare } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';

interface Answer { code: number; reason?: string }
interface PdbCase {
  readyPods: number;
  notReadyPods: number;
  spec: Partial<PodDisruptionBudget['spec']>;
  status: { currentHealthy: number; desiredHealthy: number; disruptionsAllowed: number; expectedPods: number };
  conditions: Record<string, { status: string; reason: string }>;
  eviction: { healthyPod?: Answer; unhealthyPod?: Answer };
}

const labels = { app: 'x' };

export const pdbFamily = defineAdapter<PdbCase>(['pdb'], (vector): Outcome => {
  const { eviction } = vector;
  const { cluster, budget } = begin(vector);
  const { currentHealthy, desiredHealthy, disruptionsAllowed, expectedPods, conditions = [] } = budget.status ?? {};
  return compare({ status: vector.status, conditions: vector.conditions, eviction }, {
    status: { currentHealthy, desiredHealthy, disruptionsAllowed, expectedPods },
    conditions: Object.fromEntries(conditions.map(({ type, status, reason }) => [type, { status, reason }])),
    eviction: {
      ...(eviction.healthyPod ? { healthyPod: evict(cluster, 'ready-0') } : {}),
      // Each answer is to the budget as it was.
      ...(eviction.unhealthyPod ? { unhealthyPod: evict(begin(vector).cluster, 'unready-0') } : {}),
    },
  });
});

/**
 * One controller's ready pods and another's that are not ready, and the budget over both. The recorded pods that are not ready are pods that
 * take long, and a recording may have come after some of them: that shows in a count above `readyPods`, and they are ready here too.
 */
function begin({ readyPods, notReadyPods, spec, status }: PdbCase): { cluster: TestCluster; budget: PodDisruptionBudget } {
  const readyAfterAll = Math.min(notReadyPods, Math.max(0, status.currentHealthy - readyPods));
  const cluster = new TestCluster([controllerComponent(disruptionController)]);
  for (const [name, count] of [['ready', readyPods], ['unready', notReadyPods]] as const) {
    const owner = cluster.create<ReplicaSet>({
      apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name, namespace: 'default' },
      spec: { replicas: count, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }] } } },
    });
    for (let index = 0; index < count; index += 1) {
      const pod = cluster.create<Pod>({
        apiVersion: 'v1', kind: 'Pod',
        metadata: {
          name: `${name}-${index}`, namespace: 'default', labels,
          ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name, uid: owner.metadata.uid ?? '', controller: true }],
        },
        spec: { containers: [{ name: 'c', image: 'i' }], nodeName: 'n' },
      });
      cluster.edit<Pod>('pods', `default/${pod.metadata.name}`, (copy) => {
        const ready = name === 'ready' || index < readyAfterAll;
        copy.status = { ...copy.status, phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] };
      }, 'updateStatus');
    }
  }
  cluster.create<PodDisruptionBudget>({
    apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'b', namespace: 'default' }, spec: { selector: { matchLabels: labels }, ...spec },
  });
  cluster.advance(5000);
  return { cluster, budget: cluster.get<PodDisruptionBudget>('poddisruptionbudgets', 'default/b') };
}

function evict(cluster: TestCluster, name: string): Answer {
  const answer = cluster.simulation.server.evict(`default/${name}`);
  return answer.ok ? { code: 201 } : { code: answer.error.code, reason: answer.error.reason };
}
