import { describe, expect, it, test } from 'vitest';
import { hintOf, refusals, scores } from '../../testing/ask-plugin.ts';
import { makeNode, makePod } from '../../testing/objects.ts';
import { nodeResourcesFit } from './node-resources-fit.ts';
import type { ScoringStrategy } from './scoring-strategy.ts';

const fit = nodeResourcesFit();
const node = makeNode('a', { cpu: '2', memory: '4Gi', 'ephemeral-storage': '10Gi', 'example.com/gpu': '1', pods: '2' });
const placed = (requests: Record<string, string>): ReturnType<typeof makePod> => makePod('placed', requests, { spec: { nodeName: 'a' } });

describe('NodeResourcesFit', () => {
  test.each<[string, Record<string, string>, Record<string, string>, string | undefined]>([
    ['all fits', {}, { cpu: '2', memory: '4Gi', 'example.com/gpu': '1' }, undefined],
    ['eviction could make room', { cpu: '1500m' }, { cpu: '1' }, 'Insufficient cpu'],
    ['no eviction could', {}, { cpu: '3' }, '-Insufficient cpu'],
    [
      'one shortage is past help', { memory: '3Gi' }, { memory: '2Gi', 'ephemeral-storage': '20Gi' },
      '-Insufficient memory; Insufficient ephemeral-storage',
    ],
    ['an extended resource is short', { 'example.com/gpu': '1' }, { 'example.com/gpu': '1' }, 'Insufficient example.com/gpu'],
    ['an extended resource does not exist', {}, { 'example.com/tpu': '1' }, '-Insufficient example.com/tpu'],
    ['nothing is asked for', { cpu: '2' }, {}, undefined],
  ])('%s', (_what, used, asked, refusal) => {
    expect(
      refusals(fit, makePod('p', asked), { nodes: [node], pods: [placed(used)] }),
    ).toEqual(refusal === undefined ? {} : { a: refusal });
  });

  it('counts pods', () => {
    const pods = [makePod('x', {}, { spec: { nodeName: 'a' } }), makePod('y', {}, { spec: { nodeName: 'a' } })];
    expect(refusals(fit, makePod('p'), { nodes: [node], pods })).toEqual({ a: 'Too many pods' });
  });

  const cpuAndMemory = [{ name: 'cpu', weight: 1 }, { name: 'memory', weight: 1 }];
  test.each<[string, ScoringStrategy, number]>([
    ['LeastAllocated', { type: 'LeastAllocated', resources: cpuAndMemory }, 62],
    ['LeastAllocated, cpu thrice', { type: 'LeastAllocated', resources: [{ name: 'cpu', weight: 3 }, { name: 'memory', weight: 1 }] }, 56],
    ['MostAllocated', { type: 'MostAllocated', resources: cpuAndMemory }, 37],
    ['RequestedToCapacityRatio', {
      type: 'RequestedToCapacityRatio', resources: cpuAndMemory, shape: [{ utilization: 0, score: 0 }, { utilization: 100, score: 10 }],
    }, 38],
  ])('scores by %s', (_what, strategy, score) => {
    expect(scores(nodeResourcesFit(strategy), makePod('p', { cpu: '1', memory: '1Gi' }), { nodes: [node] })).toEqual({ a: score });
  });

  it('has pods tried again when a pod leaves, or a node that could hold them comes or grows', () => {
    const waiting = makePod('p', { cpu: '3' });
    const larger = makeNode('a', { cpu: '4', memory: '4Gi' });
    expect(hintOf(fit, waiting, { kind: 'AssignedPodDelete', pod: placed({}) })).toBe('Queue');
    expect(hintOf(fit, waiting, { kind: 'NodeAdd', node })).toBe('Skip');
    expect(hintOf(fit, waiting, { kind: 'NodeAdd', node: larger })).toBe('Queue');
    expect(hintOf(fit, waiting, { kind: 'NodeUpdateAllocatable', previousNode: node, node: larger })).toBe('Queue');
    expect(hintOf(fit, waiting, { kind: 'NodeUpdateAllocatable', previousNode: larger, node: larger })).toBe('Skip');
    expect(hintOf(fit, waiting, { kind: 'NodeUpdateLabel', previousNode: node, node: larger })).toBe('Skip');
  });

  test.each<[string, Record<string, string>, Record<string, string>, 'Queue' | 'Skip']>([
    ['cpu, which it needs', { cpu: '2' }, { cpu: '1' }, 'Queue'],
    ['an extended resource that it needs', { 'example.com/gpu': '2' }, { 'example.com/gpu': '1' }, 'Queue'],
    ['memory, which it does not need', { cpu: '1', memory: '2Gi' }, { cpu: '1', memory: '1Gi' }, 'Skip'],
    ['nothing', { cpu: '1' }, { cpu: '2' }, 'Skip'],
  ])('has a pod tried again when a placed one frees what it needs: %s', (_what, before, after, hint) => {
    const waiting = makePod('p', { cpu: '3', 'example.com/gpu': '1' });
    expect(hintOf(fit, waiting, { kind: 'AssignedPodScaleDown', previousPod: placed(before), pod: placed(after) })).toBe(hint);
  });
});
