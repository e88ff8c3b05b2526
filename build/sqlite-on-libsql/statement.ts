import type Libsql from 'libsql';
import type { Database } from './database.ts';

type Mode = 'object' | 'pluck' | 'raw';
type Values = unknown[] | Record<string, unknown>;

/** `better-sqlite3`'s Statement on libsql's, which is always run in raw mode: rows are built here. */
export class Statement {
  readonly database: Database;
  readonly source: string;
  /** Whether the statement returns rows. */
  readonly reader: boolean;
  readonly #libsql: Libsql.Statement;
  #mode: Mode = 'object';
  #bound: Values | undefined;

  constructor(database: Database, source: string, libsql: Libsql.Statement) {
    this.database = database;
    this.source = source;
    this.#libsql = libsql;
    this.reader = libsql.reader;
    if (this.reader) libsql.raw(true);
  }

  run(...parameters: unknown[]): { changes: number; lastInsertRowid: number | bigint } {
    const { changes, lastInsertRowid } = this.#libsql.run(this.#values(parameters));
    return { changes, lastInsertRowid };
  }

  get(...parameters: unknown[]): unknown {
    this.#assertReader();
    const row = this.#libsql.get(this.#values(parameters));
    return row === undefined ? undefined : this.#shape(row as unknown[], this.#columnNames());
  }

  all(...parameters: unknown[]): unknown[] {
    this.#assertReader();
    const names = this.#columnNames();
    return this.#libsql.all(this.#values(parameters)).map((row) => this.#shape(row as unknown[], names));
  }

  /** All rows are read first, since libsql keeps its lock when a loop is left early. */
  iterate(...parameters: unknown[]): IterableIterator<unknown> {
    return this.all(...parameters)[Symbol.iterator]();
  }

  bind(...parameters: unknown[]): this {
    this.#bound = this.#values(parameters);
    return this;
  }

  pluck(on = true): this {
    return this.#setMode('pluck', on);
  }

  raw(on = true): this {
    return this.#setMode('raw', on);
  }

  safeIntegers(on = true): this {
    this.#libsql.safeIntegers(on);
    return this;
  }

  columns(): Libsql.ColumnDefinition[] {
    this.#assertReader();
    return this.#libsql.columns();
  }

  #setMode(mode: 'pluck' | 'raw', on: boolean): this {
    if (!this.reader) throw new TypeError(`The ${mode}() method is only for statements that return data`);
    if (on) this.#mode = mode;
    else if (this.#mode === mode) this.#mode = 'object';
    return this;
  }

  #columnNames(): string[] {
    return this.#mode === 'object' ? this.#libsql.columns().map(({ name }) => name) : [];
  }

  #shape(row: unknown[], names: string[]): unknown {
    if (this.#mode === 'raw') return row.map(fromLibsql);
    if (this.#mode === 'pluck') return fromLibsql(row[0]);
    return Object.fromEntries(names.map((name, index) => [name, fromLibsql(row[index])]));
  }

  #values(parameters: unknown[]): Values {
    if (!this.database.open) throw new TypeError('The database connection is not open');
    if (this.#bound !== undefined) return this.#bound;
    const [only] = parameters;
    if (parameters.length === 1 && isNamed(only)) {
      return Object.fromEntries(Object.entries(only).map(([name, value]) => [name, checked(value)]));
    }
    return parameters.flat().map(checked);
  }

  #assertReader(): void {
    if (!this.reader) throw new TypeError('This statement does not return data. Use run() instead');
  }
}

function isNamed(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

function checked(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'bigint') return value;
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  throw new TypeError('SQLite3 can only bind numbers, strings, bigints, buffers, and null');
}

function fromLibsql(value: unknown): unknown {
  return value instanceof ArrayBuffer ? Buffer.from(value) : value;
}
