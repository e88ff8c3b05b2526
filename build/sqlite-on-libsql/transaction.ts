import type { Database } from './database.ts';

const savepoint = '`\t_bs3.\t`';

/**
 * `better-sqlite3`'s transaction wrapper: commits when the body returns, rolls back when it throws, and becomes a
 * savepoint inside another transaction. The variants `deferred`, `immediate` and `exclusive` hang on the function.
 */
export function wrapTransaction<A extends unknown[], R>(database: Database, body: (...args: A) => R) {
  const variant = (begin: string) => (...args: A): R => {
    const nested = database.inTransaction;
    database.exec(nested ? `SAVEPOINT ${savepoint}` : begin);
    try {
      const result = body(...args);
      database.exec(nested ? `RELEASE ${savepoint}` : 'COMMIT');
      return result;
    } catch (error) {
      // SQLite itself may have rolled back already, for instance on a full disk.
      if (database.inTransaction) {
        if (nested) database.exec(`ROLLBACK TO ${savepoint}`).exec(`RELEASE ${savepoint}`);
        else database.exec('ROLLBACK');
      }
      throw error;
    }
  };
  const deferred = variant('BEGIN DEFERRED');
  return Object.assign(variant('BEGIN'), {
    database, deferred, immediate: variant('BEGIN IMMEDIATE'), exclusive: variant('BEGIN EXCLUSIVE'), default: deferred,
  });
}
