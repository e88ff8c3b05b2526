import { describe, expect, it, test } from 'vitest';
import type { NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from '../../../../../shared/kubernetes/types/pod.ts';
import { cacheOf, hintOf, refusals, scores } from '../../testing/ask-plugin.ts';
import { makeNode, makePod } from '../../testing/objects.ts';
import { nodeAffinity } from './node-affinity.ts';

const nodes = [
  makeNode('a', undefined, {}, { disk: 'ssd', gen: '5' }), makeNode('b', undefined, {}, { disk: 'hdd', gen: '12' }), makeNode('c'),
];
const requiring = (...nodeSelectorTerms: NodeSelectorTerm[]): Partial<PodSpec> => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
});
const label = (key: string, operator: NodeSelectorRequirement['operator'], ...values: string[]): NodeSelectorTerm => ({
  matchExpressions: [{ key, operator, ...(values.length > 0 ? { values } : {}) }],
});
const name = (...values: string[]): NodeSelectorTerm => ({ matchFields: [{ key: 'metadata.name', operator: 'In', values }] });
const admitted = (spec: Partial<PodSpec>): string[] => {
  const refused = refusals(nodeAffinity, makePod('p', {}, { spec }), { nodes });
  return nodes.map((node) => node.metadata.name).filter((node) => !(node in refused));
};

describe('required node affinity', () => {
  test.each<[string, Partial<PodSpec>, string[]]>([
    ['nodeSelector', { nodeSelector: { disk: 'ssd' } }, ['a']],
    ['In', requiring(label('disk', 'In', 'ssd', 'hdd')), ['a', 'b']],
    ['NotIn admits nodes without the label', requiring(label('disk', 'NotIn', 'ssd')), ['b', 'c']],
    ['Exists', requiring(label('disk', 'Exists')), ['a', 'b']],
    ['DoesNotExist', requiring(label('disk', 'DoesNotExist')), ['c']],
    ['Gt compares numbers', requiring(label('gen', 'Gt', '7')), ['b']],
    ['Lt', requiring(label('gen', 'Lt', '7')), ['a']],
    ['terms are ORed', requiring(label('disk', 'In', 'ssd'), label('disk', 'DoesNotExist')), ['a', 'c']],
    ['an empty term matches nothing', requiring({}), []],
    ['no terms match nothing', requiring(), []],
    ['both nodeSelector and affinity hold', { nodeSelector: { disk: 'hdd' }, ...requiring(label('gen', 'Lt', '7')) }, []],
    ['a field', requiring(name('b')), ['b']],
  ])('%s', (_what, spec, expected) => {
    expect(admitted(spec)).toEqual(expected);
  });

  it('narrows the search when every term names nodes, and refuses at once when a term contradicts itself', () => {
    const cache = cacheOf({ nodes });
    const outcome = (spec: Partial<PodSpec>): unknown => nodeAffinity.preFilter?.(
      cache.shapes.infoOf(makePod('p', {}, { spec })), cache, undefined,
    );
    expect(outcome(requiring(name('a'), name('b')))).toMatchObject({ kind: 'Run', nodeNames: new Set(['a', 'b']) });
    expect(outcome(requiring(name('a'), label('disk', 'Exists')))).not.toHaveProperty('nodeNames');
    expect(outcome(requiring({ matchFields: [...(name('a').matchFields ?? []), ...(name('b').matchFields ?? [])] }))).toMatchObject({
      kind: 'Refused', refusal: { reasons: ['pod affinity terms conflict'] },
    });
  });
});

it('preferred node affinity adds up weights', () => {
  const spec: Partial<PodSpec> = {
    affinity: {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 3, preference: label('disk', 'Exists') }, { weight: 1, preference: label('gen', 'Gt', '7') },
          { weight: 9, preference: {} },
        ],
      },
    },
  };
  expect(scores(nodeAffinity, makePod('p', {}, { spec }), { nodes })).toEqual({ a: 75, b: 100, c: 0 });
  expect(scores(nodeAffinity, makePod('p'), { nodes })).toBeUndefined();
});

it('has pods tried again when a node comes to match', () => {
  const waiting = makePod('p', {}, { spec: { nodeSelector: { disk: 'ssd' } } });
  const [plain, ssd] = [makeNode('x'), makeNode('x', undefined, {}, { disk: 'ssd' })];
  expect(hintOf(nodeAffinity, waiting, { kind: 'NodeUpdateLabel', previousNode: plain, node: ssd })).toBe('Queue');
  expect(hintOf(nodeAffinity, waiting, { kind: 'NodeUpdateLabel', previousNode: ssd, node: plain })).toBe('Skip');
  expect(hintOf(nodeAffinity, waiting, { kind: 'NodeAdd', node: plain })).toBe('Skip');
});
