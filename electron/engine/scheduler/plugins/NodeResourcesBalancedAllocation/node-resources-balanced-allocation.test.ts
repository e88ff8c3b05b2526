import { expect, it } from 'vitest';
import { scores } from '../../testing/ask-plugin.ts';
import { makeNode, makePod } from '../../testing/objects.ts';
import { nodeResourcesBalancedAllocation } from './node-resources-balanced-allocation.ts';

const nodes = [makeNode('a', { cpu: '4', memory: '4Gi' }), makeNode('b', { cpu: '4', memory: '4Gi' })];
const cpuHungry = makePod('hungry', { cpu: '2' }, { spec: { nodeName: 'a' } });

it('prefers the node that the pod brings into balance', () => {
  // On a the use of cpu and memory becomes even (balance 75 before, 100 after), on b uneven (100 before, 75 after).
  expect(scores(nodeResourcesBalancedAllocation, makePod('p', { memory: '2Gi' }), { nodes, pods: [cpuHungry] })).toEqual({ a: 87, b: 62 });
});

it('takes what is overcommitted for full, and a resource that a node lacks for balanced', () => {
  const [small, without] = [makeNode('small', { cpu: '1', memory: '4Gi' }), makeNode('without', { cpu: '4', memory: '0' })];
  const greedy = makePod('greedy', { cpu: '2' }, { spec: { nodeName: 'small' } });
  expect(scores(nodeResourcesBalancedAllocation, makePod('p', { memory: '2Gi' }), { nodes: [small, without], pods: [greedy] })).toEqual({ small: 87, without: 75 });
});

it('has nothing to say about best-effort pods', () => {
  expect(scores(nodeResourcesBalancedAllocation, makePod('p'), { nodes })).toBeUndefined();
});
