import { describe, expect, it, test } from 'vitest';
import type { Taint, Toleration } from '../../../../../shared/kubernetes/types/pod.ts';
import { hintOf, refusals, scores } from '../../testing/ask-plugin.ts';
import { makeNode, makePod } from '../../testing/objects.ts';
import { taintToleration } from './taint-toleration.ts';
import { tolerates } from './tolerations.ts';

const taint: Taint = { key: 'dedicated', value: 'db', effect: 'NoSchedule' };
const tainted = (name: string, ...taints: Taint[]): ReturnType<typeof makeNode> => makeNode(name, undefined, { taints });
const podWith = (...tolerations: Toleration[]): ReturnType<typeof makePod> => makePod('p', {}, { spec: { tolerations } });

describe('a toleration', () => {
  test.each<[string, Toleration, boolean]>([
    ['of key and value', { key: 'dedicated', value: 'db' }, true],
    ['of another value', { key: 'dedicated', value: 'web' }, false],
    ['of the key alone', { key: 'dedicated', operator: 'Exists' }, true],
    ['of everything', { operator: 'Exists' }, true],
    ['of another effect', { key: 'dedicated', operator: 'Exists', effect: 'NoExecute' }, false],
    ['of no value', { key: 'dedicated' }, false],
    ['by comparison, which is switched off', { key: 'dedicated', operator: 'Gt', value: '1' }, false],
  ])('%s', (_what, toleration, covers) => {
    expect(tolerates(toleration, taint)).toBe(covers);
  });
});

describe('TaintToleration', () => {
  it('refuses for NoSchedule and NoExecute, not for PreferNoSchedule', () => {
    const nodes = [
      tainted('a', taint), tainted('b', { ...taint, effect: 'NoExecute' }), tainted('c', { ...taint, effect: 'PreferNoSchedule' }),
    ];
    const reason = '-node(s) had untolerated taint(s)';
    expect(refusals(taintToleration, makePod('p'), { nodes })).toEqual({ a: reason, b: reason });
    expect(
      refusals(taintToleration, podWith({ key: 'dedicated', operator: 'Exists', effect: 'NoSchedule' }), { nodes }),
    ).toEqual({ b: reason });
  });

  it('scores by the number of PreferNoSchedule taints that are not tolerated', () => {
    const soft = (key: string): Taint => ({ key, effect: 'PreferNoSchedule' });
    const nodes = [tainted('none'), tainted('one', soft('x')), tainted('two', soft('x'), soft('y'))];
    expect(scores(taintToleration, makePod('p'), { nodes })).toEqual({ none: 100, one: 50, two: 0 });
    expect(scores(taintToleration, podWith({ key: 'x', operator: 'Exists' }), { nodes })).toEqual({ none: 100, one: 100, two: 0 });
  });

  it('has pods tried again when a taint goes that kept them away', () => {
    const [before, after] = [tainted('a', taint), tainted('a')];
    expect(hintOf(taintToleration, makePod('p'), { kind: 'NodeUpdateTaint', previousNode: before, node: after })).toBe('Queue');
    expect(hintOf(taintToleration, makePod('p'), { kind: 'NodeUpdateTaint', previousNode: after, node: before })).toBe('Skip');
    expect(hintOf(taintToleration, makePod('p'), { kind: 'NodeAdd', node: before })).toBe('Skip');
    expect(hintOf(taintToleration, makePod('p'), { kind: 'AssignedPodDelete', pod: makePod('gone') })).toBe('Skip');
  });

  it('has a pod tried again whose tolerations changed', () => {
    const pod = podWith({ key: 'x', operator: 'Exists' });
    expect(hintOf(taintToleration, pod, { kind: 'PodUpdateToleration', previousPod: makePod('p'), pod })).toBe('Queue');
  });
});
