import { describe, expect, it } from 'vitest';
import type { PodSpec } from '../../../../shared/kubernetes/types/pod.ts';
import { makePod } from '../../testing/builders.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import type { LimitRange, LimitRangeItem } from './limit-ranges.ts';

function clusterWith(...limits: LimitRangeItem[]): TestCluster {
  const cluster = new TestCluster([]);
  cluster.create<LimitRange>({ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits', namespace: 'default' }, spec: { limits } });
  return cluster;
}

const container: LimitRangeItem = { type: 'Container', default: { cpu: '500m' }, defaultRequest: { cpu: '100m' }, max: { cpu: '1' } };

describe('LimitRanger', () => {
  it('fills in what containers leave open, and says so', () => {
    const cluster = clusterWith(container);
    const pod = cluster.create(makePod('p'));
    expect(pod.spec.containers[0]?.resources).toEqual({ requests: { cpu: '100m' }, limits: { cpu: '500m' } });
    expect(pod.metadata.annotations).toEqual({
      'kubernetes.io/limit-ranger': 'LimitRanger plugin set: cpu request for container c; cpu limit for container c',
    });
  });

  it('does the same for every pod of one template, and stops when the LimitRange is gone', () => {
    const cluster = clusterWith(container);
    const spec: PodSpec = { containers: [{ name: 'c', image: 'app:v1' }] };
    const make = (name: string) => cluster.create({ ...makePod(name), spec });
    const [first, second] = [make('a'), make('b')];
    expect(second.spec).toBe(first.spec);
    expect(second.metadata.annotations).toEqual(first.metadata.annotations);
    cluster.delete('limitranges', 'default/limits');
    const third = make('c');
    expect(third.spec.containers[0]?.resources).toEqual({});
    expect(third.metadata.annotations).toBeUndefined();
  });

  const refused: [string, LimitRangeItem, PodSpec['containers'][number]['resources'], string][] = [
    ['a limit above the maximum', { type: 'Container', max: { cpu: '1' } }, { limits: { cpu: '2' } },
      'maximum cpu usage per Container is 1, but limit is 2'],
    ['a request below the minimum', { type: 'Container', min: { memory: '64Mi' } }, { requests: { memory: '32Mi' } },
      'minimum memory usage per Container is 64Mi, but request is 32Mi'],
    ['no request at all', { type: 'Pod', min: { memory: '64Mi' } }, {}, 'minimum memory usage per Pod is 64Mi.  No request is specified'],
    ['a limit far above the request', { type: 'Container', maxLimitRequestRatio: { cpu: '2' } }, { requests: { cpu: '1' }, limits: { cpu: '3' } },
      'cpu max limit to request ratio per Container is 2, but provided ratio is 3.000000'],
  ];
  it.each(refused)('refuses %s', (_name, item, resources, why) => {
    const pod = makePod('p', { spec: { containers: [{ name: 'c', image: 'i', ...(resources ? { resources } : {}) }] } });
    const answer = clusterWith(item).user.create(pod);
    expect(answer.ok ? 201 : [answer.error.code, answer.error.message]).toEqual([403, `pods "p" is forbidden: ${why}`]);
  });
});
