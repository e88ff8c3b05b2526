import { describe, expect, test } from 'vitest';
import type { Store } from './store.ts';
import {
  emptySummary, input, openedDesign, openedStore, snapshot, temporaryFolder, TestEnvironment, topology,
} from './testing/temporary-store.ts';

const minute = 60_000;

function revisionsOf(store: Store, id: string) {
  const revisions = store.library.revisions(id);
  if (!revisions.ok) throw new Error('lists');
  return revisions.value;
}

describe('the list', () => {
  test('has the latest edited first, deleted ones apart, and everything back when undeleted', () => {
    const environment = new TestEnvironment();
    const store = openedStore(temporaryFolder(), environment);
    const [a, b] = ['a', 'b'].map((name) => {
      environment.now += minute;
      const created = store.library.create({ name, text: topology(name), summary: { ...emptySummary, machines: 2 } });
      return created.ok ? created.value : '';
    });
    const names = () => {
      const listed = store.library.list();
      return listed.ok ? [listed.value.designs.map(({ name }) => name), listed.value.deleted.map(({ name }) => name)] : [];
    };
    expect(names()).toEqual([['b', 'a'], []]);
    store.library.setDeleted(a ?? '', true);
    expect(names()).toEqual([['b'], ['a']]);
    store.library.setDeleted(a ?? '', false);
    environment.now += minute;
    store.library.rename(a ?? '', 'aa', topology('aa'));
    expect(names()).toEqual([['aa', 'b'], []]);
    expect(store.library.rename('nobody', 'x', 'x')).toMatchObject({ ok: false, error: { kind: 'NotFound' } });
    expect(store.library.list()).toMatchObject({ ok: true, value: { designs: [{ id: a, machines: 2, recovered: false }, { id: b }] } });
  });

  test.each([['shop', [], 'shop'], ['shop', ['shop'], 'shop-2'], ['shop', ['shop', 'shop-2'], 'shop-3'], ['shop-2', ['shop-2'], 'shop-3']])(
    'a new %s beside %j is named %s', (name, taken, expected) => {
      const store = openedStore(temporaryFolder());
      for (const other of taken) store.library.create({ name: other, text: topology(other), summary: emptySummary });
      expect(store.library.freeName(name)).toEqual({ ok: true, value: expected });
    },
  );
});

describe('revisions', () => {
  test('keep the first text, every saved one, and while editing one each ten minutes', () => {
    const environment = new TestEnvironment();
    const store = openedStore(temporaryFolder(), environment);
    const id = openedDesign(store);
    const edit = (mark: string) => store.runs.append(id, { inputs: [input(1)], clockMs: 1, text: { text: topology(mark), name: mark } });
    edit('second');
    environment.now += 11 * minute;
    edit('third');
    edit('fourth');
    store.runs.recordFile(id, { fileName: 'f', filePath: '/f', text: topology('fourth') });
    store.runs.recordFile(id, { fileName: 'f', filePath: '/f', text: topology('fourth') });
    expect(revisionsOf(store, id).map(({ revision, label, machines, manifests }) => [revision, label, machines, manifests]))
      .toEqual([[3, 'saved', 0, 1], [2, 'autosave', 0, 1], [1, 'created', 0, 1]]);
  });

  test('restoring one keeps the present text as another, and starts at 0', () => {
    const store = openedStore(temporaryFolder());
    const id = openedDesign(store);
    store.runs.append(id, { inputs: [], clockMs: 50, snapshot: snapshot(0), text: { text: topology('second'), name: 'second' } });
    store.runs.append(id, { inputs: [input(60)], clockMs: 60 });
    expect(store.library.restoreRevision(id, 1, () => 'first')).toEqual({ ok: true, value: undefined });
    const restored = store.runs.load(id, 'open');
    expect(restored).toMatchObject({ ok: true, value: { name: 'first', text: topology('first'), inputs: [], clockMs: 0 } });
    expect(restored.ok && restored.value.snapshot).toBeUndefined();
    expect(revisionsOf(store, id).map(({ label }) => label)).toEqual(['beforeRestore', 'created']);
    expect(store.runs.append(id, { inputs: [], clockMs: 1, snapshot: snapshot(1) })).toEqual({ ok: true, value: undefined });
    expect(store.library.restoreRevision(id, 99, () => '')).toMatchObject({ ok: false, error: { kind: 'NotFound' } });
  });

  test('are bounded: the oldest go, numbers never come again', () => {
    const store = openedStore(temporaryFolder());
    const id = openedDesign(store);
    for (let index = 0; index < 60; index += 1) store.runs.recordFile(id, { fileName: 'f', filePath: '/f', text: topology(`t${index}`) });
    const numbers = revisionsOf(store, id).map(({ revision }) => revision);
    expect(numbers).toHaveLength(50);
    expect([numbers[0], numbers.at(-1)]).toEqual([61, 12]);
  });
});

test('a design stands for its file as long as that holds what was read or written last', () => {
  const store = openedStore(temporaryFolder());
  const created = store.library.create({
    name: 'a', text: topology('a'), summary: emptySummary, file: { fileName: 'a.cluster', filePath: '/x/a.cluster', text: '# as read\n' },
  });
  const id = created.ok ? created.value : '';
  expect(store.library.designOfFile('/x/a.cluster', '# as read\n')).toEqual({ ok: true, value: id });
  expect(store.library.designOfFile('/x/a.cluster', '# changed\n')).toEqual({ ok: true, value: undefined });
  expect(store.library.nameAndFile(id)).toMatchObject({
    ok: true, value: { name: 'a', file: { fileName: 'a.cluster', filePath: '/x/a.cluster' } },
  });
});
