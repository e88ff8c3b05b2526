import { describe, expect, it, test } from 'vitest';
import { hintOf, refusals } from '../../testing/ask-plugin.ts';
import { makeNode, makePod } from '../../testing/objects.ts';
import { nodeUnschedulable } from './node-unschedulable.ts';

const [open, cordoned] = [makeNode('a'), makeNode('a', undefined, { unschedulable: true })];
const tolerant = makePod('p', {}, { spec: { tolerations: [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' }] } });

describe('NodeUnschedulable', () => {
  it('keeps pods off cordoned nodes, except tolerant ones', () => {
    expect(refusals(nodeUnschedulable, makePod('p'), { nodes: [open] })).toEqual({});
    expect(refusals(nodeUnschedulable, makePod('p'), { nodes: [cordoned] })).toEqual({ a: '-node(s) were unschedulable' });
    expect(refusals(nodeUnschedulable, tolerant, { nodes: [cordoned] })).toEqual({});
  });

  test.each([
    ['an open node comes', { kind: 'NodeAdd', node: open }, 'Queue'],
    ['a cordoned node comes', { kind: 'NodeAdd', node: cordoned }, 'Skip'],
    ['a node is uncordoned', { kind: 'NodeUpdateTaint', previousNode: cordoned, node: open }, 'Queue'],
    ['a node is cordoned', { kind: 'NodeUpdateTaint', previousNode: open, node: cordoned }, 'Skip'],
    ['labels change', { kind: 'NodeUpdateLabel', previousNode: cordoned, node: open }, 'Skip'],
  ] as const)('when %s', (_what, event, hint) => {
    expect(hintOf(nodeUnschedulable, makePod('p'), event)).toBe(hint);
  });

  it('has a pod tried again that comes to tolerate it', () => {
    expect(hintOf(nodeUnschedulable, tolerant, { kind: 'PodUpdateToleration', previousPod: makePod('p'), pod: tolerant })).toBe('Queue');
    expect(hintOf(nodeUnschedulable, makePod('p'), { kind: 'PodUpdateToleration', previousPod: tolerant, pod: makePod('p') })).toBe('Skip');
  });
});
