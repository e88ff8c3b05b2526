import { describe, expect, it, test } from 'vitest';
import type { Node, NodeSpec } from '../../../../../shared/kubernetes/types/node.ts';
import type { Pod, TopologySpreadConstraint } from '../../../../../shared/kubernetes/types/pod.ts';
import { cacheOf, hintOf, refusals, scores } from '../../testing/ask-plugin.ts';
import { makeNode, makePod } from '../../testing/objects.ts';
import { podTopologySpread } from './pod-topology-spread.ts';

const zoneKey = 'topology.kubernetes.io/zone';
const nodes = [
  makeNode('a', undefined, {}, { [zoneKey]: 'z1' }), makeNode('b', undefined, {}, { [zoneKey]: 'z2' }),
  makeNode('c', undefined, { taints: [{ key: 'x', effect: 'NoSchedule' }] }, { [zoneKey]: 'z3' }), makeNode('bare'),
];
const labels = { app: 'web' };
const on = (name: string, nodeName: string, more: Partial<Pod['metadata']> = {}): Pod => {
  const pod = makePod(name, {}, { labels, spec: { nodeName } });
  return { ...pod, metadata: { ...pod.metadata, ...more } };
};
const spreading = (...constraints: Partial<TopologySpreadConstraint>[]): Pod => makePod('p', {}, {
  labels,
  spec: {
    topologySpreadConstraints: constraints.map((constraint) => ({
      maxSkew: 1, topologyKey: zoneKey, whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: labels }, ...constraint,
    })),
  },
});
const skew = "node(s) didn't match pod topology spread constraints";
const missing = "-node(s) didn't match pod topology spread constraints (missing required label)";

describe('DoNotSchedule', () => {
  it('keeps the skew between domains', () => {
    expect(refusals(podTopologySpread, spreading({}), { nodes, pods: [on('x', 'a')] })).toEqual({ a: skew, bare: missing });
    expect(refusals(podTopologySpread, spreading({ maxSkew: 2 }), { nodes, pods: [on('x', 'a')] })).toEqual({ bare: missing });
  });

  it('ignores pods that are terminating, of other namespaces or of other labels', () => {
    const elsewhere = on('y', 'a', { namespace: 'other' });
    const leaving = on('z', 'a', { deletionTimestamp: '2026-01-01T00:00:00Z' });
    expect(
      refusals(podTopologySpread, spreading({}), { nodes, pods: [elsewhere, leaving, on('w', 'a', { labels: {} })] }),
    ).toEqual({ bare: missing });
  });

  it('counts tainted nodes as domains unless the policy says otherwise', () => {
    const pods = [on('x', 'a'), on('y', 'b')];
    expect(refusals(podTopologySpread, spreading({}), { nodes, pods })).toEqual({ a: skew, b: skew, bare: missing });
    expect(refusals(podTopologySpread, spreading({ nodeTaintsPolicy: 'Honor' }), { nodes, pods })).toEqual({ bare: missing });
  });

  it('takes the minimum for 0 while there are fewer domains than minDomains', () => {
    const pods = [on('x', 'a'), on('y', 'b'), on('z', 'c')];
    expect(refusals(podTopologySpread, spreading({}), { nodes, pods })).toEqual({ bare: missing });
    expect(
      refusals(podTopologySpread, spreading({ minDomains: 4 }), { nodes, pods }),
    ).toEqual({ a: skew, b: skew, c: skew, bare: missing });
  });

  it('counts only pods of the same revision with matchLabelKeys', () => {
    const revision = (hash: string): Record<string, string> => ({ ...labels, 'pod-template-hash': hash });
    const pod = spreading({ matchLabelKeys: ['pod-template-hash'] });
    const newer = { ...pod, metadata: { ...pod.metadata, labels: revision('2') } };
    expect(refusals(podTopologySpread, newer, { nodes, pods: [on('x', 'a', { labels: revision('1') })] })).toEqual({ bare: missing });
    expect(
      refusals(podTopologySpread, newer, { nodes, pods: [on('x', 'a', { labels: revision('2') })] }),
    ).toEqual({ a: skew, bare: missing });
  });
});

