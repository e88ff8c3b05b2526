import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { LibraryStore } from './library-store.ts';
import { RunStore } from './run-store.ts';
import { SqliteDatabase } from './sqlite-database.ts';
import {
  emptySummary, input, openedDesign, openedStore, snapshot, temporaryFolder, TestEnvironment, topology,
} from './testing/temporary-store.ts';

const done = { ok: true, value: undefined };

describe('a design', () => {
  test('that never ran is loaded as its text, at 0', () => {
    const store = openedStore(temporaryFolder());
    const id = openedDesign(store);
    expect(store.runs.load(id, 'read')).toEqual({
      ok: true, value: { id, name: 'design', text: topology('first'), dirty: false, recovered: false, inputs: [], clockMs: 0 },
    });
  });

  test('continues from its snapshot with the inputs since, in order', () => {
    const folder = temporaryFolder();
    const store = openedStore(folder);
    const id = openedDesign(store);
    store.runs.append(id, { inputs: [], clockMs: 0, snapshot: snapshot(0) });
    store.runs.append(id, { inputs: [input(1)], clockMs: 10 });
    store.runs.append(id, { inputs: [], clockMs: 100, snapshot: snapshot(1) });
    store.runs.append(id, { inputs: [input(2), input(3)], clockMs: 200 });
    store.runs.append(id, { inputs: [], clockMs: 250 });
    expect(store.runs.append(id, { inputs: [input(4)], clockMs: 300, text: { text: topology('second'), name: 'second' } })).toEqual(done);
    expect(openedStore(folder).runs.load(id, 'open')).toMatchObject({
      ok: true, value: {
        name: 'second', text: topology('second'), snapshot: snapshot(1), inputs: [input(2), input(3), input(4)], clockMs: 300,
        recovered: true,
      },
    });
  });

  test('that was closed in order is not recovered', () => {
    const folder = temporaryFolder();
    const store = openedStore(folder);
    const id = openedDesign(store);
    store.runs.append(id, { inputs: [], clockMs: 0, snapshot: snapshot(0) });
    store.runs.markClosed(id);
    store.close();
    const again = openedStore(folder);
    expect(again.notices).toEqual([]);
    expect(again.runs.load(id, 'open')).toMatchObject({ ok: true, value: { recovered: false } });
  });

  test('that was left open is recovered: the list, the notice and the design say so until it is closed', () => {
    const folder = temporaryFolder();
    const first = openedStore(folder);
    const id = openedDesign(first);
    first.runs.append(id, { inputs: [], clockMs: 0, snapshot: snapshot(0) });
    const second = openedStore(folder);
    expect(second.notices).toEqual([{ kind: 'recovered', detail: 'design' }]);
    expect(second.library.list()).toMatchObject({ ok: true, value: { designs: [{ recovered: true }] } });
    expect(second.runs.load(id, 'open')).toMatchObject({ ok: true, value: { recovered: true } });
    second.runs.markClosed(id);
    expect(openedStore(folder).library.list()).toMatchObject({ ok: true, value: { designs: [{ recovered: false }] } });
  });

  test('that is deleted or unknown is not found', () => {
    const store = openedStore(temporaryFolder());
    const id = openedDesign(store);
    store.library.setDeleted(id, true);
    expect(store.runs.load(id, 'open')).toMatchObject({ ok: false, error: { kind: 'NotFound' } });
    expect(store.runs.load('nobody', 'open')).toMatchObject({ ok: false, error: { kind: 'NotFound' } });
    expect(store.runs.append('nobody', { inputs: [], clockMs: 0 })).toMatchObject({ ok: false, error: { kind: 'NotFound' } });
  });

  test('whose running state ends the process every time opens without it in the end', () => {
    const folder = temporaryFolder();
    const store = openedStore(folder);
    const id = openedDesign(store);
    store.runs.append(id, { inputs: [], clockMs: 9, snapshot: snapshot(0) });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      // Reading it for an export proves nothing and counts for nothing.
      store.runs.load(id, 'read');
      expect(openedStore(folder).runs.load(id, 'open')).toMatchObject({ ok: true, value: { snapshot: snapshot(0), clockMs: 9 } });
    }
    const third = openedStore(folder).runs.load(id, 'open');
    expect(third).toMatchObject({ ok: true, value: { text: topology('first'), inputs: [], clockMs: 0 } });
    expect(third.ok && third.value.snapshot).toBeUndefined();
  });

  test('is dirty when its text is not what its file holds', () => {
    const store = openedStore(temporaryFolder());
    const id = openedDesign(store);
    store.runs.recordFile(id, { fileName: 'a.cluster', filePath: '/a.cluster', text: topology('first') });
    expect(store.runs.load(id, 'read')).toMatchObject({ ok: true, value: { fileName: 'a.cluster', dirty: false } });
    store.runs.append(id, { inputs: [input(1)], clockMs: 1, text: { text: topology('second'), name: 'second' } });
    expect(store.runs.load(id, 'read')).toMatchObject({ ok: true, value: { dirty: true } });
  });
});

