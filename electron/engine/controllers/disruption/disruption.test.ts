import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PodDisruptionBudget } from '../../../../shared/kubernetes/types/policy.ts';
import { makeReplicaSet } from '../../testing/builders.ts';
import { simulatedNodes } from '../../testing/simulated-nodes.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { replicaSetController } from '../replicaset/index.ts';
import { controllerComponent } from '../worker.ts';
import { disruptionController } from './index.ts';

function clusterWith(spec: Partial<PodDisruptionBudget['spec']>): TestCluster {
  const cluster = new TestCluster([
    controllerComponent(replicaSetController), controllerComponent(disruptionController), simulatedNodes({ goneAfterMs: () => 200_000 }),
  ]);
  cluster.create(makeReplicaSet('web', { replicas: 3 }));
  cluster.create<PodDisruptionBudget>({
    apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'b', namespace: 'default' },
    spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
  });
  return cluster.advance(5000);
}

const budgetOf = (cluster: TestCluster) => cluster.get<PodDisruptionBudget>('poddisruptionbudgets', 'default/b').status;

describe('disruption controller', () => {
  const cases: [Partial<PodDisruptionBudget['spec']>, desired: number, allowed: number][] = [
    [{ minAvailable: 2 }, 2, 1], [{ minAvailable: '50%' }, 2, 1], [{ maxUnavailable: 1 }, 2, 1], [{ maxUnavailable: '100%' }, 0, 3],
    [{ minAvailable: '100%' }, 3, 0],
  ];
  it.each(cases)('counts %o', (spec, desiredHealthy, disruptionsAllowed) => {
    expect(budgetOf(clusterWith(spec))).toMatchObject({ desiredHealthy, disruptionsAllowed, currentHealthy: 3, expectedPods: 3 });
  });

  it('grants one eviction, then waits for a replacement', () => {
    const cluster = clusterWith({ maxUnavailable: 1 });
    const [first, second] = cluster.list<Pod>('pods').map(({ metadata }) => `default/${metadata.name}`) as [string, string];
    const evict = (key: string) => { const answer = cluster.user.evict(key); return answer.ok ? 201 : answer.error.code; };
    expect(evict(first)).toBe(201);
    expect(evict(second)).toBe(429);
    expect(cluster.get<Pod>('pods', first).status?.conditions?.find(({ type }) => type === 'DisruptionTarget')?.reason).toBe('EvictionByEvictionAPI');
    cluster.advance(5000);
    expect(budgetOf(cluster)).toMatchObject({ disruptionsAllowed: 1, currentHealthy: 3 });
    expect(evict(second)).toBe(201);
  });

  it('a second look writes nothing', () => {
    const cluster = clusterWith({ minAvailable: 1 });
    const before = cluster.commits.length;
    cluster.advance(60_000);
    expect(cluster.commits.slice(before)).toEqual([]);
  });
});