describe('what DoNotSchedule counts', () => {
  const hostKey = 'kubernetes.io/hostname';
  const selecting = (more: Partial<TopologySpreadConstraint>): Pod => {
    const pod = spreading(more);
    return { ...pod, spec: { ...pod.spec, nodeSelector: { disk: 'ssd' } } };
  };
  const mixed = [
    makeNode('a', undefined, {}, { [zoneKey]: 'z1', disk: 'ssd' }), makeNode('b', undefined, {}, { [zoneKey]: 'z2', disk: 'ssd' }),
    makeNode('c', undefined, {}, { [zoneKey]: 'z3' }),
  ];
  const pods = [on('x', 'a'), on('y', 'b')];

  it('leaves out nodes that the pod does not select, unless the policy says otherwise', () => {
    expect(refusals(podTopologySpread, selecting({}), { nodes: mixed, pods })).toEqual({});
    expect(refusals(podTopologySpread, selecting({ nodeAffinityPolicy: 'Ignore' }), { nodes: mixed, pods })).toEqual({ a: skew, b: skew });
  });

  it('leaves out nodes that lack the key of any constraint', () => {
    const bare = { ...makeNode('d'), metadata: { name: 'd', labels: { [zoneKey]: 'z4' } } };
    expect(refusals(podTopologySpread, spreading({}), { nodes: [...mixed.slice(0, 2), bare], pods })).toEqual({ a: skew, b: skew });
    expect(refusals(podTopologySpread, spreading({}, { topologyKey: hostKey, maxSkew: 5 }), { nodes: [...mixed.slice(0, 2), bare], pods })).toEqual({ d: missing });
  });

  it.each<[string, Partial<TopologySpreadConstraint>, Record<string, string>]>([
    ['everything, though not by an empty selector', { labelSelector: {} }, {}],
    ['nothing, without a selector', { labelSelector: undefined as never }, {}],
    ['what an expression matches', { labelSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'db'] }] } }, { a: skew, b: skew }],
  ])('is %s', (_what, constraint, expected) => {
    expect(refusals(podTopologySpread, spreading(constraint), { nodes: mixed, pods })).toEqual(expected);
  });

  it('no longer holds pods of a node that is gone', () => {
    const cache = cacheOf({ nodes: mixed, pods: [on('x', 'a'), on('y', 'b')] });
    const info = cache.shapes.infoOf(spreading({}));
    const refused = (previous: unknown): [state: unknown, nodes: string[]] => {
      const outcome = podTopologySpread.preFilter?.(info, cache, previous as never);
      if (outcome?.kind !== 'Run') throw new Error('has constraints');
      return [outcome.state, [...cache.nodeOrder()].map((slot) => cache.at(slot)).filter((node) => podTopologySpread.filter(outcome.state, info, node)).map(({ name }) => name)];
    };
    const [state, before] = refused(undefined);
    cache.removeNode('c');
    const [again, after] = refused(state);
    cache.setNode(mixed[2] as Node);
    expect([before, after, refused(again)[1]]).toEqual([['a', 'b'], [], ['a', 'b']]);
  });
});

describe('ScheduleAnyway', () => {
  it('prefers domains with fewer pods; nodes without the label come last', () => {
    const pods = [on('x', 'a'), on('y', 'a'), on('z', 'b')];
    expect(
      scores(podTopologySpread, spreading({ whenUnsatisfiable: 'ScheduleAnyway' }), { nodes, pods }),
    ).toEqual({ a: 0, b: 33, c: 100, bare: 0 });
  });

  it.each<[string, Partial<TopologySpreadConstraint>[], Record<string, number>]>([
    ['a larger skew waters the differences down', [{ maxSkew: 5 }], { a: 57, b: 71, c: 100, bare: 0 }],
    ['constraints add up', [{}, { topologyKey: 'kubernetes.io/hostname' }], { a: 0, b: 50, c: 100, bare: 0 }],
  ])('%s', (_what, constraints, expected) => {
    const pods = [on('x', 'a'), on('y', 'a'), on('z', 'b')];
    const soft = spreading(...constraints.map((constraint) => ({ ...constraint, whenUnsatisfiable: 'ScheduleAnyway' as const })));
    expect(scores(podTopologySpread, soft, { nodes, pods })).toEqual(expected);
  });

  it('by the system\'s defaults takes a node without a zone for what its other labels say', () => {
    const service = { resource: 'services', object: { apiVersion: 'v1', kind: 'Service', metadata: { name: 's', namespace: 'default' }, spec: { selector: labels } } };
    expect(scores(podTopologySpread, makePod('p', {}, { labels }), { nodes: [nodes[0] as Node, nodes[3] as Node], pods: [on('x', 'bare')], others: [service] })).toEqual({ a: 50, bare: 100 });
  });

  it('is what the system asks for pods of services and workloads', () => {
    const service = {
      resource: 'services',
      object: { apiVersion: 'v1', kind: 'Service', metadata: { name: 's', namespace: 'default' }, spec: { selector: labels } },
    };
    const cluster = { nodes: nodes.slice(0, 2), pods: [on('x', 'a')], others: [service] };
    const plain = makePod('p', {}, { labels });
    expect(scores(podTopologySpread, plain, cluster)).toEqual({ a: 66, b: 100 });
    expect(scores(podTopologySpread, plain, { ...cluster, others: [] })).toBeUndefined();
  });
});