describe('damage', () => {
  const damages: [string, string][] = [
    ['a snapshot of garbage', 'UPDATE snapshots SET state = x\'00112233\''],
    ['a hole in the journal', 'DELETE FROM journal WHERE seq = 2'],
    ['a missing end of the journal', 'DELETE FROM journal WHERE seq = 3'],
  ];
  test.each(damages)('%s lets the design start from its text', (_name, sql) => {
    const folder = temporaryFolder();
    const store = openedStore(folder);
    const id = openedDesign(store);
    store.runs.append(id, { inputs: [], clockMs: 0, snapshot: snapshot(0) });
    for (const atMs of [1, 2]) {
      store.runs.append(id, { inputs: [input(atMs)], clockMs: atMs, text: { text: topology(`t${atMs}`), name: 't' } });
    }
    const db = SqliteDatabase.open(path.join(folder, 'clusterwright.db'));
    db.execute(sql);
    db.close();
    const loaded = store.runs.load(id, 'open');
    expect(loaded).toMatchObject({ ok: true, value: { text: topology('t2'), inputs: [], clockMs: 0 } });
    expect(loaded.ok && loaded.value.snapshot).toBeUndefined();
  });
});

test('of two processes that continue the same design only one can', () => {
  const folder = temporaryFolder();
  const first = openedStore(folder);
  const id = openedDesign(first);
  first.runs.append(id, { inputs: [], clockMs: 0, snapshot: snapshot(0) });
  const second = openedStore(folder);
  second.runs.load(id, 'open');
  expect(second.runs.append(id, { inputs: [], clockMs: 0, snapshot: snapshot(1) })).toEqual(done);
  const late = first.runs.append(id, { inputs: [input(1)], clockMs: 1, text: { text: 'lost', name: 'lost' } });
  expect(late).toMatchObject({ ok: false, error: { kind: 'Storage', reason: 'busy' } });
  expect(second.runs.append(id, { inputs: [input(2)], clockMs: 2 })).toEqual(done);
  expect(second.runs.load(id, 'read')).toMatchObject({ ok: true, value: { text: topology('first'), inputs: [input(2)] } });
});

test('on a full disk a batch fails whole, by name, and succeeds when there is room again', () => {
  const environment = new TestEnvironment();
  const db = SqliteDatabase.open(path.join(temporaryFolder(), 'small.db'));
  migrate(db);
  const library = new LibraryStore(db, () => environment.nowMs(), () => environment.newId());
  const runs = new RunStore(db, () => environment.nowMs());
  const created = library.create({ name: 'd', text: topology('first'), summary: emptySummary });
  const id = created.ok ? created.value : '';
  runs.load(id, 'open');
  runs.append(id, { inputs: [], clockMs: 0, snapshot: snapshot(0) });
  db.execute(`PRAGMA max_page_count = ${Number(db.pragma('page_count'))}`);
  const batch = { inputs: [input(1)], clockMs: 5, text: { text: `${topology('second')}# ${'x'.repeat(100_000)}\n`, name: 'second' } };
  expect(runs.append(id, batch)).toMatchObject({ ok: false, error: { kind: 'Storage', reason: 'full', file: db.file } });
  expect(runs.load(id, 'read')).toMatchObject({ ok: true, value: { text: topology('first'), inputs: [], clockMs: 0 } });
  db.execute('PRAGMA max_page_count = 1000000');
  expect(runs.append(id, batch)).toEqual(done);
  expect(runs.load(id, 'read')).toMatchObject({ ok: true, value: { name: 'second', inputs: [input(1)], clockMs: 5 } });
  db.close();
});
