import BetterSqlite3 from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Database } from './database.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'clusterwright-sqlite-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Real = BetterSqlite3.Database;
interface Error1 { name: string; message: string; code?: string }

/** What a piece of code answers: its value, or its error's name, message and code. */
function answer(create: () => Real, code: (database: Real) => unknown): unknown {
  const database = create();
  try {
    database.exec('CREATE TABLE t (a INTEGER PRIMARY KEY, b BLOB, c ANY) STRICT');
    const insert = database.prepare('INSERT INTO t (b, c) VALUES (?, ?)');
    for (const value of [1, 2.5, 'text', null, 7n]) insert.run(Buffer.from([1, 2, 3]), value);
    return code(database);
  } catch (error) {
    const { name, message, code: sqliteCode } = error as Error1;
    return { name, message, sqliteCode };
  } finally {
    database.close();
  }
}

const cases: Record<string, (database: Real) => unknown> = {
  'rows as objects, with blobs': (db) => db.prepare('SELECT * FROM t').all(),
  'one row': (db) => db.prepare('SELECT * FROM t WHERE a = ?').get(2),
  'no row': (db) => db.prepare('SELECT * FROM t WHERE a = ?').get(99),
  'plucked': (db) => [db.prepare('SELECT count(*) FROM t').pluck().get(), db.prepare('SELECT a FROM t').pluck().all()],
  'plucked, no row': (db) => db.prepare('SELECT a FROM t WHERE a = 99').pluck().get(),
  'raw': (db) => [db.prepare('SELECT a, b FROM t').raw().all(), db.prepare('SELECT a, b FROM t').raw().get()],
  'named parameters': (db) => db.prepare('SELECT a FROM t WHERE a = @a OR c = $c').all({ a: 1, c: 'text' }),
  'an array of parameters': (db) => db.prepare('SELECT ? + ?').pluck().get([1, 2]),
  'a lone blob': (db) => db.prepare('SELECT hex(?)').pluck().get(Buffer.from('hi')),
  'a lone null': (db) => db.prepare('SELECT ? IS NULL').pluck().get(null),
  'a lone Uint8Array over part of a buffer': (db) => db.prepare('SELECT hex(?)').pluck().get(new Uint8Array([9, 8, 7, 6]).subarray(1, 3)),
  'a boolean': (db) => db.prepare('SELECT ?').get(true),
  'number types': (db) => db.prepare('SELECT typeof(?), typeof(?), typeof(?)').raw().get(1, 1.5, 1n),
  'big integers': (db) => db.prepare('SELECT 9007199254740993').pluck().safeIntegers().get(),
  'bound once': (db) => db.prepare('SELECT ? + 1').bind(2).pluck().get(),
  'iteration': (db) => [...db.prepare('SELECT a FROM t').iterate()],
  'iteration left early releases the table': (db) => {
    for (const row of db.prepare('SELECT a FROM t').iterate()) if (row !== undefined) break;
    return db.exec('DROP TABLE t').open;
  },
  'changes': (db) => [db.prepare('UPDATE t SET c = 0 WHERE a < 3').run(), db.prepare('DELETE FROM t').run()],
  'returning': (db) => db.prepare('INSERT INTO t (c) VALUES (?) RETURNING a, c').get('new'),
  'columns': (db) => db.prepare('SELECT a, c AS d FROM t').columns(),
  'pragma': (db) => [db.pragma('user_version = 4'), db.pragma('user_version'), db.pragma('user_version', { simple: true })],
  'constraint': (db) => db.prepare('INSERT INTO t (a) VALUES (1)').run(),
  'wrong type in a strict table': (db) => db.prepare("INSERT INTO t (a) VALUES ('x')").run(),
  'syntax error': (db) => db.prepare('SELEC'),
  'rows from a statement without': (db) => db.prepare('DELETE FROM t').get(),
  'pluck on a statement without rows': (db) => db.prepare('DELETE FROM t').pluck(),
  'use after close': (db) => db.close().prepare('SELECT 1'),
  'statement after close': (db) => {
    const statement = db.prepare('SELECT 1');
    db.close();
    return statement.get();
  },
  'transaction commits': (db) => db.transaction((value: number) => db.prepare('INSERT INTO t (c) VALUES (?)').run(value))(3),
  'transaction rolls back': (db) => {
    const fail = db.transaction(() => {
      db.prepare('DELETE FROM t').run();
      throw new RangeError('no');
    });
    expect(() => fail.immediate()).toThrow('no');
    return [db.inTransaction, db.prepare('SELECT count(*) FROM t').pluck().get()];
  },
  'nested transaction': (db) => {
    const inner = db.transaction(() => {
      db.prepare('DELETE FROM t WHERE a = 1').run();
      throw new RangeError('inner');
    });
    const outer = db.transaction(() => {
      db.prepare('DELETE FROM t WHERE a = 2').run();
      expect(() => inner()).toThrow('inner');
      return db.inTransaction;
    });
    return [outer(), db.prepare('SELECT a FROM t').pluck().all()];
  },
};

const fake = Database as unknown as typeof BetterSqlite3;

describe('answers as better-sqlite3 does', () => {
  test.each(Object.entries(cases))('%s', (name, code) => {
    const file = path.join(folder, name.replaceAll(/\W+/g, '-'));
    const wanted = answer(() => new BetterSqlite3(`${file}.real`), code);
    expect(answer(() => new fake(`${file}.fake`), code)).toEqual(wanted);
  });

  test.each([
    ['a folder that does not exist', path.join(folder, 'none', 'x.db'), {}],
    ['a file that must exist', path.join(folder, 'none.db'), { fileMustExist: true }],
    ['a file to be read only', path.join(folder, 'none.db'), { readonly: true }],
  ])('refuses %s', (_name, file, options) => {
    expect(() => new fake(file, options)).toThrow(expect.objectContaining({ name: 'SqliteError', code: 'SQLITE_CANTOPEN' }));
  });

  test('a read-only database refuses writes', () => {
    const file = path.join(folder, 'readonly.db');
    new fake(file).exec('CREATE TABLE t (a)').close();
    const database = new fake(file, { readonly: true });
    expect(() => database.exec('DELETE FROM t')).toThrow(expect.objectContaining({ code: 'SQLITE_READONLY' }));
    expect(database.readonly).toBe(true);
  });

  test('what is closed can be read by the real one, and a backup too', async () => {
    const file = path.join(folder, 'shared.db');
    const database = new fake(file);
    database.pragma('journal_mode = WAL');
    database.exec("CREATE TABLE t (a) ; INSERT INTO t VALUES ('kept')");
    await database.backup(`${file}.copy`);
    database.close();
    for (const name of [file, `${file}.copy`]) expect(new BetterSqlite3(name).prepare('SELECT a FROM t').pluck().get()).toBe('kept');
  });
});
