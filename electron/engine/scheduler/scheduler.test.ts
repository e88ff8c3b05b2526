import { describe, expect, it } from 'vitest';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { TestCluster } from '../testing/test-cluster.ts';
import { createScheduler } from './scheduler.ts';
import { makeNode, makePod } from './testing/objects.ts';

function cluster(): TestCluster {
  return new TestCluster([createScheduler]);
}

/** As if its kubelet had long reported ready: creation through the API would taint it. */
function addNode(world: TestCluster, node: Node): void {
  world.simulation.store.put('nodes', node);
}

function nodeOf(world: TestCluster, name: string): string | undefined {
  return world.get<Pod>('pods', `default/${name}`).spec.nodeName;
}

describe('kube-scheduler', () => {
  it('binds a pod to the node with most room and says so', () => {
    const world = cluster();
    addNode(world, makeNode('small', { cpu: '1', memory: '1Gi' }));
    addNode(world, makeNode('large', { cpu: '8', memory: '8Gi' }));
    world.create(makePod('web', { cpu: '500m', memory: '256Mi' }));
    world.advance(1);
    expect(nodeOf(world, 'web')).toBe('large');
    expect(world.eventsAbout('web')).toEqual(['Scheduled: Successfully assigned default/web to large']);
    const pod = world.get<Pod>('pods', 'default/web');
    expect(world.simulation.decisions.about(pod.metadata.uid ?? '')).toMatchObject([
      {
        outcome: 'Bound', nodeName: 'large', attempt: 1, nodeCount: 2,
        nodes: [{ total: expect.any(Number) }, { total: expect.any(Number) }],
      },
    ]);
  });

  it('places one pod per millisecond', () => {
    const world = cluster();
    addNode(world, makeNode('a', { cpu: '8', memory: '8Gi' }));
    for (let index = 0; index < 5; index += 1) world.create(makePod(`p${index}`));
    world.advance(2);
    expect([0, 1, 2, 3, 4].map((index) => nodeOf(world, `p${index}`))).toEqual(['a', 'a', 'a', undefined, undefined]);
  });

  it('explains a refusal in the words of kube-scheduler, in Event, condition and decision', () => {
    const world = cluster();
    addNode(world, makeNode('full', { cpu: '1', memory: '1Gi' }));
    addNode(world, makeNode('cordoned', { cpu: '4', memory: '4Gi' }, { unschedulable: true }));
    addNode(world, makeNode('tainted', { cpu: '4', memory: '4Gi' }, { taints: [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }] }));
    world.create(makePod('web', { cpu: '2' }));
    world.advance(10);
    const message = '0/3 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable. '
      + 'no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.';
    expect(world.eventsAbout('web')).toEqual([`FailedScheduling: ${message}`]);
    const pod = world.get<Pod>('pods', 'default/web');
    expect(pod.status?.conditions).toMatchObject([{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }]);
    expect(world.simulation.decisions.about(pod.metadata.uid ?? '')).toMatchObject([{
      outcome: 'Unschedulable', message, nodeCount: 3,
      reasonCounts: { 'Insufficient cpu': 1, 'node(s) had untolerated taint(s)': 1, 'node(s) were unschedulable': 1 },
    }]);
    expect(world.simulation.isQuiet()).toBe(false);
    expect(world.advance(61_000).simulation.isQuiet()).toBe(true);
  });

  it('tries again when an event may help: a node comes, is uncordoned, a pod leaves', () => {
    const world = cluster();
    world.create(makePod('first', { cpu: '1' }));
    world.advance(1);
    expect(world.eventsAbout('first')).toEqual(['FailedScheduling: no nodes available to schedule pods']);
    addNode(world, makeNode('a', { cpu: '1', memory: '4Gi' }));
    world.advance(1);
    expect(nodeOf(world, 'first')).toBe('a');
    world.create(makePod('second', { cpu: '1' }));
    world.advance(5);
    expect(nodeOf(world, 'second')).toBeUndefined();
    world.delete('pods', 'default/first', { gracePeriodSeconds: 0 });
    world.advance(1);
    expect(nodeOf(world, 'second')).toBe('a');
  });

  it('looks again after five minutes even when nothing happened', () => {
    const world = cluster();
    addNode(world, makeNode('a', { cpu: '1', memory: '4Gi' }));
    world.create(makePod('big', { cpu: '4' }));
    world.advance(300_000);
    const uid = world.get<Pod>('pods', 'default/big').metadata.uid ?? '';
    const attempts = (): number => world.simulation.decisions.about(uid).reduce((most, decision) => (decision.kind === 'Scheduling' ? Math.max(most, decision.attempt) : most), 0);
    expect(attempts()).toBe(1);
    world.advance(31_000);
    expect(attempts()).toBe(2);
  });

  it('holds gated pods until the last gate goes', () => {
    const world = cluster();
    addNode(world, makeNode('a', { cpu: '4', memory: '4Gi' }));
    const gated = makePod('gated');
    world.create({ ...gated, spec: { ...gated.spec, schedulingGates: [{ name: 'example.com/wait' }] } });
    world.advance(60_000);
    expect(nodeOf(world, 'gated')).toBeUndefined();
    expect(
      world.simulation.decisions.about(world.get<Pod>('pods', 'default/gated').metadata.uid ?? ''),
    ).toMatchObject([{ outcome: 'Gated' }]);
    world.edit<Pod>('pods', 'default/gated', (pod) => {
      pod.spec.schedulingGates = [];
    });
    world.advance(1);
    expect(nodeOf(world, 'gated')).toBe('a');
  });

  it('preempts pods of lower priority, and keeps the room for the preemptor', () => {
    const world = cluster();
    world.create({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000 } as never);
    addNode(world, makeNode('a', { cpu: '2', memory: '4Gi' }));
    world.create(makePod('low', { cpu: '2' }));
    world.advance(1);
    const high = makePod('high', { cpu: '2' });
    world.create({ ...high, spec: { ...high.spec, priorityClassName: 'high' } });
    world.advance(1);
    const low = world.get<Pod>('pods', 'default/low');
    expect(low.metadata.deletionTimestamp).toBeDefined();
    expect(low.status?.conditions).toContainEqual(expect.objectContaining({
      type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler',
      message: 'default-scheduler: preempting to accommodate a higher priority pod',
    }));
    expect(world.get<Pod>('pods', 'default/high').status?.nominatedNodeName).toBe('a');
    expect(world.eventsAbout('high')).toEqual(['FailedScheduling: 0/1 nodes are available: 1 Insufficient cpu.']);
    world.create(makePod('other', { cpu: '2' }));
    world.delete('pods', 'default/low', { gracePeriodSeconds: 0 });
    world.advance(20);
    expect([nodeOf(world, 'high'), nodeOf(world, 'other')]).toEqual(['a', undefined]);
  });

  it('says what is missing of a pod that a device class turns away, and does not preempt for it', () => {
    const world = cluster();
    addNode(world, makeNode('a'));
    world.simulation.store.put('resourceclaims', {
      apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaim', metadata: { name: 'mine', namespace: 'default' },
      spec: { devices: { requests: [{ name: 'r', exactly: { deviceClassName: 'gpu' } }] } },
    } as never);
    world.create(makePod('p', {}, { spec: { resourceClaims: [{ name: 'gpu', resourceClaimName: 'mine' }] } }));
    world.advance(10);
    expect(world.eventsAbout('p')).toEqual([
      'FailedScheduling: 0/1 nodes are available: request r: device class gpu does not exist. no new claims to deallocate, '
      + 'preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    ]);
  });

  it('holds a pod back until its ResourceClaim is there, and says then that nobody gives it devices', () => {
    const world = cluster();
    addNode(world, makeNode('a'));
    addNode(world, makeNode('b', undefined, { unschedulable: true }));
    world.create(makePod('p', { cpu: '1' }, { spec: { resourceClaims: [{ name: 'gpu', resourceClaimName: 'mine' }] } }));
    world.advance(1_000);
    expect(world.eventsAbout('p')).toEqual([]);
    const { uid = '' } = world.get<Pod>('pods', 'default/p').metadata;
    expect(world.simulation.decisions.about(uid)).toMatchObject([{ outcome: 'Gated', attempt: 0, message: 'could not find ResourceClaim "default/mine"' }]);
    world.simulation.store.put('deviceclasses', { apiVersion: 'resource.k8s.io/v1', kind: 'DeviceClass', metadata: { name: 'gpu' } });
    world.simulation.store.put('resourceclaims', {
      apiVersion: 'resource.k8s.io/v1', kind: 'ResourceClaim', metadata: { name: 'mine', namespace: 'default' },
      spec: { devices: { requests: [{ name: 'r', exactly: { deviceClassName: 'gpu' } }] } },
    } as never);
    world.advance(10);
    expect(world.eventsAbout('p')).toEqual([
      'FailedScheduling: 0/2 nodes are available: 1 cannot allocate all claims, 1 node(s) were unschedulable. still not schedulable, '
      + 'preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
    ]);
  });

  it('says and does nothing about victims that are being deleted already', () => {
    const world = cluster();
    world.create({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000 } as never);
    addNode(world, makeNode('a', { cpu: '2', memory: '4Gi' }));
    world.create(makePod('leaving', { cpu: '1' }));
    world.create(makePod('staying', { cpu: '1' }));
    world.advance(5);
    world.delete('pods', 'default/leaving');
    world.create(makePod('high', { cpu: '2' }, { spec: { priorityClassName: 'high' } }));
    world.advance(5);
    expect(world.get<Pod>('pods', 'default/high').status?.nominatedNodeName).toBe('a');
    const preempted = (name: string): boolean[] => [
      world.eventsAbout(name).some((event) => event.startsWith('Preempted')),
      world.get<Pod>('pods', `default/${name}`).status?.conditions?.some(({ type }) => type === 'DisruptionTarget') ?? false,
    ];
    expect([preempted('leaving'), preempted('staying')]).toEqual([[false, false], [true, true]]);
  });

  it('tries pods again for which the room of a nominated pod was closed, when that one leaves', () => {
    const world = cluster();
    world.create({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000 } as never);
    addNode(world, makeNode('a', { cpu: '3', memory: '4Gi' }));
    world.create(makePod('low', { cpu: '2' }));
    world.advance(1);
    world.create(makePod('high', { cpu: '3' }, { spec: { priorityClassName: 'high' } }));
    world.advance(10);
    world.create(makePod('other', { cpu: '1' }));
    world.advance(10);
    expect([world.get<Pod>('pods', 'default/high').status?.nominatedNodeName, nodeOf(world, 'other')]).toEqual(['a', undefined]);
    world.delete('pods', 'default/high', { gracePeriodSeconds: 0 });
    world.advance(3_000);
    expect(nodeOf(world, 'other')).toBe('a');
  });

  it('starts anew from what the API says when its process comes back', () => {
    const world = cluster();
    addNode(world, makeNode('a', { cpu: '1', memory: '4Gi' }));
    world.create(makePod('first', { cpu: '1' }));
    world.advance(1);
    const { processes } = world.simulation;
    processes.setHosts(['control']);
    world.create(makePod('second', { cpu: '1' }));
    world.advance(1_000);
    expect(world.eventsAbout('second')).toEqual([]);
    processes.setHosts([]);
    world.advance(1_000);
    expect(world.eventsAbout('second')).toHaveLength(1);
    expect(nodeOf(world, 'first')).toBe('a');
  });

  it('continues from a snapshot as if nothing had happened', () => {
    const run = (interrupt: boolean): string[] => {
      let world = cluster();
      for (let index = 0; index < 7; index += 1) {
        addNode(world, makeNode(`n${index}`, { cpu: '2', memory: '4Gi' }, {}, { 'topology.kubernetes.io/zone': `z${index % 3}` }));
      }
      for (let index = 0; index < 30; index += 1) world.create(makePod(`p${index}`, { cpu: `${100 + (index % 7) * 100}m` }));
      world.advance(9);
      if (interrupt) {
        const saved = JSON.parse(JSON.stringify(world.simulation.save())) as ReturnType<typeof world.simulation.save>;
        world = new TestCluster([createScheduler], { start: false });
        world.simulation.load(saved);
      }
      world.advance(100);
      return world.list<Pod>('pods').map((pod) => `${pod.metadata.name} ${pod.spec.nodeName ?? ''}`);
    };
    expect(run(true)).toEqual(run(false));
  });
});
