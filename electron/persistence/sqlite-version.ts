import Database from 'better-sqlite3';

/** Version of the SQLite library that is linked in, such as `3.54.1`. Throws when its native module cannot be loaded. */
export function sqliteVersion(): string {
  const database = new Database(':memory:');
  try {
    return String(database.prepare('SELECT sqlite_version()').pluck().get());
  } finally {
    database.close();
  }
}
