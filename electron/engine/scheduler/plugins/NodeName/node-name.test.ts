import { expect, it } from 'vitest';
import { hintOf, refusals } from '../../testing/ask-plugin.ts';
import { makeNode, makePod } from '../../testing/objects.ts';
import { nodeName } from './node-name.ts';

it('sends a pod that names its node nowhere else', () => {
  const nodes = [makeNode('a'), makeNode('b')];
  expect(
    refusals(nodeName, makePod('p', {}, { spec: { nodeName: 'a' } }), { nodes }),
  ).toEqual({ b: "-node(s) didn't match the requested node name" });
  expect(refusals(nodeName, makePod('p'), { nodes })).toEqual({});
  expect(hintOf(nodeName, makePod('p'), { kind: 'NodeAdd', node: makeNode('c') })).toBe('Queue');
});
