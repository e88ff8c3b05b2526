import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markMatches, mergeFound, type FoundObject } from './palette-search.ts';

test('marking keeps the text and marks what was asked for', () => {
  expect(markMatches('Interface scale', 'sca')).toEqual([{ text: 'Interface ', matched: false }, { text: 'sca', matched: true }, { text: 'le', matched: false }]);
  fc.assert(fc.property(fc.string(), fc.string(), (text, query) => {
    expect(markMatches(text, query).map((piece) => piece.text).join('')).toBe(text);
  }));
});

test('objects of the window and all others are one list: each once, best first, the window’s own first among equals', () => {
  const found = (kind: string, name: string): FoundObject => ({ key: `${kind}/${name}`, kind, name, where: '' });
  const here = [found('Deployment', 'web'), found('Pod', 'old-web')];
  const elsewhere = [found('ReplicaSet', 'web-7d9f'), found('Deployment', 'web'), found('EndpointSlice', 'web-x2kqp')];
  expect(mergeFound(here, elsewhere, 'web', 9).map(({ key }) => key)).toEqual(['Deployment/web', 'ReplicaSet/web-7d9f', 'EndpointSlice/web-x2kqp', 'Pod/old-web']);
  // Components have the same name on all machines.
  const etcd = (where: string): FoundObject => ({ key: `etcd/${where}`, kind: 'Component', name: 'etcd', where });
  expect(mergeFound([etcd('master-1'), etcd('master-2')], [], 'etcd master-2', 1).map(({ key }) => key)).toEqual(['etcd/master-2']);
  expect(mergeFound(here, elsewhere, 'replicaset web', 1).map(({ key }) => key)).toEqual(['ReplicaSet/web-7d9f']);
});
