import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ControllerRevision } from '../../../../shared/kubernetes/types/controller-revision.ts';
import type { DaemonSet } from '../../../../shared/kubernetes/types/daemon-set.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod, Taint } from '../../../../shared/kubernetes/types/pod.ts';
import { makeNode, podTemplate } from '../../testing/builders.ts';
import { simulatedNodes, type SimulatedNodesOptions } from '../../testing/simulated-nodes.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { controllerComponent } from '../worker.ts';
import { targetNodeOf } from './daemon-pod.ts';
import { daemonSetController } from './index.ts';
import type { Outcome } from '../controller.ts';
import { reconcileDaemonSet } from './reconcile.ts';

const key = 'default/agent';
const dedicated: Taint = { key: 'dedicated', value: 'x', effect: 'NoSchedule' };

function makeDaemonSet(spec: Partial<DaemonSet['spec']> = {}): DaemonSet {
  return {
    apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent', namespace: 'default' },
    spec: { selector: { matchLabels: { app: 'agent' } }, template: podTemplate('agent'), ...spec },
  };
}

function start(spec: Partial<DaemonSet['spec']> = {}, nodes = 3, options: SimulatedNodesOptions = {}): TestCluster {
  const cluster = new TestCluster(
    [controllerComponent(daemonSetController), simulatedNodes({ nodeOf: (pod) => targetNodeOf(pod) ?? 'n0', ...options })],
  );
  for (let index = 0; index < nodes; index += 1) addNode(cluster, `n${index}`);
  cluster.create(makeDaemonSet(spec));
  return cluster;
}

function addNode(cluster: TestCluster, name: string, labels: Record<string, string> = {}): void {
  cluster.create(makeNode(name, { labels }));
  setTaints(cluster, name, []);
}

function setTaints(cluster: TestCluster, name: string, taints: Taint[]): void {
  cluster.edit<Node>('nodes', name, (node) => { node.spec.taints = taints; });
}

function edit(cluster: TestCluster, change: (spec: DaemonSet['spec']) => void): void {
  cluster.edit<DaemonSet>('daemonsets', key, ({ spec }) => change(spec));
}

function status(cluster: TestCluster): DaemonSet['status'] {
  return cluster.get<DaemonSet>('daemonsets', key).status;
}

function placed(cluster: TestCluster): string[] {
  return cluster.list<Pod>('pods').map((pod) => `${targetNodeOf(pod)} ${pod.spec.containers[0]?.image}`).sort();
}

/** The least number of available pods, and the most pods on one node, that any commit saw. */
function bounds(cluster: TestCluster, change: () => void, ms: number): { fewestReady: number; mostOnNode: number } {
  change();
  let [fewestReady, mostOnNode] = [Infinity, 0];
  for (let elapsedMs = 0; elapsedMs < ms; elapsedMs += 50) {
    cluster.advance(50);
    const pods = cluster.list<Pod>('pods').filter((pod) => !pod.metadata.deletionTimestamp);
    const ready = pods.filter((pod) => pod.status?.conditions?.some(({ type, status: on }) => type === 'Ready' && on === 'True'));
    fewestReady = Math.min(fewestReady, ready.length);
    for (const node of cluster.list('nodes')) {
      mostOnNode = Math.max(mostOnNode, pods.filter((pod) => targetNodeOf(pod) === node.metadata.name).length);
    }
  }
  return { fewestReady, mostOnNode };
}

