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

  it.each([
    ['by the scheduler', { reason: 'PreemptionByScheduler' }, 'False'],
    ['by the kubelet', { reason: 'TerminationByKubelet' }, 'True'],
  ] as const)('takes back a disruption %s that has not come about after two minutes', (_name, given, expected) => {
    const cluster = clusterWith({ minAvailable: 1 });
    const key = `default/${cluster.list<Pod>('pods')[0]?.metadata.name}`;
    cluster.edit<Pod>('pods', key, (pod) => {
      const condition = { type: 'DisruptionTarget', status: 'True' as const, message: 'm', lastTransitionTime: cluster.simulation.env.timestamp(), ...given };
      pod.status = { ...pod.status, conditions: [...pod.status?.conditions ?? [], condition] };
    }, 'updateStatus');
    const condition = () => cluster.get<Pod>('pods', key).status?.conditions?.find(({ type }) => type === 'DisruptionTarget');
    cluster.advance(119_000);
    expect(condition()).toMatchObject({ status: 'True', reason: given.reason });
    cluster.advance(2_000);
    expect(condition()?.status).toBe(expected);
    expect(condition()?.reason).toBe(expected === 'False' ? undefined : given.reason);
  });

  it('drops a granted eviction that did not happen within two minutes, and says so', () => {
    const cluster = clusterWith({ minAvailable: 1 });
    const name = cluster.list<Pod>('pods')[0]?.metadata.name ?? '';
    cluster.edit<PodDisruptionBudget>('poddisruptionbudgets', 'default/b', ({ status }) => {
      if (status) status.disruptedPods = { [name]: cluster.simulation.env.timestamp() };
    }, 'updateStatus');
    cluster.advance(60_000);
    expect(budgetOf(cluster)).toMatchObject({ currentHealthy: 2, disruptedPods: { [name]: expect.any(String) } });
    cluster.advance(61_000);
    expect(budgetOf(cluster)).toMatchObject({ currentHealthy: 3 });
    expect(cluster.eventsAbout(name)).toContain("NotDeleted: Pod was expected by PDB default/default to be deleted but it wasn't");
  });

  it('tells a pod that has two budgets', () => {
    const cluster = clusterWith({ minAvailable: 1 });
    cluster.create<PodDisruptionBudget>({
      apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'second', namespace: 'default' },
      spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
    });
    const name = cluster.list<Pod>('pods')[0]?.metadata.name ?? '';
    cluster.edit<Pod>('pods', `default/${name}`, ({ metadata }) => { metadata.annotations = { touched: '1' }; });
    cluster.advance(1_000);
    expect(cluster.eventsAbout(name)).toContain(
      `MultiplePodDisruptionBudgets: Pod "default"/"${name}" matches multiple PodDisruptionBudgets.  Chose "b" arbitrarily.`,
    );
  });

  it('says once that it cannot tell how many pods there should be, and waits for a change', () => {
    const cluster = clusterWith({ maxUnavailable: 1, selector: { matchLabels: { app: 'alone' } } });
    cluster.create<Pod>({
      apiVersion: 'v1', kind: 'Pod',
      metadata: {
        name: 'alone', namespace: 'default', labels: { app: 'alone' },
        ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'j', uid: 'nobody', controller: true }],
      },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    });
    cluster.advance(60_000);
    const told = cluster.eventsAbout('b').filter((text) => text.startsWith('CalculateExpectedPodCountFailed'));
    expect(told.length).toBeGreaterThan(0);
    const before = cluster.commits.length;
    cluster.advance(600_000);
    expect(cluster.commits.slice(before)).toEqual([]);
    expect(budgetOf(cluster)).toMatchObject({ disruptionsAllowed: 0 });
  });
});
