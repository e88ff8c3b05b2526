import { describe, expect, it } from 'vitest';
import type { Event } from '../../../../../shared/kubernetes/types/core.ts';
import type { Machine } from '../../../../../shared/kubernetes/types/machine.ts';
import type { Node } from '../../../../../shared/kubernetes/types/node.ts';
import { desiredSizeOf, type NodeGroup } from '../../../../../shared/kubernetes/types/node-group.ts';
import { defaultCluster } from '../../../../../shared/topology/cluster-document.ts';
import type { Manifest, NodeGroupEntry } from '../../../../../shared/topology/types.ts';
import { World } from '../../../world.ts';
import { deletionCandidateTaint, taintOf, toBeDeletedTaint } from '../taints.ts';

const minuteMs = 60_000;

function worldOf(group: Partial<NodeGroupEntry>, manifests: unknown[] = []): World {
  const cluster = defaultCluster('t', 1);
  cluster.spec.nodeGroups = [{ name: 'g', minSize: 0, maxSize: 30, bootSeconds: 5, ...group }];
  return World.create({ cluster, manifests: manifests as Manifest[] }).world;
}

function deployment(replicas: number, cpu: string): object {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'app:1', resources: { requests: { cpu } } }] } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas, selector: { matchLabels: { app: 'web' } }, template } };
}

const size = (world: World): number => desiredSizeOf((world.api.get<NodeGroup>('nodegroups', 'g') as NodeGroup).spec);
const nodes = (world: World): Node[] => [...world.api.list<Node>('nodes')];
const tainted = (world: World, key: string): number => nodes(world).filter((node) => taintOf(node, key)).length;
const reasons = (world: World, kind: string): string[] => [...world.api.list<Event>('events')]
  .filter(({ involvedObject, source }) => involvedObject.kind === kind && source?.component === 'cluster-autoscaler').map(({ reason, message }) => `${reason}: ${message}`);

