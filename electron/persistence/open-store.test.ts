import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import { applicationId, encodeSchemaVersion } from './schema-version.ts';
import { SqliteDatabase } from './sqlite-database.ts';
import type { Store } from './store.ts';
import { emptySummary, openedDesign, openedStore, temporaryFolder, TestEnvironment, topology } from './testing/temporary-store.ts';

const databaseName = 'clusterwright.db';

function designNames(store: Store): string[] {
  const listed = store.library.list();
  if (!listed.ok) throw new Error(JSON.stringify(listed.error));
  return listed.value.designs.map(({ name }) => name).sort();
}

/** Whether a store can do what a store is for. */
function works(store: Store): boolean {
  const created = store.library.create({ name: 'new', text: topology('new'), summary: emptySummary });
  return created.ok && store.runs.load(created.value, 'open').ok;
}

/** A closed database with so many designs. */
function filledFolder(designs: number): string {
  const folder = temporaryFolder();
  const store = openStore({ folder, temporaryFolder: folder }, new TestEnvironment());
  for (let index = 0; index < designs; index += 1) {
    const text = `${topology(`design-${index}`)}# ${`${index} `.repeat(2_000)}\n`;
    store.library.create({ name: `design-${index}`, text, summary: emptySummary });
  }
  store.close();
  return folder;
}

const asideIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.includes('.damaged-') && !/-(wal|shm)$/.test(name));

describe('a damaged database', () => {
  test('cut off anywhere is kept aside to the byte and never stops the application; whatever of it can be read is brought over', () => {
    const original = path.join(filledFolder(12), databaseName);
    const bytes = statSync(original).size;
    const root = temporaryFolder();
    let run = 0;
    let salvaged = 0;
    fc.assert(fc.property(fc.integer({ min: 1, max: bytes - 1 }), (length) => {
      run += 1;
      const folder = path.join(root, String(run));
      mkdirSync(folder);
      const file = path.join(folder, databaseName);
      copyFileSync(original, file);
      truncateSync(file, length);
      const before = readFileSync(file);
      const store = openStore({ folder, temporaryFolder: root }, new TestEnvironment());
      expect(store.notices.map(({ kind }) => kind)).toEqual(['damagedKeptAside']);
      const aside = asideIn(folder);
      expect(aside).toHaveLength(1);
      expect(readFileSync(path.join(folder, aside[0] ?? '')).equals(before)).toBe(true);
      const names = designNames(store);
      expect(names.filter((name) => !/^design-\d+$/.test(name))).toEqual([]);
      salvaged = Math.max(salvaged, names.length);
      expect(works(store)).toBe(true);
      store.close();
    }), { numRuns: 20, examples: [[bytes - 1], [Math.floor(bytes * 0.8)], [4096], [100], [1]] });
    expect(salvaged).toBeGreaterThan(6);
  });

  test.each([
    ['garbage', Buffer.from('no database, but notes of somebody\n'.repeat(300))],
    ['another program\'s database', undefined],
  ])('that is %s is kept aside', (_name, content) => {
    const folder = temporaryFolder();
    const file = path.join(folder, databaseName);
    if (content) writeFileSync(file, content);
    else {
      const other = SqliteDatabase.open(file);
      other.execute('PRAGMA application_id = 12345; CREATE TABLE notes (text TEXT)');
      other.close();
    }
    const before = readFileSync(file);
    const store = openedStore(folder);
    expect(store.notices).toMatchObject([{ kind: 'damagedKeptAside' }]);
    expect(readFileSync(path.join(folder, asideIn(folder)[0] ?? '')).equals(before)).toBe(true);
    expect(works(store)).toBe(true);
  });

  test('with pages overwritten in its middle loses only what lay on them', () => {
    const folder = filledFolder(12);
    const file = path.join(folder, databaseName);
    const bytes = readFileSync(file);
    bytes.fill(0xab, Math.floor(bytes.length * 0.6), Math.floor(bytes.length * 0.6) + 4096);
    writeFileSync(file, bytes);
    const store = openedStore(folder);
    expect(store.notices).toMatchObject([{ kind: 'damagedKeptAside' }]);
    expect(designNames(store).length).toBeGreaterThan(6);
  });

  test('whose log is garbage is as it was before the log', () => {
    const folder = filledFolder(2);
    writeFileSync(path.join(folder, `${databaseName}-wal`), Buffer.alloc(20_000, 7));
    const store = openedStore(folder);
    expect(store.notices).toEqual([]);
    expect(designNames(store)).toEqual(['design-0', 'design-1']);
  });

  test('twice in a second is kept aside twice', () => {
    const folder = temporaryFolder();
    for (const text of ['one', 'two']) {
      writeFileSync(path.join(folder, databaseName), text);
      openStore({ folder, temporaryFolder: folder }, new TestEnvironment()).close();
    }
    expect(asideIn(folder).map((name) => readFileSync(path.join(folder, name), 'utf8')).sort()).toEqual(['one', 'two']);
  });
});

