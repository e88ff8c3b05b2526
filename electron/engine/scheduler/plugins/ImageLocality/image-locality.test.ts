import { expect, it, test } from 'vitest';
import type { Node } from '../../../../../shared/kubernetes/types/node.ts';
import type { PodSpec } from '../../../../../shared/kubernetes/types/pod.ts';
import { normalizedImageName } from '../../cache/image-states.ts';
import { scores } from '../../testing/ask-plugin.ts';
import { makeNode, makePod } from '../../testing/objects.ts';
import { imageLocality } from './image-locality.ts';

const megabyte = 1024 * 1024;

function holding(name: string, sizeMegabytes: number): Node {
  const node = makeNode(name);
  return { ...node, status: { ...node.status, images: [{ names: ['nginx:1'], sizeBytes: sizeMegabytes * megabyte }] } };
}

it('prefers nodes that hold the image, the more the larger and the more widespread it is', () => {
  expect(scores(imageLocality, makePod('p'), { nodes: [holding('a', 600), makeNode('b')] })).toEqual({ a: 28, b: 0 });
  expect(scores(imageLocality, makePod('p'), { nodes: [holding('a', 600), holding('b', 600)] })).toEqual({ a: 59, b: 59 });
});

it.each<[string, Partial<PodSpec>, number]>([
  ['one container', {}, 28],
  ['two containers of the image, which may weigh twice as much', { containers: [{ name: 'c', image: 'nginx:1' }, { name: 'd', image: 'nginx:1' }] }, 29],
  ['an init container of the image', { initContainers: [{ name: 'i', image: 'nginx:1' }], containers: [{ name: 'c', image: 'other:1' }] }, 14],
  ['a volume of the image', { volumes: [{ name: 'v', image: { reference: 'nginx:1' } }], containers: [{ name: 'c', image: 'other:1' }] }, 28],
  ['another image', { containers: [{ name: 'c', image: 'nginx:2' }] }, 0],
])('weighs the images of %s', (_what, spec, score) => {
  expect(scores(imageLocality, makePod('p', {}, { spec }), { nodes: [holding('a', 600), makeNode('b')] })).toEqual({ a: score, b: 0 });
});

it('has had enough at a thousand MiB per container', () => {
  expect(scores(imageLocality, makePod('p'), { nodes: [holding('a', 1_000)] })).toEqual({ a: 100 });
  expect(scores(imageLocality, makePod('p'), { nodes: [holding('a', 9_000)] })).toEqual({ a: 100 });
});

it('ignores images below 23 MiB', () => {
  expect(scores(imageLocality, makePod('p'), { nodes: [holding('a', 20)] })).toEqual({ a: 0 });
});

test.each([
  ['nginx', 'nginx:latest'], ['nginx:1', 'nginx:1'], ['host:5000/nginx', 'host:5000/nginx:latest'],
  ['host:5000/nginx:1', 'host:5000/nginx:1'],
])(
  '%s is known as %s', (image, name) => {
    expect(normalizedImageName(image)).toBe(name);
  },
);