describe('a DaemonSet', () => {
  it('runs one pod per node, which tolerates what befalls nodes', () => {
    const cluster = start().advance(3_000);
    expect(placed(cluster)).toEqual(['n0 app:v1', 'n1 app:v1', 'n2 app:v1']);
    expect(status(cluster)).toEqual({
      currentNumberScheduled: 3, numberMisscheduled: 0, desiredNumberScheduled: 3, numberReady: 3, observedGeneration: 1,
      updatedNumberScheduled: 3, numberAvailable: 3,
    });
    const [pod] = cluster.list<Pod>('pods');
    expect(pod?.spec.tolerations?.map((toleration) => `${toleration.key?.replace('node.kubernetes.io/', '')}:${toleration.effect}`)).toEqual([
      'not-ready:NoExecute', 'unreachable:NoExecute', 'disk-pressure:NoSchedule', 'memory-pressure:NoSchedule', 'pid-pressure:NoSchedule',
      'unschedulable:NoSchedule',
    ]);
    const [revision] = cluster.list<ControllerRevision>('controllerrevisions');
    expect(pod?.metadata.labels).toEqual({
      app: 'agent', 'pod-template-generation': '1', 'controller-revision-hash': revision?.metadata.labels?.['controller-revision-hash'],
    });
    expect(cluster.eventsAbout('agent')).toEqual(cluster.list<Pod>('pods').map(({ metadata }) => `SuccessfulCreate: Created pod: ${metadata.name}`));
  });

  it('follows new nodes, labels and taints', () => {
    const cluster = start({ template: { ...podTemplate('agent'), spec: { ...podTemplate('agent').spec, nodeSelector: { disk: 'ssd' } } } });
    expect(placed(cluster.advance(1_000))).toEqual([]);
    addNode(cluster, 'n3', { disk: 'ssd' });
    expect(placed(cluster.advance(1_000))).toEqual(['n3 app:v1']);
    setTaints(cluster, 'n3', [dedicated]);
    expect(placed(cluster.advance(3_000))).toEqual(['n3 app:v1']);
    expect(status(cluster)).toMatchObject({ desiredNumberScheduled: 0, numberMisscheduled: 1 });
    setTaints(cluster, 'n3', [{ ...dedicated, effect: 'NoExecute' }]);
    expect(placed(cluster.advance(3_000))).toEqual([]);
  });

  it('replaces old pods within maxUnavailable', () => {
    const cluster = start({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } } }, 5).advance(3_000);
    const seen = bounds(cluster, () => edit(cluster, (spec) => { spec.template = podTemplate('agent', 'app:v2'); }), 15_000);
    expect(seen).toEqual({ fewestReady: 3, mostOnNode: 1 });
    expect(placed(cluster)).toEqual([0, 1, 2, 3, 4].map((index) => `n${index} app:v2`));
    expect(status(cluster)).toMatchObject({ updatedNumberScheduled: 5, numberAvailable: 5, observedGeneration: 2 });
  });

  it('replaces old pods within maxSurge, without a gap', () => {
    const cluster = start({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } } }).advance(3_000);
    const seen = bounds(cluster, () => edit(cluster, (spec) => { spec.template = podTemplate('agent', 'app:v2'); }), 15_000);
    expect(seen).toEqual({ fewestReady: 3, mostOnNode: 2 });
    expect(placed(cluster)).toEqual(['n0 app:v2', 'n1 app:v2', 'n2 app:v2']);
  });

  it('leaves old pods to the user with OnDelete', () => {
    const cluster = start({ updateStrategy: { type: 'OnDelete' } }, 2).advance(3_000);
    edit(cluster, (spec) => { spec.template = podTemplate('agent', 'app:v2'); });
    expect(placed(cluster.advance(3_000))).toEqual(['n0 app:v1', 'n1 app:v1']);
    cluster.delete('pods', `default/${cluster.list<Pod>('pods').find((pod) => targetNodeOf(pod) === 'n1')?.metadata.name}`);
    expect(placed(cluster.advance(3_000))).toEqual(['n0 app:v1', 'n1 app:v2']);
  });

  it('replaces a failed pod ever more slowly', () => {
    const cluster = start({}, 1).advance(3_000);
    const replacedAfterMs = [0, 1, 2, 3].map(() => {
      cluster.advance(1_000);
      const [pod] = cluster.list<Pod>('pods') as [Pod];
      cluster.edit<Pod>('pods', `default/${pod.metadata.name}`, (copy) => { copy.status = { ...copy.status, phase: 'Failed' }; }, 'updateStatus');
      const sinceMs = cluster.nowMs;
      while (cluster.api.get('pods', `default/${pod.metadata.name}`) && cluster.nowMs < sinceMs + 60_000) cluster.advance(100);
      return cluster.nowMs - sinceMs;
    });
    expect(replacedAfterMs[0]).toBeLessThanOrEqual(100);
    expect(replacedAfterMs[3]).toBeGreaterThan(2_000);
    expect(cluster.eventsAbout('agent').some((text) => text.startsWith('FailedDaemonPod: Found failed daemon pod default/agent-'))).toBe(true);
  });

  it.each([
    ['without surge', {}],
    ['with surge', { maxSurge: 1, maxUnavailable: 0 }],
  ])('makes few pods on a node that refuses each of them, %s', (_name, rollingUpdate) => {
    const cluster = start({ updateStrategy: { type: 'RollingUpdate', rollingUpdate } }, 1);
    const made = new Set<string>();
    for (let looks = 0; looks < 600; looks += 1) {
      for (const pod of cluster.advance(100).list<Pod>('pods')) {
        made.add(pod.metadata.name);
        if (pod.status?.phase !== 'Failed') cluster.edit<Pod>('pods', `default/${pod.metadata.name}`, (copy) => { copy.status = { ...copy.status, phase: 'Failed' }; }, 'updateStatus');
      }
    }
    // At once, then after 1, 2, 4, 8, 16 and (not yet) 32 s.
    expect(made.size).toBeGreaterThan(4);
    expect(made.size).toBeLessThan(9);
  });

  it('goes back to an earlier revision under a new number', () => {
    const cluster = start({}, 1).advance(3_000);
    for (const image of ['app:v2', 'app:v1']) {
      edit(cluster, (spec) => { spec.template = podTemplate('agent', image); });
      cluster.advance(5_000);
    }
    const revisions = cluster.list<ControllerRevision>('controllerrevisions');
    expect(revisions.map(({ revision, data }) => [revision, data?.spec.template.spec.containers[0]?.image])).toEqual([[3, 'app:v1'], [2, 'app:v2']]);
  });

  it('wants nothing more once every node is as it should be', () => {
    const shape = fc.record({
      nodes: fc.integer({ min: 1, max: 5 }), tainted: fc.nat(4), maxUnavailable: fc.constantFrom(1, 2, '50%'), surge: fc.boolean(),
    });
    fc.assert(fc.property(shape, ({ nodes, tainted, maxUnavailable, surge }) => {
      const rollingUpdate = surge ? { maxUnavailable: 0, maxSurge: maxUnavailable } : { maxUnavailable };
      const cluster = start({ updateStrategy: { type: 'RollingUpdate', rollingUpdate } }, nodes).advance(3_000);
      edit(cluster, (spec) => { spec.template = podTemplate('agent', 'app:v2'); });
      cluster.advance(1_000);
      const taintedNode = `n${tainted % nodes}`;
      setTaints(cluster, taintedNode, [{ ...dedicated, effect: 'NoExecute' }]);
      cluster.advance(30_000);
      const expected = Array.from({ length: nodes }, (_, index) => `n${index}`).filter((name) => name !== taintedNode);
      expect(placed(cluster)).toEqual(expected.map((name) => `${name} app:v2`));
      const { decisions, ...outcome } = reconcileDaemonSet(cluster.get('daemonsets', key), cluster.api, new Map(), cluster.simulation.env) as Outcome & { kind: 'Done' };
      expect(outcome).toEqual({ kind: 'Done', writes: [] });
      expect(decisions).toMatchObject([{ kind: 'NodesLeftOut', reasons: [{ because: 'taint', count: 1, nodes: [taintedNode] }] }]);
    }), { numRuns: 20 });
  });

  it.each([
    ['makes pods before it deletes others', false, ['SuccessfulCreate', 'SuccessfulDelete']],
    ['deletes pods although others are refused', true, ['FailedCreate', 'SuccessfulDelete']],
  ] as const)('%s in one look', (_name, refused, expected) => {
    const cluster = start({}, 1).advance(3_000);
    if (refused) {
      const range: KubernetesObject & { spec: unknown } = {
        apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'small', namespace: 'default' }, spec: { limits: [{ type: 'Pod', max: { cpu: '1' } }] },
      };
      cluster.create(range);
    }
    const before = cluster.eventsAbout('agent').length;
    setTaints(cluster, 'n0', [{ key: 'away', value: 'x', effect: 'NoExecute' }]);
    addNode(cluster, 'n1');
    cluster.advance(30);
    expect(cluster.eventsAbout('agent').slice(before).map((text) => text.slice(0, text.indexOf(':'))).slice(0, 2)).toEqual(expected);
  });
});
