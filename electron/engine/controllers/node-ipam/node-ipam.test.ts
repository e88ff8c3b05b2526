import { describe, expect, it } from 'vitest';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import { makeNode } from '../../testing/builders.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { controllerComponent } from '../worker.ts';
import { CidrSet } from './cidr-set.ts';
import { nodeIpamController } from './index.ts';

function start(clusterCidr: string, nodes: readonly string[]): TestCluster {
  const cluster = new TestCluster([controllerComponent(nodeIpamController(clusterCidr))]);
  for (const name of nodes) cluster.create(makeNode(name));
  return cluster.advance(100);
}

function cidrs(cluster: TestCluster): (string | undefined)[] {
  return cluster.list<Node>('nodes').map(({ spec }) => spec.podCIDR);
}

describe('pod networks of nodes', () => {
  it('are given in order, as podCIDR and podCIDRs', () => {
    const cluster = start('10.244.0.0/16', ['a', 'b']);
    expect(cidrs(cluster)).toEqual(['10.244.0.0/24', '10.244.1.0/24']);
    expect(cluster.get<Node>('nodes', 'b').spec.podCIDRs).toEqual(['10.244.1.0/24']);
  });

  it('are not used again at once, nor twice', () => {
    const cluster = start('10.0.0.0/22', ['a', 'b']);
    cluster.delete('nodes', 'a');
    cluster.advance(100);
    for (const name of ['c', 'd', 'e']) cluster.create(makeNode(name));
    expect(cidrs(cluster.advance(100))).toEqual(['10.0.1.0/24', '10.0.2.0/24', '10.0.3.0/24', '10.0.0.0/24']);
  });

  it('run out with an Event, and are given later when one is free', () => {
    const cluster = start('10.0.0.0/23', ['a', 'b', 'c']);
    expect(cidrs(cluster)).toEqual(['10.0.0.0/24', '10.0.1.0/24', undefined]);
    expect(cluster.eventsAbout('c')).toEqual(['CIDRNotAvailable: Node c status is now: CIDRNotAvailable']);
    cluster.delete('nodes', 'a');
    expect(cidrs(cluster.advance(1_000))).toEqual(['10.0.1.0/24', '10.0.0.0/24']);
  });

  it('respects what nodes bring along', () => {
    const cluster = new TestCluster([controllerComponent(nodeIpamController('10.244.0.0/16'))]);
    cluster.create(makeNode('fixed', { spec: { podCIDR: '10.244.0.0/24', podCIDRs: ['10.244.0.0/24'] } }));
    cluster.advance(10);
    cluster.create(makeNode('a'));
    expect(cidrs(cluster.advance(100))).toEqual(['10.244.0.0/24', '10.244.1.0/24']);
  });

  it('maps blocks to numbers and back', () => {
    const set = new CidrSet('10.244.0.0/16');
    expect(set.size).toBe(256);
    expect(set.indexOf(set.cidrOf(200))).toBe(200);
    expect(set.indexOf('10.245.0.0/24')).toBeUndefined();
  });
});
