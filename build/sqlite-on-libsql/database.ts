import Libsql from 'libsql';
import { existsSync } from 'node:fs';
import { Statement } from './statement.ts';
import { wrapTransaction } from './transaction.ts';

interface OpenOptions {
  readonly?: boolean;
  fileMustExist?: boolean;
  /** How long a lock is waited for, milliseconds. */
  timeout?: number;
}

/**
 * The interface of `better-sqlite3` (the part an application without user-defined functions needs) on `libsql`.
 *
 * For the fallback runtime only, which is too old for the real one. `libsql` claims the same interface but answers
 * differently in many corners (plucked rows, blobs, nested transactions, a lone blob as parameter); this class sets them
 * right, so that product code cannot tell. What it cannot do (functions, aggregates, virtual tables, `serialize`) is
 * absent rather than wrong. Not checked here: too few or too many parameters.
 */
export class Database {
  static SqliteError = Libsql.SqliteError;
  readonly name: string;
  readonly memory: boolean;
  readonly readonly: boolean;
  open = true;
  readonly #libsql: Libsql.Database;

  constructor(name = ':memory:', options: OpenOptions = {}) {
    this.name = name;
    this.memory = name === '' || name === ':memory:';
    this.readonly = options.readonly ?? false;
    if ((options.fileMustExist === true || this.readonly) && !this.memory && !existsSync(name)) throw cannotOpen();
    this.#libsql = openLibsql(this.memory ? ':memory:' : name, options.timeout ?? 5000);
    if (this.readonly) this.#libsql.exec('PRAGMA query_only = ON');
  }

  get inTransaction(): boolean {
    return this.open && this.#libsql.inTransaction;
  }

  prepare(source: string): Statement {
    this.#assertOpen();
    return new Statement(this, source, this.#libsql.prepare(source));
  }

  exec(source: string): this {
    this.#assertOpen();
    this.#libsql.exec(source);
    return this;
  }

  pragma(source: string, options: { simple?: boolean } = {}): unknown {
    const statement = this.prepare(`PRAGMA ${source}`);
    if (!statement.reader) {
      statement.run();
      return options.simple === true ? undefined : [];
    }
    return options.simple === true ? statement.pluck().get() : statement.all();
  }

  transaction<A extends unknown[], R>(body: (...args: A) => R) {
    return wrapTransaction(this, body);
  }

  /** Copies the database into a new file; unlike the original it works in one go and reports no progress. */
  async backup(file: string): Promise<{ totalPages: number; remainingPages: number }> {
    this.prepare('VACUUM INTO ?').run(file);
    return { totalPages: Number(this.pragma('page_count', { simple: true })), remainingPages: 0 };
  }

  close(): this {
    if (!this.open) return this;
    // libsql keeps the file open until its statements are collected; at least leave nothing behind in the log.
    if (!this.readonly && !this.memory && !this.inTransaction) this.#libsql.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    this.#libsql.close();
    this.open = false;
    return this;
  }

  #assertOpen(): void {
    if (!this.open) throw new TypeError('The database connection is not open');
  }
}

function openLibsql(name: string, timeoutMs: number): Libsql.Database {
  try {
    return new Libsql(name, { timeout: timeoutMs });
  } catch {
    throw cannotOpen();
  }
}

function cannotOpen(): Error {
  return new Libsql.SqliteError('unable to open database file', 'SQLITE_CANTOPEN', 14);
}
