import { expect, it } from 'vitest';
import { ApiStore } from '../apistore/store.ts';
import { previewPlacement, previewScheduling } from './preview.ts';
import { makeNode, makePod } from './testing/objects.ts';

function store(): ApiStore {
  const api = new ApiStore(() => undefined);
  api.put('nodes', makeNode('small', { cpu: '1', memory: '1Gi' }, { taints: [{ key: 'gpu', effect: 'NoSchedule' }] }));
  api.put('nodes', makeNode('large', { cpu: '8', memory: '8Gi' }));
  return api;
}

it('names every filter that refuses, not only the first', () => {
  expect(previewPlacement(store(), makePod('web', { cpu: '2' }), 'small')).toEqual([
    { plugin: 'TaintToleration', code: 'UnschedulableAndUnresolvable', reasons: ['node(s) had untolerated taint(s)'] },
    { plugin: 'NodeResourcesFit', code: 'UnschedulableAndUnresolvable', reasons: ['Insufficient cpu'] },
  ]);
  expect(previewPlacement(store(), makePod('web', { cpu: '2' }), 'large')).toEqual([]);
});

it('takes a pod that is moved from where it is, and leaves everything as it was', () => {
  const api = store();
  const pod = makePod('web', { cpu: '5' }, { spec: { nodeName: 'large' } });
  api.put('pods', pod);
  expect(previewPlacement(api, pod, 'large')).toEqual([]);
  expect(previewPlacement(api, makePod('other', { cpu: '5' }), 'large')).toMatchObject([{ reasons: ['Insufficient cpu'] }]);
});

it('sees what was committed since', () => {
  const api = store();
  expect(previewScheduling(api, makePod('web', { cpu: '5' })).best).toEqual(['large']);
  api.put('pods', makePod('first', { cpu: '5' }, { spec: { nodeName: 'large' } }));
  const preview = previewScheduling(api, makePod('web', { cpu: '5' }));
  expect(preview.best).toEqual([]);
  expect(
    preview.nodes.map(({ node, refusal }) => [node, refusal?.plugin]),
  ).toEqual([['small', 'TaintToleration'], ['large', 'NodeResourcesFit']]);
});