describe('scale-down', () => {
  it('takes empty nodes away ten at a time, ten minutes after they became unneeded, down to the minimum', () => {
    const world = worldOf({ desiredSize: 25, minSize: 3 });
    world.advance({ untilMs: 25_000 });
    // Ten soft taints in one scan.
    expect(tainted(world, deletionCandidateTaint)).toBe(10);
    world.advance({ untilMs: 50_000 });
    const unneeded = tainted(world, deletionCandidateTaint);
    expect(unneeded).toBeGreaterThan(20);
    world.advance({ untilMs: 10 * minuteMs + 20_000 });
    expect(size(world)).toBe(25);
    world.advance({ untilMs: 10 * minuteMs + 31_000 });
    expect(tainted(world, toBeDeletedTaint)).toBe(10);
    world.advance({ untilMs: 10 * minuteMs + 36_000 });
    expect(size(world)).toBe(15);
    world.advance({ untilMs: 25 * minuteMs });
    expect([size(world), nodes(world).length, world.api.count('machines')]).toEqual([3, 3, 3]);
  });

  it('waits ten minutes after a group has grown, although other nodes are unneeded', () => {
    const world = worldOf({ desiredSize: 3, minSize: 1 }, [deployment(0, '1500m')]);
    world.advance({ untilMs: 9 * minuteMs });
    const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' };
    world.apply([{ op: 'patch', ref, patch: { spec: { replicas: 4 } } }]);
    world.advance({ untilMs: 10 * minuteMs });
    expect(size(world)).toBe(4);
    world.apply([{ op: 'patch', ref, patch: { spec: { replicas: 0 } } }]);
    world.advance({ untilMs: 19 * minuteMs });
    expect(size(world)).toBe(4);
    world.advance({ untilMs: 22 * minuteMs });
    expect(size(world)).toBe(1);
  });

  it('keeps a node that is not ready for twenty minutes, then takes it out of its group', () => {
    const world = worldOf({ desiredSize: 2, minSize: 1 }, [deployment(2, '1200m')]);
    world.advance({ untilMs: 16 * minuteMs });
    const [first] = [...world.api.list<Machine>('machines')];
    world.inject({ kind: 'PowerOff', machine: first?.metadata.name ?? '' });
    // Its pods are evicted and find no room, so another machine comes.
    world.advance({ untilMs: 30 * minuteMs });
    expect(size(world)).toBe(3);
    expect(world.api.get('machines', first?.metadata.name ?? '')).toBeDefined();
    world.advance({ untilMs: 55 * minuteMs });
    expect(world.api.get('machines', first?.metadata.name ?? '')).toBeUndefined();
    expect(size(world)).toBe(2);
  });

  it('leaves a node alone that is needed again before it goes', () => {
    const world = worldOf({ desiredSize: 2, minSize: 1 }, [deployment(1, '500m')]);
    world.advance({ untilMs: 10 * minuteMs + 31_000 });
    expect(tainted(world, toBeDeletedTaint)).toBe(1);
    const name = nodes(world).find((node) => taintOf(node, toBeDeletedTaint))?.metadata.name ?? '';
    const pod = {
      apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bare' }, spec: { nodeName: name, containers: [{ name: 'c', image: 'app:1' }] },
    } as unknown as Manifest;
    expect(world.apply([{ op: 'put', manifest: pod }]).ok).toBe(true);
    world.advance({ untilMs: 11 * minuteMs });
    expect(tainted(world, toBeDeletedTaint)).toBe(0);
    expect(size(world)).toBe(2);
    expect(reasons(world, 'Node')).toContain(
      `ScaleDownFailed: failed to delete empty node: GetPodsToMove for "${name}" returned error: default/bare is not replicated`,
    );
  });

  it('does not count on the room of a node that is being drained', () => {
    const app = (name: string, replicas: number, cpu: string): object => ({
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name },
      spec: {
        replicas, selector: { matchLabels: { app: name } },
        template: {
          metadata: { labels: { app: name } },
          spec: { terminationGracePeriodSeconds: 300, containers: [{ name: 'c', image: 'slow:1', resources: { requests: { cpu } } }] },
        },
      },
    });
    const cluster = defaultCluster('t', 1);
    cluster.spec.nodeGroups = [{ name: 'g', minSize: 1, maxSize: 3, desiredSize: 2, bootSeconds: 5 }];
    cluster.spec.images = [{ image: 'slow', stopSeconds: 200 }];
    const { world } = World.create({ cluster, manifests: [app('big', 1, '1500m'), app('small', 1, '300m'), app('extra', 0, '1')] as Manifest[] });
    world.advance({ untilMs: 10 * minuteMs + 40_000 });
    expect(tainted(world, toBeDeletedTaint)).toBe(1);
    world.apply([{ op: 'patch', ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'extra' }, patch: { spec: { replicas: 1 } } }]);
    world.advance({ untilMs: 11 * minuteMs });
    expect([size(world), tainted(world, toBeDeletedTaint)]).toEqual([3, 1]);
    world.advance({ untilMs: 20 * minuteMs });
    expect(size(world)).toBe(2);
  });

  it('tells how things stand in its ConfigMap, and writes it only when they change', () => {
    const world = worldOf({ desiredSize: 2, minSize: 2 });
    world.advance({ untilMs: 2 * minuteMs });
    const status = (): { data?: Record<string, string>; metadata: { resourceVersion?: string } } | undefined =>
      world.api.get('configmaps', 'kube-system/cluster-autoscaler-status');
    const { data, metadata } = status() ?? { metadata: {} };
    expect(data?.['status']).toContain('autoscalerStatus: Running');
    expect(data?.['status']).toMatch(/name: g\n {2}health:\n {4}status: Healthy\n[^]*cloudProviderTarget: 2\n {4}minSize: 2\n {4}maxSize: 30/);
    world.advance({ untilMs: 30 * minuteMs });
    expect(status()?.metadata.resourceVersion).toBe(metadata.resourceVersion);
  });
});