describe('a newer database', () => {
  const newer = encodeSchemaVersion({ version: 99, minimumSafeVersion: 99 });

  function newerFolder(): string {
    const folder = temporaryFolder();
    const db = SqliteDatabase.open(path.join(folder, databaseName));
    db.execute(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${newer}; CREATE TABLE future (x TEXT) STRICT`);
    db.close();
    return folder;
  }

  test('is left untouched; the application uses a file of its own form beside it, again at the next start', () => {
    const folder = newerFolder();
    const before = readFileSync(path.join(folder, databaseName));
    const store = openedStore(folder);
    expect(store.notices).toEqual([{ kind: 'newerKeptAside', detail: path.join(folder, databaseName) }]);
    openedDesign(store);
    store.close();
    const again = openedStore(folder);
    expect(designNames(again)).toEqual(['design']);
    expect(readFileSync(path.join(folder, databaseName)).equals(before)).toBe(true);
    expect(existsSync(path.join(folder, `${databaseName}-wal`))).toBe(false);
  });

  test('whose form still lies in its log is recognised too', () => {
    const folder = newerFolder();
    const db = SqliteDatabase.open(path.join(folder, databaseName));
    db.execute('PRAGMA user_version = 0');
    db.close();
    const open = SqliteDatabase.open(path.join(folder, databaseName));
    open.execute(`PRAGMA user_version = ${newer}`);
    const copy = temporaryFolder();
    for (const file of [databaseName, `${databaseName}-wal`]) copyFileSync(path.join(folder, file), path.join(copy, file));
    open.close();
    expect(openedStore(copy).notices).toMatchObject([{ kind: 'newerKeptAside' }]);
  });

  test('that older programs may still open is opened', () => {
    const folder = filledFolder(1);
    const db = SqliteDatabase.open(path.join(folder, databaseName));
    db.execute(`PRAGMA user_version = ${encodeSchemaVersion({ version: 99, minimumSafeVersion: 1 })}`);
    db.close();
    const store = openedStore(folder);
    expect([store.notices, designNames(store)]).toEqual([[], ['design-0']]);
  });
});

describe('a folder that cannot be written to', () => {
  // Root may write everywhere.
  test.skipIf(process.getuid?.() === 0)('is worked on in a copy, and says so', () => {
    const folder = filledFolder(2);
    chmodSync(path.join(folder, databaseName), 0o444);
    chmodSync(folder, 0o555);
    try {
      const store = openedStore(folder);
      expect(store.notices).toMatchObject([{ kind: 'readOnly' }]);
      expect(designNames(store)).toEqual(['design-0', 'design-1']);
      expect(works(store)).toBe(true);
    } finally {
      chmodSync(folder, 0o755);
    }
  });

  test('because a file is in its place: the application starts all the same, and says so', () => {
    const folder = path.join(temporaryFolder(), 'file');
    writeFileSync(folder, 'in the way');
    const store = openedStore(folder);
    expect(store.notices).toMatchObject([{ kind: 'readOnly', detail: expect.stringContaining(folder) }]);
    expect(works(store)).toBe(true);
    expect(readFileSync(folder, 'utf8')).toBe('in the way');
  });

  test('with no temporary folder either: works in memory', () => {
    const root = temporaryFolder();
    writeFileSync(path.join(root, 'file'), '');
    const store = openStore({ folder: path.join(root, 'file'), temporaryFolder: path.join(root, 'missing') }, new TestEnvironment());
    expect(store.notices).toMatchObject([{ kind: 'readOnly' }]);
    expect(works(store)).toBe(true);
    store.close();
  });
});
