import type { WritableDb } from '../sqlite-database.ts';

/** One step of the database's form. Never edited once released: a change is a new migration. */
export interface Migration {
  /** 1, 2, 3 … without gaps. */
  version: number;
  /**
   * The oldest version of this program's form that may still open the file afterwards: equal to `version` when older programs would break
   * it, lower when they would merely not see what is new.
   */
  minimumSafeVersion: number;
  up(db: WritableDb): void;
}
