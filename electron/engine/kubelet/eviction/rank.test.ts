import { expect, test } from 'vitest';
import type { PodSpec } from '../../../../shared/kubernetes/types/pod.ts';
import { makePod } from '../../testing/builders.ts';
import { podRuntime } from '../pod-runtime.ts';
import { rankForEviction, type Candidate } from './rank.ts';

const mebibyte = 1024 ** 2;

interface Case {
  name: string;
  request?: number;
  use: number;
  priority?: number;
}

function candidate({ name, request, use, priority }: Case): Candidate {
  const resources = request === undefined ? {} : { requests: { memory: `${request}Mi`, 'ephemeral-storage': `${request}Mi` } };
  const spec: PodSpec = { containers: [{ name: 'c', resources }], ...(priority === undefined ? {} : { priority }) };
  const total = { cpuMilli: 0, memoryBytes: use * mebibyte, diskBytes: use * mebibyte, processes: use };
  return { object: makePod(name, { spec }), pod: podRuntime({ uid: name, key: `default/${name}`, node: 'n0', seenAtMs: 0 }), use: { total, containers: new Map(), emptyDirs: new Map() } };
}

test.each<[what: string, pods: Case[], order: string[]]>([
  ['above its request before below', [{ name: 'below', request: 100, use: 90 }, { name: 'above', request: 10, use: 20 }], ['above', 'below']],
  ['no request is always above', [{ name: 'below', request: 100, use: 100 }, { name: 'none', use: 1 }], ['none', 'below']],
  ['being above outweighs priority', [{ name: 'low', request: 100, use: 90, priority: 0 }, { name: 'high', request: 10, use: 20, priority: 9 }], ['high', 'low']],
  ['then priority', [{ name: 'high', use: 500, priority: 9 }, { name: 'low', use: 1, priority: 1 }], ['low', 'high']],
  ['then the excess, not the use', [{ name: 'big', request: 400, use: 500 }, { name: 'small', request: 10, use: 200 }], ['small', 'big']],
  ['below, too', [{ name: 'little', request: 100, use: 10 }, { name: 'much', request: 100, use: 90 }], ['much', 'little']],
])('%s', (_what, pods, order) => {
  for (const resource of ['memory', 'ephemeral-storage'] as const) {
    expect(rankForEviction(pods.map(candidate), resource).map(({ pod }) => pod.uid)).toEqual(order);
  }
});

test('process ids: priority, then how many', () => {
  const pods: Case[] = [{ name: 'high', use: 900, priority: 9 }, { name: 'few', request: 1, use: 4 }, { name: 'many', request: 100, use: 50 }];
  expect(rankForEviction(pods.map(candidate), 'pids').map(({ pod }) => pod.uid)).toEqual(['many', 'few', 'high']);
});
