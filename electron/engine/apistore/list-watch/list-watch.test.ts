import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { must, TestCluster } from '../../testing/test-cluster.ts';
import { decodeContinue, encodeContinue } from './continue-token.ts';
import { StoreHistory } from './history.ts';
import { listObjects } from './list.ts';
import { watchObjects } from './watch.ts';

const target = { resource: 'configmaps', namespace: 'default' };

function recorded(names: readonly string[]): { cluster: TestCluster; history: StoreHistory } {
  const cluster = new TestCluster([]);
  const history = new StoreHistory(cluster.simulation.store, 100);
  cluster.simulation.onCommit((event) => history.record(event));
  for (const name of names) cluster.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' } });
  return { cluster, history };
}

describe('listObjects', () => {
  it('all pages together are the list, whatever the limit, and show one snapshot', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), (names, limit) => {
      const { cluster, history } = recorded(names);
      const found: string[] = [];
      let token = '';
      do {
        const page = must(listObjects(history, target, { limit: String(limit), ...(token ? { continue: token } : {}) }));
        found.push(...page.items.map(({ metadata }) => metadata.name));
        if (token === '') cluster.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'zzzzz', namespace: 'default' } });
        token = page.metadata.continue ?? '';
      } while (token !== '');
      expect(found).toEqual(names.toSorted());
    }), { numRuns: 30 });
  });

  it('a compacted token comes with one that goes on', () => {
    const { cluster, history } = recorded(['a', 'b', 'c']);
    const first = must(listObjects(history, target, { limit: '1' }));
    cluster.delete('configmaps', 'default/b');
    history.compact(history.currentRevision);
    const refused = listObjects(history, target, { continue: first.metadata.continue ?? '' });
    if (refused.ok) throw new Error('the token still works');
    expect(refused.error.code).toBe(410);
    const rest = must(listObjects(history, target, { continue: refused.error.metadata.continue ?? '' }));
    expect(rest.items.map(({ metadata }) => metadata.name)).toEqual(['c']);
  });
});

it('a token is read as it was written', () => {
  fc.assert(fc.property(fc.integer({ min: 1 }), fc.stringMatching(/^[a-z0-9./-]{1,40}$/), (revision, after) => {
    expect(decodeContinue(encodeContinue({ revision, after }))).toEqual({ ok: true, value: { revision, after } });
  }));
});

it('a watch by selector sees objects come and go', () => {
  const { cluster, history } = recorded(['a']);
  const stream = must(watchObjects(history, target, { labelSelector: 'x=1', resourceVersion: String(history.currentRevision) }));
  const seen: string[] = [];
  cluster.simulation.onCommit((event) => { seen.push(stream.next(event)?.type ?? '-'); });
  for (const value of ['1', '1', '2']) {
    cluster.simulation.server.patch('configmaps', 'default/a', { metadata: { labels: { x: value, y: String(seen.length) } } }, { patchType: 'merge' });
  }
  cluster.delete('configmaps', 'default/a');
  expect(seen).toEqual(['ADDED', 'MODIFIED', 'DELETED', '-']);
});
