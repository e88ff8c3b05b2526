import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import type { StorageNotice } from '../../shared/ipc/contract.ts';
import { copyDatabase, keepAside } from './database-files.ts';
import { isTooNew, migrate, schemaOf } from './migrate.ts';
import { migrations } from './migrations/list.ts';
import { salvage } from './salvage.ts';
import { applicationId, readHeader } from './schema-version.ts';
import { SqliteDatabase } from './sqlite-database.ts';
import { isDamage, SqliteFailure, storageError } from './sqlite-failure.ts';
import { Store, type StoreEnvironment } from './store.ts';

export interface StorePlace {
  /** Where the database lies; made when it is not there. */
  folder: string;
  /** Where a copy is worked on when the folder cannot be written to. */
  temporaryFolder: string;
}

const databaseName = 'clusterwright.db';

/** The file is of a newer form: it is left alone. */
class NewerDatabase extends Error {}

/**
 * Opens the database, whatever state it is in, so that the application always starts and nothing that was there is ever overwritten:
 * a damaged file is kept aside under another name and what can be read of it is brought over; a newer one is left where it is and a file
 * of our own form is used beside it; in a folder that cannot be written to, a temporary copy is worked on. What happened is in the
 * store's `notices`.
 */
export function openStore(place: StorePlace, environment: StoreEnvironment): Store {
  const notices: StorageNotice[] = [];
  const file = path.join(place.folder, databaseName);
  try {
    mkdirSync(place.folder, { recursive: true });
    return new Store(openAround(file, notices, environment), notices, environment);
  } catch (cause) {
    notices.push({ kind: 'readOnly', detail: `${place.folder}: ${storageError(cause, file).detail}` });
    return new Store(openTemporary(file, place.temporaryFolder, environment), notices, environment);
  }
}

/** Opens the file, or another beside it. */
function openAround(file: string, notices: StorageNotice[], environment: StoreEnvironment): SqliteDatabase {
  try {
    return openSound(file);
  } catch (cause) {
    if (cause instanceof NewerDatabase) {
      notices.push({ kind: 'newerKeptAside', detail: file });
      // Named after our form, so that the newer program finds its own file again, and we ours.
      return openAround(path.join(path.dirname(file), `clusterwright.form-${migrations.length}.db`), notices, environment);
    }
    if (!isDamage(cause)) throw cause;
    const aside = keepAside(file, environment.nowMs());
    const db = openSound(file);
    salvage(aside, db, environment.nowMs());
    notices.push({ kind: 'damagedKeptAside', detail: aside });
    return db;
  }
}

/**
 * Opens a whole file of a form that we know, brings it to the latest form and makes sure that it can be written. Throws NewerDatabase and
 * SqliteFailure.
 */
function openSound(file: string): SqliteDatabase {
  checkHeader(file);
  const db = SqliteDatabase.open(file);
  try {
    if (isTooNew(schemaOf(db))) throw new NewerDatabase();
    const check = db.pragma('quick_check(1)');
    if (check !== 'ok') throw new SqliteFailure(file, 'quick_check', Object.assign(new Error(String(check)), { code: 'SQLITE_CORRUPT' }));
    migrate(db);
    db.transaction(() => db.execute(`PRAGMA user_version = ${Number(db.pragma('user_version'))}`));
    return db;
  } catch (error) {
    db.abandon();
    // A full disk still lets the designs be read; each save says that it failed, and is tried again.
    if (error instanceof SqliteFailure && storageError(error, file).reason === 'full') return SqliteDatabase.open(file);
    throw error;
  }
}

/**
 * Refuses a newer or foreign file before SQLite touches it. The rest of the form may still lie in the log, so it is checked again after
 * opening.
 */
function checkHeader(file: string): void {
  const bytes = firstBytes(file);
  // An empty file is a new one; but with a log beside it, it has been cut off, and opening it would delete the log.
  if (bytes === undefined || (bytes.length === 0 && !existsSync(`${file}-wal`))) return;
  const header = readHeader(bytes);
  if (!header || (header.applicationId !== applicationId && header.applicationId !== 0)) {
    throw new SqliteFailure(file, 'header', Object.assign(new Error('file is not a Clusterwright database'), { code: 'SQLITE_NOTADB' }));
  }
  if (isTooNew(header.schema)) throw new NewerDatabase();
}

function firstBytes(file: string): Uint8Array | undefined {
  if (!existsSync(file)) return undefined;
  const descriptor = openSync(file, 'r');
  try {
    const bytes = new Uint8Array(100);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** A copy in the temporary folder; failing even that, a database in memory. Lost when the application ends, which the notice says. */
function openTemporary(file: string, temporaryFolder: string, environment: StoreEnvironment): SqliteDatabase {
  try {
    const copy = path.join(mkdtempSync(path.join(temporaryFolder, 'clusterwright-')), databaseName);
    copyDatabase(file, copy);
    return openAround(copy, [], environment);
  } catch {
    const db = SqliteDatabase.open(':memory:');
    migrate(db);
    return db;
  }
}