describe('a refused pod is tried again', () => {
  const waiting = spreading({});
  const cluster = { nodes };

  it('when a pod that its constraints count comes or goes', () => {
    expect(hintOf(podTopologySpread, waiting, { kind: 'AssignedPodAdd', pod: on('x', 'a') }, cluster)).toBe('Queue');
    expect(hintOf(podTopologySpread, waiting, { kind: 'AssignedPodDelete', pod: on('x', 'a', { labels: {} }) }, cluster)).toBe('Skip');
    expect(hintOf(podTopologySpread, waiting, { kind: 'AssignedPodAdd', pod: on('x', 'a', { namespace: 'other' }) }, cluster)).toBe('Skip');
  });

  it('when a pod that is counted on a node changes sides, for any of the constraints', () => {
    const changed = (pod: Pod, before: Record<string, string>, after: Record<string, string>): string => hintOf(
      podTopologySpread, pod, { kind: 'AssignedPodUpdateLabel', previousPod: on('x', 'a', { labels: before }), pod: on('x', 'a', { labels: after }) }, cluster,
    );
    expect([changed(waiting, labels, {}), changed(waiting, {}, labels), changed(waiting, labels, { ...labels, more: 'x' })]).toEqual(['Queue', 'Queue', 'Skip']);
    const second = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'db' } } };
    expect(changed(spreading({}, second), labels, { app: 'db' })).toBe('Queue');
  });

  it('when its own labels come to match, or its tolerations matter for what counts', () => {
    const relabelled = (before: Record<string, string>, after: Record<string, string>): string => {
      const own = (of: Record<string, string>): Pod => ({ ...waiting, metadata: { ...waiting.metadata, labels: of } });
      return hintOf(podTopologySpread, own(after), { kind: 'PodUpdateLabel', previousPod: own(before), pod: own(after) }, cluster);
    };
    expect([relabelled(labels, {}), relabelled(labels, { ...labels, more: 'x' })]).toEqual(['Queue', 'Skip']);
    const tolerating = (pod: Pod): string => hintOf(podTopologySpread, pod, { kind: 'PodUpdateToleration', previousPod: pod, pod }, cluster);
    expect([tolerating(waiting), tolerating(spreading({ nodeTaintsPolicy: 'Honor' }))]).toEqual(['Skip', 'Queue']);
  });

  test.each<[string, Node | undefined, Node | undefined, 'Queue' | 'Skip']>([
    ['comes with its topology keys', undefined, inZone('z1'), 'Queue'],
    ['comes without', undefined, makeNode('n'), 'Skip'],
    ['goes that had them', inZone('z1'), undefined, 'Queue'],
    ['goes that had them not', makeNode('n'), undefined, 'Skip'],
    ['gets them', makeNode('n'), inZone('z1'), 'Queue'],
    ['loses them', inZone('z1'), makeNode('n'), 'Queue'],
    ['moves to another domain', inZone('z1'), inZone('z2'), 'Queue'],
    ['gets another label', inZone('z1'), inZone('z1', { disk: 'ssd' }), 'Skip'],
    ['loses a taint', inZone('z1', {}, { taints: [{ key: 'x', effect: 'NoSchedule' }] }), inZone('z1'), 'Queue'],
    ['loses a taint, without the keys', makeNode('n', undefined, { taints: [{ key: 'x', effect: 'NoSchedule' }] }), makeNode('n'), 'Skip'],
  ])('when a node %s', (_what, previousNode, node, hint) => {
    const kind = !previousNode ? 'NodeAdd' : !node ? 'NodeDelete' : 'NodeUpdateLabel';
    expect(hintOf(podTopologySpread, waiting, { kind, ...(node ? { node } : {}), ...(previousNode ? { previousNode } : {}) }, cluster)).toBe(hint);
  });
});

function inZone(zone: string, more: Record<string, string> = {}, spec: NodeSpec = {}): Node {
  return makeNode('n', undefined, spec, { [zoneKey]: zone, ...more });
}
