import { describe, expect, it } from 'vitest';
import type { Lease, Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { makeNode, makePod } from '../../testing/builders.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { isPodReady } from '../pod-state.ts';
import { controllerComponent } from '../worker.ts';
import { nodeLifecycleController } from './index.ts';

/** Nodes in zones; those that are `alive` renew their leases every ten seconds. */
class Fleet {
  readonly cluster = new TestCluster([controllerComponent(nodeLifecycleController)]);
  readonly alive = new Set<string>();

  add(name: string, zone = 'a'): void {
    this.cluster.create(makeNode(name, { labels: { 'topology.kubernetes.io/zone': zone } }));
    this.alive.add(name);
  }

  run(seconds: number): this {
    for (let second = 0; second < seconds; second += 1) {
      if (this.cluster.nowMs % 10_000 === 0) for (const name of this.alive) this.renew(name);
      this.cluster.advance(1_000);
    }
    return this;
  }

  node(name: string): Node {
    return this.cluster.get<Node>('nodes', name);
  }

  ready(name: string): string {
    const condition = this.node(name).status?.conditions?.find(({ type }) => type === 'Ready');
    return `${condition?.status} ${condition?.reason}`;
  }

  taints(name: string): string[] {
    return (this.node(name).spec.taints ?? []).map(({ key, effect }) => `${key.replace('node.kubernetes.io/', '')}:${effect}`);
  }

  tainted(effect: string): string[] {
    const tainted = this.cluster.list<Node>('nodes').filter(({ spec }) => spec.taints?.some((taint) => taint.effect === effect));
    return tainted.map(({ metadata }) => metadata.name);
  }

  /** The kubelet posts Ready. */
  report(name: string, status: 'True' | 'False' = 'True'): void {
    const lastHeartbeatTime = this.cluster.simulation.env.timestamp();
    this.cluster.edit<Node>('nodes', name, (node) => {
      for (const condition of node.status?.conditions ?? []) {
        condition.lastHeartbeatTime = lastHeartbeatTime;
        condition.status = condition.type === 'Ready' ? status : 'False';
        condition.reason = 'Reported';
      }
    }, 'updateStatus');
  }

  private renew(name: string): void {
    const { cluster } = this;
    const spec: Lease['spec'] = { holderIdentity: name, renewTime: cluster.simulation.env.microTimestamp() };
    const metadata = { name, namespace: 'kube-node-lease' };
    if (cluster.api.get('leases', `kube-node-lease/${name}`)) cluster.edit<Lease>('leases', `kube-node-lease/${name}`, (lease) => {
      lease.spec = spec;
    });
    else cluster.create<Lease>({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec });
  }
}

function fleetOf(zones: Record<string, number>): Fleet {
  const fleet = new Fleet();
  for (const [zone, count] of Object.entries(zones)) for (let index = 0; index < count; index += 1) fleet.add(`${zone}${index}`, zone);
  return fleet.run(60);
}

describe('node life cycle', () => {
  it('registers nodes and takes off the taint they are born with', () => {
    const fleet = fleetOf({ a: 1 });
    expect(fleet.cluster.eventsAbout('a0')).toEqual(['RegisteredNode: Node a0 event: Registered Node a0 in Controller']);
    expect(fleet.taints('a0')).toEqual([]);
  });

  it('takes its own NoExecute taint off a node that is ready, and leaves others', () => {
    const fleet = fleetOf({ a: 2 });
    const node = makeNode('found');
    fleet.cluster.create({ ...node, spec: { taints: [{ key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' }, { key: 'mine', effect: 'NoExecute' }] } });
    fleet.alive.add('found');
    expect(fleet.run(6).taints('found')).toEqual(['mine:NoExecute']);
  });

  it('leaves a pod alone that says Ready on a node that is not', () => {
    const fleet = fleetOf({ a: 3 });
    const known = fleet.cluster.create(makePod('known', { spec: { nodeName: 'a0' } }));
    fleet.report('a0', 'False');
    fleet.run(6);
    fleet.cluster.user.updateStatus<Pod>({ ...known, status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } });
    fleet.run(1);
    expect(isPodReady(fleet.cluster.get<Pod>('pods', 'default/known'))).toBe(true);
    expect(fleet.cluster.eventsAbout('known')).toEqual([]);
  });

  it('marks a silent node after 50 to 55 seconds, taints it, and marks its pods', () => {
    const fleet = fleetOf({ a: 3 });
    const pod = fleet.cluster.create(makePod('p', { spec: { nodeName: 'a0' } }));
    fleet.cluster.user.updateStatus<Pod>({ ...pod, status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } });
    fleet.alive.delete('a0');
    fleet.run(44);
    expect(fleet.ready('a0')).toBe('True KubeletReady');
    fleet.run(2);
    expect(fleet.ready('a0')).toBe('Unknown NodeStatusUnknown');
    expect(fleet.node('a0').status?.conditions?.map(({ status, message }) => [status, message])).toEqual(
      Array.from({ length: 4 }, () => ['Unknown', 'Kubelet stopped posting node status.']));
    expect(fleet.taints('a0')).toEqual(['unreachable:NoSchedule', 'unreachable:NoExecute']);
    expect(isPodReady(fleet.cluster.get<Pod>('pods', 'default/p'))).toBe(false);
    expect(fleet.cluster.eventsAbout('p')).toEqual(['NodeNotReady: Node is not ready']);
    expect(fleet.cluster.eventsAbout('a0')).toContain('NodeNotReady: Node a0 status is now: NodeNotReady');
  });

  it('marks a pod that comes to a silent node, and leaves what its kubelet says later', () => {
    const fleet = fleetOf({ a: 3 });
    fleet.alive.delete('a0');
    fleet.run(60);
    const ready = { phase: 'Running' as const, conditions: [{ type: 'Ready', status: 'True' as const }] };
    const pod = fleet.cluster.create(makePod('late', { spec: { nodeName: 'a0' } }));
    fleet.cluster.user.updateStatus<Pod>({ ...pod, status: ready });
    fleet.run(1);
    const now = (): Pod => fleet.cluster.get<Pod>('pods', 'default/late');
    expect(isPodReady(now())).toBe(false);
    fleet.cluster.user.updateStatus<Pod>({ ...now(), status: ready });
    fleet.run(1);
    expect(isPodReady(now())).toBe(true);
  });

  it('clears the taints when the node is back', () => {
    const fleet = fleetOf({ a: 3 });
    fleet.alive.delete('a0');
    fleet.run(70);
    fleet.alive.add('a0');
    fleet.report('a0');
    fleet.run(6);
    expect(fleet.taints('a0')).toEqual([]);
    expect(fleet.run(120).ready('a0')).toBe('True Reported');
  });

  it('taints a node that says it is not ready, and swaps the taint when it falls silent', () => {
    const fleet = fleetOf({ a: 3 });
    fleet.report('a0', 'False');
    fleet.run(6);
    expect(fleet.taints('a0')).toEqual(['not-ready:NoSchedule', 'not-ready:NoExecute']);
    fleet.alive.delete('a0');
    fleet.run(60);
    expect(fleet.taints('a0').toSorted()).toEqual(['unreachable:NoExecute', 'unreachable:NoSchedule']);
  });

  it('gives a node that never reports 60 seconds', () => {
    const fleet = fleetOf({ a: 1 });
    const { status: _none, ...node } = makeNode('mute');
    fleet.cluster.create({ ...node, status: {} } as Node);
    expect(fleet.run(55).node('mute').status?.conditions).toBeUndefined();
    expect(fleet.run(11).ready('mute')).toBe('Unknown NodeStatusNeverUpdated');
  });

  it('taints cordoned nodes and nodes under pressure', () => {
    const fleet = fleetOf({ a: 1 });
    fleet.cluster.edit<Node>('nodes', 'a0', (node) => { node.spec.unschedulable = true; });
    fleet.cluster.edit<Node>('nodes', 'a0', (node) => {
      for (const condition of node.status?.conditions ?? []) if (condition.type === 'MemoryPressure') condition.status = 'True';
    }, 'updateStatus');
    fleet.run(1);
    expect(fleet.taints('a0').toSorted()).toEqual(['memory-pressure:NoSchedule', 'unschedulable:NoSchedule']);
    fleet.cluster.edit<Node>('nodes', 'a0', (node) => { node.spec.unschedulable = false; });
    expect(fleet.run(1).taints('a0')).toEqual(['memory-pressure:NoSchedule']);
  });

  it('starts evictions on one node every ten seconds', () => {
    const fleet = fleetOf({ a: 8 });
    for (const name of ['a0', 'a1', 'a2']) fleet.alive.delete(name);
    fleet.run(46);
    expect(fleet.tainted('NoSchedule')).toEqual(['a0', 'a1', 'a2']);
    expect(fleet.tainted('NoExecute')).toEqual(['a0']);
    expect(fleet.run(10).tainted('NoExecute')).toEqual(['a0', 'a1']);
    expect(fleet.run(10).tainted('NoExecute')).toEqual(['a0', 'a1', 'a2']);
  });

  it('does not evict in a small zone of which more than half is down', () => {
    const fleet = fleetOf({ a: 5, b: 3 });
    for (const name of ['a0', 'a1', 'a2']) fleet.alive.delete(name);
    fleet.run(120);
    expect(fleet.tainted('NoSchedule')).toEqual(['a0', 'a1', 'a2']);
    expect(fleet.tainted('NoExecute').length).toBeLessThanOrEqual(1);
  });

  it('evicts in a zone that is down as a whole while another is up', () => {
    const fleet = fleetOf({ a: 2, b: 1 });
    for (const name of ['a0', 'a1']) fleet.alive.delete(name);
    expect(fleet.run(70).tainted('NoExecute')).toEqual(['a0', 'a1']);
  });

  it('evicts nowhere when all zones are down, and counts silence anew when one is back', () => {
    const fleet = fleetOf({ a: 2, b: 1 });
    fleet.alive.clear();
    fleet.run(90);
    expect(fleet.tainted('NoSchedule')).toEqual(['a0', 'a1', 'b0']);
    expect(fleet.tainted('NoExecute')).toEqual([]);
    fleet.alive.add('b0');
    fleet.report('b0');
    fleet.run(40);
    expect(fleet.tainted('NoSchedule')).toEqual(['a0', 'a1']);
    expect(fleet.tainted('NoExecute')).toEqual(['a0', 'a1']);
  });

  it('forgets a node that is deleted', () => {
    const fleet = fleetOf({ a: 2 });
    fleet.alive.delete('a0');
    fleet.cluster.delete('nodes', 'a0');
    fleet.run(6);
    expect(fleet.cluster.eventsAbout('a0').at(-1)).toBe('RemovingNode: Node a0 event: Removing Node a0 from Controller');
  });

  it('costs one note per heartbeat: a healthy fleet is looked at about once a minute', () => {
    const fleet = fleetOf({ a: 20 });
    const before = fleet.cluster.simulation.store.revision;
    const runs = fleet.cluster.simulation.runUntil(fleet.cluster.nowMs + 40_000);
    expect(fleet.cluster.simulation.store.revision).toBe(before);
    expect(runs).toBeLessThanOrEqual(3);
  });
});
