import type { StorageNotice } from '../../shared/ipc/contract.ts';
import { LibraryStore } from './library-store.ts';
import { RunStore } from './run-store.ts';
import { runReads, runWrites } from './runs-table.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

/** Where time and ids come from. */
export interface StoreEnvironment {
  /** Wall clock, Unix milliseconds. */
  nowMs(): number;
  newId(): string;
}

/** The opened database, area by area. */
export class Store {
  readonly library: LibraryStore;
  readonly runs: RunStore;
  /** What the person must know about how the database was found. */
  readonly notices: readonly StorageNotice[];
  private readonly db: SqliteDatabase;

  constructor(db: SqliteDatabase, notices: readonly StorageNotice[], environment: StoreEnvironment) {
    this.db = db;
    const nowMs = () => environment.nowMs();
    this.library = new LibraryStore(db, nowMs, () => environment.newId());
    this.runs = new RunStore(db, nowMs);
    const leftOpen = runReads(db).leftOpen.all({});
    if (leftOpen.length > 0) runWrites(db).markRecovered.run({});
    this.notices = leftOpen.length > 0 ? [...notices, { kind: 'recovered', detail: leftOpen.map(({ name }) => name).join(', ') }] : notices;
  }

  get file(): string {
    return this.db.file;
  }

  close(): void {
    this.db.abandon();
  }
}
