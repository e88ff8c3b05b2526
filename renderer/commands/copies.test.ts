import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { encodePods } from '../../shared/view/pod-columns.ts';
import type { CardRow } from '../../shared/view/rows.ts';
import { Mirror } from '../store/mirror.ts';
import { renameCopies } from './copies.ts';

function mirrorWithWeb(): Mirror {
  const mirror = new Mirror(() => undefined, () => undefined);
  const card: CardRow = { ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' }, uid: 'u', family: 'ready', fact: { key: 'x' } };
  mirror.receive({
    kind: 'list', revision: 1, designId: 'd', cluster: {} as never, clock: {} as never, machines: [], relations: [], problems: [], timeline: [], eventCount: 0, layout: {}, history: { dirty: false }, cards: [card],
    pods: encodePods([{ uid: 'p', namespace: 'default', name: 'cache', node: '', state: 0, owner: '', ready: 0, total: 1, restarts: 0, podIP: '' }]),
  });
  mirror.flush();
  return mirror;
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { app: web, tier: front } }
spec:
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } } }
`;

function read(text: string): unknown[] {
  return [...parseAllDocuments(text)].map((document) => document.toJS() as unknown);
}

test('a copy takes a free name, and label and selector follow so that it does not claim the pods of the original', () => {
  expect(read(renameCopies(deployment, mirrorWithWeb()))).toEqual([{
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web-2', labels: { app: 'web-2', tier: 'front' } },
    spec: { selector: { matchLabels: { app: 'web-2' } }, template: { metadata: { labels: { app: 'web-2' } } } },
  }]);
});

test('names are free per kind, also among the copies themselves', () => {
  const pods = 'kind: Pod\nmetadata: { name: cache }\n---\nkind: Pod\nmetadata: { name: cache }\n---\nkind: Pod\nmetadata: { name: web }\n';
  expect(read(renameCopies(pods, mirrorWithWeb())).map((pod) => (pod as { metadata: { name: string } }).metadata.name)).toEqual(['cache-2', 'cache-3', 'web']);
});

test('a text with nothing to rename, or that is no YAML, comes back as it is', () => {
  const other = '# a comment\nkind: Pod\nmetadata: { name: new }\n';
  expect(renameCopies(other, mirrorWithWeb())).toBe(other);
  expect(renameCopies('a: [', mirrorWithWeb())).toBe('a: [');
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]', ...'bcdefgh'.split('').map((key, index) => `${key}: &${key} [${`*${'abcdefgh'[index]}, `.repeat(10)}]`)].join('\n');
  expect(renameCopies(bomb, mirrorWithWeb())).toBe(bomb);
});
