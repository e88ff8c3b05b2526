import { migrations as allMigrations } from './migrations/list.ts';
import type { Migration } from './migrations/migration.ts';
import { applicationId, decodeSchemaVersion, encodeSchemaVersion, type SchemaVersion } from './schema-version.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

/** Whether a program that knows forms up to `latest` must leave a file of this form alone. */
export function isTooNew(schema: SchemaVersion, latest = allMigrations.length): boolean {
  return schema.version > latest && schema.minimumSafeVersion > latest;
}

/**
 * Brings a database to the latest form, one migration and one transaction at a time; a process killed in between goes on from where it
 * was. The version is read again inside each transaction, since another process may have been faster. A file of a newer but compatible
 * form is left as it is.
 */
export function migrate(db: SqliteDatabase, migrations: readonly Migration[] = allMigrations): void {
  for (const migration of migrations) {
    db.transaction(() => {
      const present = schemaOf(db);
      if (present.version >= migration.version) return;
      migration.up(db);
      const minimumSafeVersion = Math.max(present.minimumSafeVersion, migration.minimumSafeVersion);
      const userVersion = encodeSchemaVersion({ version: migration.version, minimumSafeVersion });
      db.execute(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${userVersion};`);
    });
  }
}

export function schemaOf(db: SqliteDatabase): SchemaVersion {
  return decodeSchemaVersion(Number(db.pragma('user_version')));
}
