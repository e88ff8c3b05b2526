import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../shared/json.ts';
import type { ApiResult } from '../../../../shared/kubernetes/status.ts';
import type { Deployment } from '../../../../shared/kubernetes/types/apps.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { makeDeployment, makePod } from '../../testing/builders.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Binding } from './binding.ts';
import { bindPod } from './binding.ts';
import { getScale, putScale } from './scale.ts';

const zone = 'topology.kubernetes.io/zone';
const region = 'topology.kubernetes.io/region';
const code = (answer: ApiResult<unknown>): number => (answer.ok ? 200 : answer.error.code);

describe('scale', () => {
  it('reads and writes the size of a Deployment, and counts it as a change', () => {
    const cluster = new TestCluster([]);
    const { store, server } = cluster.simulation;
    cluster.create(makeDeployment('web', { replicas: 2 }));
    const scale = getScale(store, server, 'deployments', 'default/web');
    expect(scale.ok && [scale.value.spec.replicas, scale.value.status.selector]).toEqual([2, 'app=web']);
    const put = (body: JsonValue) => code(putScale(store, server, 'deployments', 'default/web', body));
    expect(put({ metadata: { name: 'web' }, spec: { replicas: 5 } })).toBe(200);
    expect(put({ metadata: { name: 'web', resourceVersion: '1' }, spec: { replicas: 6 } })).toBe(409);
    expect(put({ metadata: { name: 'web' }, spec: { replicas: -1 } })).toBe(422);
    const { spec, metadata } = cluster.get<Deployment>('deployments', 'default/web');
    expect([spec.replicas, metadata.generation]).toEqual([5, 2]);
  });

  it('does not exist for what has no size', () => {
    const cluster = new TestCluster([]);
    cluster.create(makePod('p'));
    expect(code(getScale(cluster.simulation.store, cluster.simulation.server, 'pods', 'default/p'))).toBe(404);
  });
});

describe('binding', () => {
  it('binds once, and takes labels and annotations along', () => {
    const cluster = new TestCluster([]);
    const { store, env } = cluster.simulation;
    cluster.create(makePod('p', { labels: { a: '1' } }));
    const bind = (node: string) => bindPod(store, env, 'default/p', { metadata: { name: 'p', labels: { b: '2' } }, target: { kind: 'Node', name: node } });
    expect([code(bind('n1')), code(bind('n2'))]).toEqual([200, 409]);
    const { spec, metadata } = cluster.get<Pod>('pods', 'default/p');
    expect([spec.nodeName, metadata.labels]).toEqual(['n1', { a: '1', b: '2' }]);
  });

  it.each<[string, Binding['target'], Record<string, string> | undefined, Record<string, string>]>([
    ['those of its node', { kind: 'Node', name: 'n1' }, undefined, { a: '1', [zone]: 'z1', [region]: 'r1' }],
    ['those of the binding first', { kind: 'Node', name: 'n1' }, { [zone]: 'mine' }, { a: '1', [zone]: 'mine', [region]: 'r1' }],
    ['none of a node that is not there', { kind: 'Node', name: 'n2' }, undefined, { a: '1', [zone]: 'old' }],
    ['none when the target does not say that it is a node', { name: 'n1' }, undefined, { a: '1', [zone]: 'old' }],
  ])('gives the pod topology labels: %s', (_what, target, labels, expected) => {
    const cluster = new TestCluster([]);
    const { store, env } = cluster.simulation;
    cluster.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1', labels: { [zone]: 'z1', [region]: 'r1', disk: 'ssd' } } });
    cluster.create(makePod('p', { labels: { a: '1', [zone]: 'old' } }));
    expect(code(bindPod(store, env, 'default/p', { metadata: { name: 'p', ...(labels ? { labels } : {}) }, target }))).toBe(200);
    expect(cluster.get<Pod>('pods', 'default/p').metadata.labels).toEqual(expected);
  });

  it('is not needed by a pod that comes with its node: it gets what it does not say itself', () => {
    const cluster = new TestCluster([]);
    cluster.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1', labels: { [zone]: 'z1', [region]: 'r1' } } });
    const pod = cluster.create(makePod('p', { labels: { [zone]: 'mine' }, spec: { nodeName: 'n1' } }));
    expect(pod.metadata.labels).toEqual({ [zone]: 'mine', [region]: 'r1' });
    const again = makePod('q', { spec: { nodeName: 'n1' } });
    for (const name of ['q', 'r']) {
      const { labels } = cluster.create({ ...again, metadata: { ...again.metadata, name } }).metadata;
      expect(labels?.[zone]).toBe('z1');
    }
    // What another node would be called is not the pod's business any more.
    cluster.edit<Node>('nodes', 'n1', (node) => { node.metadata.labels = { [zone]: 'z2' }; });
    expect(cluster.get<Pod>('pods', 'default/q').metadata.labels?.[zone]).toBe('z1');
  });

  it('ends the nomination for a node', () => {
    const cluster = new TestCluster([]);
    const { store, env } = cluster.simulation;
    cluster.create(makePod('p'));
    cluster.edit<Pod>('pods', 'default/p', (pod) => { pod.status = { ...pod.status, nominatedNodeName: 'n1' }; });
    expect(code(bindPod(store, env, 'default/p', { metadata: { name: 'p' }, target: { name: 'n1' } }))).toBe(200);
    expect(cluster.get<Pod>('pods', 'default/p').status).not.toHaveProperty('nominatedNodeName');
  });

  it('refuses gated pods and targets that are no node', () => {
    const cluster = new TestCluster([]);
    const { store, env } = cluster.simulation;
    cluster.create(makePod('p', { spec: { schedulingGates: [{ name: 'g' }] } }));
    const bind = (target: object) => code(bindPod(store, env, 'default/p', { metadata: { name: 'p' }, target }));
    expect([bind({ name: 'n' }), bind({ kind: 'Pod', name: 'n' }), bind({})]).toEqual([409, 500, 500]);
  });
});

describe('patch', () => {
  const cases: [string, JsonValue, 'merge' | 'json' | 'strategic', number][] = [
    ['merges', { metadata: { labels: { x: '1' } } }, 'merge', 200],
    ['cannot rename', { metadata: { name: 'other' } }, 'merge', 400],
    ['cannot change the uid', { metadata: { uid: 'other' } }, 'merge', 422],
    ['is held against the version it names', { metadata: { resourceVersion: '1' } }, 'merge', 409],
    ['refuses a failing test', [{ op: 'test', path: '/metadata/name', value: 'x' }], 'json', 422],
    ['merges lists by key', { spec: { template: { spec: { containers: [{ name: 'c', image: 'app:v2' }] } } } }, 'strategic', 200],
  ];
  it.each(cases)('%s', (_name, body, patchType, expected) => {
    const cluster = new TestCluster([]);
    cluster.create(makeDeployment('web'));
    expect(code(cluster.simulation.server.patch('deployments', 'default/web', body, { patchType }))).toBe(expected);
  });
});
