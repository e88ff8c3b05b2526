import type { Migration } from './migration.ts';

/** Earlier texts of a design, whole, each on its own: a fault in one cannot reach another. */
export const revisions: Migration = {
  version: 2,
  minimumSafeVersion: 1,
  up(db) {
    db.execute(`
      CREATE TABLE revisions (
        design_id TEXT NOT NULL REFERENCES designs (id) ON DELETE CASCADE,
        revision INTEGER NOT NULL,
        saved_ms INTEGER NOT NULL,
        label TEXT NOT NULL,
        text TEXT NOT NULL,
        machines INTEGER NOT NULL,
        manifests INTEGER NOT NULL,
        PRIMARY KEY (design_id, revision)
      ) STRICT;
    `);
  },
};
