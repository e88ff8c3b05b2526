import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import { makeNode, makePod } from '../../testing/builders.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { ClusterSnapshot } from './cluster-snapshot.ts';

type Step = { kind: 'addNode' | 'removeNode' | 'addPod' | 'movePod'; node: number; pod: number };

function pod(at: number, nodeName?: string): Pod {
  return makePod(`p${at}`, { labels: { app: 'p' }, spec: { containers: [{ name: 'c', image: 'i', resources: { requests: { cpu: '500m' } } }], ...(nodeName ? { nodeName } : {}) } });
}

/** All that a filter could see. */
function seen({ cache }: ClusterSnapshot): unknown {
  return ['n0', 'n1', 'n2', 'n3', 'n4'].map((name) => {
    const info = cache.node(name);
    return info && [name, info.node, [...info.pods.keys()].sort(), info.requested.milliCpu, info.requested.memory, info.taints];
  });
}

it('takes back all that was imagined, in whatever order, and keeps what is to be kept within the imagination around it', () => {
  const step = fc.record({ kind: fc.constantFrom('addNode' as const, 'removeNode' as const, 'addPod' as const, 'movePod' as const), node: fc.nat(4), pod: fc.nat(5) });
  fc.assert(fc.property(fc.array(step, { maxLength: 12 }), fc.array(step, { maxLength: 8 }), fc.boolean(), (outer, inner, keep) => {
    const cluster = new TestCluster([]);
    for (const name of ['n0', 'n1', 'n2']) cluster.create(makeNode(name));
    for (const at of [0, 1, 2, 3]) cluster.create(pod(at, `n${at % 3}`));
    const snapshot = new ClusterSnapshot(cluster.api);
    const before = seen(snapshot);
    const perform = ({ kind, node, pod: at }: Step): void => {
      const name = `n${node}`;
      const key = objectKey(pod(at));
      const held = snapshot.cache.pod(key);
      const at0 = ['n0', 'n1', 'n2', 'n3', 'n4'].find((one) => snapshot.node(one)?.pods.has(key));
      if (kind === 'addNode') snapshot.addNode(makeNode(name, { spec: { taints: [{ key: 'imagined', effect: 'NoSchedule' }] } }));
      else if (kind === 'removeNode') snapshot.removeNode(name);
      else if (kind === 'movePod' && held && at0 && snapshot.node(name)) {
        snapshot.removePod(key, at0);
        snapshot.addPod(snapshot.waiting(held.pod), name);
      } else if (kind === 'addPod' && !held && snapshot.node(name)) snapshot.addPod(snapshot.waiting(pod(at)), name);
    };
    snapshot.fork(() => {
      outer.forEach(perform);
      const between = seen(snapshot);
      snapshot.fork(() => inner.forEach(perform), () => keep);
      if (!keep) expect(seen(snapshot)).toEqual(between);
    });
    expect(seen(snapshot)).toEqual(before);
  }));
});
