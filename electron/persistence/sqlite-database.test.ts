import { describe, expect, test } from 'vitest';
import { SqliteDatabase } from './sqlite-database.ts';
import { SqliteFailure, storageError } from './sqlite-failure.ts';

function table(): SqliteDatabase {
  const db = SqliteDatabase.open(':memory:');
  db.execute('CREATE TABLE t (k TEXT PRIMARY KEY NOT NULL, v INTEGER NOT NULL) STRICT');
  return db;
}

const all = (db: SqliteDatabase): unknown[] => db.read<Record<string, never>, unknown>('SELECT k, v FROM t ORDER BY k').all({});

describe('a transaction', () => {
  test('keeps all of its work or none', () => {
    const db = table();
    const insert = db.write<{ k: string; v: number }>('INSERT INTO t VALUES (:k, :v)');
    db.transaction(() => void insert.run({ k: 'a', v: 1 }));
    expect(() => db.transaction(() => {
      insert.run({ k: 'b', v: 2 });
      insert.run({ k: 'a', v: 3 });
    })).toThrow(/UNIQUE/);
    expect(all(db)).toEqual([{ k: 'a', v: 1 }]);
  });

  test('refuses a body that returns a promise, and takes its work back', () => {
    const db = table();
    const insert = db.write<{ k: string; v: number }>('INSERT INTO t VALUES (:k, :v)');
    const body = (): never => Promise.resolve(insert.run({ k: 'a', v: 1 })) as never;
    expect(() => db.transaction(body)).toThrow(/synchronous/);
    expect(all(db)).toEqual([]);
  });
});

test('a failure names its statement and its file', () => {
  const db = table();
  const failure = ((): unknown => {
    try {
      return db.write('INSERT INTO t VALUES (NULL, 1)').run({});
    } catch (error) {
      return error;
    }
  })();
  expect(failure).toBeInstanceOf(SqliteFailure);
  expect(failure).toMatchObject({ code: 'SQLITE_CONSTRAINT_NOTNULL', file: ':memory:', message: expect.stringContaining('INSERT INTO t') });
});

describe('what the window is told', () => {
  test.each([
    ['SQLITE_FULL', 'full'], ['ENOSPC', 'full'], ['SQLITE_READONLY_DIRECTORY', 'readOnly'], ['EACCES', 'readOnly'], ['EROFS', 'readOnly'],
    ['SQLITE_CORRUPT_VTAB', 'damaged'],
    ['SQLITE_NOTADB', 'damaged'], ['SQLITE_BUSY_SNAPSHOT', 'busy'], ['SQLITE_CONSTRAINT_UNIQUE', 'failed'],
  ])('of %s is %s', (code, reason) => {
    expect(storageError(
      Object.assign(new Error('why'), { code }), '/tmp/x.db',
    )).toEqual({ kind: 'Storage', reason, file: '/tmp/x.db', detail: 'why' });
  });

  test('of a mistake of this program is nothing: it is thrown on', () => {
    expect(() => storageError(new TypeError('mistake'), 'x')).toThrow('mistake');
    expect(() => storageError(Object.assign(new TypeError('mistake'), { code: 'ERR_INVALID_ARG_TYPE' }), 'x')).toThrow('mistake');
  });
});
