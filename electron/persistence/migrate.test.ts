import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isTooNew, migrate, schemaOf } from './migrate.ts';
import { migrations } from './migrations/list.ts';
import type { Migration } from './migrations/migration.ts';
import { SqliteDatabase } from './sqlite-database.ts';
import { openedStore, temporaryFolder, topology } from './testing/temporary-store.ts';

function databaseOfVersion(file: string, version: number): SqliteDatabase {
  const db = SqliteDatabase.open(file);
  migrate(db, migrations.slice(0, version));
  return db;
}

const insertDesign = `INSERT INTO designs (id, name, created_ms, edited_ms, machines, pods, problems, thumbnail)
  VALUES ('d', 'shop', 1, 2, 3, 4, 5, '{"machines":[]}')`;

test('migrations are numbered 1, 2, 3 … and none needs a later form than its own', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_migration, index) => index + 1));
  expect(migrations.filter(({ version, minimumSafeVersion }) => minimumSafeVersion > version)).toEqual([]);
});

describe.each(migrations.map(({ version }) => [version]))('a database of form %i', (version) => {
  test('opens, with its designs, in today\'s form', () => {
    const folder = temporaryFolder();
    const old = databaseOfVersion(path.join(folder, 'clusterwright.db'), version);
    old.execute(insertDesign);
    old.write<{ text: string }>('INSERT INTO topologies (design_id, text) VALUES (\'d\', :text)').run({ text: topology('shop') });
    if (version >= 3) old.execute('INSERT INTO runs VALUES (\'d\', 0, 0, 0, 0, 0)');
    old.close();

    const store = openedStore(folder);
    expect(store.notices).toEqual([]);
    expect(store.library.list()).toMatchObject({ ok: true, value: { designs: [{ id: 'd', name: 'shop', pods: 4 }] } });
    expect(store.runs.load('d', 'open')).toMatchObject({ ok: true, value: { text: topology('shop'), inputs: [], clockMs: 0 } });
    expect(store.runs.append('d', { inputs: [], clockMs: 7 })).toEqual({ ok: true, value: undefined });
  });

  test('is the same whether it was migrated at once or step by step', () => {
    const schemas = [[version, migrations.length], [migrations.length]].map((steps) => {
      const db = databaseOfVersion(':memory:', 0);
      for (const step of steps) migrate(db, migrations.slice(0, step));
      return db.read<Record<string, never>, object>('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all({});
    });
    expect(schemas[0]).toEqual(schemas[1]);
  });
});

test('a migration that fails leaves the form before it', () => {
  const db = databaseOfVersion(':memory:', 1);
  const broken: Migration = {
    version: 2, minimumSafeVersion: 2, up: (target) => { target.execute('CREATE TABLE half (x TEXT) STRICT'); target.execute('nonsense'); },
  };
  expect(() => migrate(db, [...migrations.slice(0, 1), broken])).toThrow(/nonsense/);
  expect(schemaOf(db).version).toBe(1);
  expect(() => db.read('SELECT * FROM half')).toThrow(/no such table/);
});

test('a newer form is refused only when its makers say that older programs would break it', () => {
  expect(isTooNew({ version: 9, minimumSafeVersion: 9 }, 3)).toBe(true);
  expect(isTooNew({ version: 9, minimumSafeVersion: 3 }, 3)).toBe(false);
  expect(isTooNew({ version: 3, minimumSafeVersion: 3 }, 3)).toBe(false);
  expect(isTooNew({ version: 0, minimumSafeVersion: 0 }, 3)).toBe(false);
});
