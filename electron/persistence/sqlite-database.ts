import Database from 'better-sqlite3';
import { SqliteFailure } from './sqlite-failure.ts';

type Value = string | number | bigint | Uint8Array | null;
/** Named parameters of a statement; values are always bound, never written into SQL. */
export type Parameters = Record<string, Value>;

export interface ReadStatement<P extends Parameters, Row> {
  get(parameters: P): Row | undefined;
  all(parameters: P): Row[];
}

export interface WriteStatement<P extends Parameters> {
  /** @returns how many rows were changed */
  run(parameters: P): number;
}

/** A database that its holder only reads. */
export interface ReadableDb {
  readonly file: string;
  read<P extends Parameters, Row>(sql: string): ReadStatement<P, Row>;
}

/** A database that its holder may change. */
export interface WritableDb extends ReadableDb {
  write<P extends Parameters>(sql: string): WriteStatement<P>;
  /** Statements without parameters, such as those of migrations. */
  execute(sql: string): void;
  /**
   * Runs `body` in one transaction: all of it is kept, or, when it throws, nothing. Synchronous by nature; a body that returns a promise
   * is a mistake, since the transaction would end before its work, and is refused.
   */
  transaction<R>(body: () => R extends PromiseLike<unknown> ? never : R): R;
}

/** How long a lock of another process is waited for. Another process only ever is one that is just ending. */
const busyTimeoutMs = 3_000;

/** One open SQLite file. Failures are thrown as `SqliteFailure`s, which name statement and file. */
export class SqliteDatabase implements WritableDb {
  readonly file: string;
  private readonly database: Database.Database;

  private constructor(file: string, database: Database.Database) {
    this.file = file;
    this.database = database;
  }

  /**
   * Opens, or makes, a database file. In WAL mode a commit appends to the log, and readers never wait. `synchronous = NORMAL` leaves
   * flushing the log to the operating system: what a killed process has committed is in the system's cache and survives it. Only a power
   * failure can take back the last commits, and even then never breaks the file; waiting for the disk at every autosave would not be
   * worth those.
   */
  static open(file: string): SqliteDatabase {
    const opened = attempt(file, 'open', () => new Database(file, { timeout: busyTimeoutMs }));
    const database = new SqliteDatabase(file, opened);
    try {
      database.execute('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;');
    } catch (error) {
      database.abandon();
      throw error;
    }
    return database;
  }

  /** Opens a database file without changing how it works, for looking into a damaged one. */
  static openAsIs(file: string): SqliteDatabase {
    return new SqliteDatabase(file, attempt(file, 'open', () => new Database(file, { timeout: busyTimeoutMs })));
  }

  read<P extends Parameters, Row>(sql: string): ReadStatement<P, Row> {
    const statement = attempt(this.file, sql, () => this.database.prepare(sql));
    return {
      get: (parameters) => attempt(this.file, sql, () => statement.get(parameters)) as Row | undefined,
      all: (parameters) => attempt(this.file, sql, () => statement.all(parameters)) as Row[],
    };
  }

  write<P extends Parameters>(sql: string): WriteStatement<P> {
    const statement = attempt(this.file, sql, () => this.database.prepare(sql));
    return { run: (parameters) => attempt(this.file, sql, () => statement.run(parameters)).changes };
  }

  execute(sql: string): void {
    attempt(this.file, sql, () => this.database.exec(sql));
  }

  transaction<R>(body: () => R extends PromiseLike<unknown> ? never : R): R {
    const checked = (): R => {
      const result: R = body();
      if (typeof result === 'object' && result !== null && 'then' in result) {
        throw new Error('Assertion failed: the body of a transaction is synchronous');
      }
      return result;
    };
    return attempt(this.file, 'transaction', () => this.database.transaction(checked).immediate());
  }

  /** The value of a pragma. */
  pragma(name: string): Value {
    return attempt(this.file, `PRAGMA ${name}`, () => this.database.pragma(name, { simple: true })) as Value;
  }

  /** Closes the file; the log is written back into it. */
  close(): void {
    if (this.database.open) attempt(this.file, 'close', () => this.database.close());
  }

  /** Closes the file whatever state it is in. */
  abandon(): void {
    try {
      this.close();
    } catch {
      // A damaged file may refuse even that; nothing of it is wanted any more.
    }
  }
}

function attempt<R>(file: string, what: string, action: () => R): R {
  try {
    return action();
  } catch (cause) {
    // Mistakes of this program (a missing parameter, a closed database) stay what they are.
    if (cause instanceof SqliteFailure || !(cause instanceof Error) || !('code' in cause)) throw cause;
    throw new SqliteFailure(file, what.replaceAll(/\s+/g, ' ').slice(0, 200), cause);
  }
}
