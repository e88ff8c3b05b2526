import type { Migration } from './migration.ts';

/**
 * The library: what a list shows of each design, and, apart from it, the long text, so that noting progress never rewrites it. Times are
 * Unix milliseconds.
 */
export const library: Migration = {
  version: 1,
  minimumSafeVersion: 1,
  up(db) {
    db.execute(`
      CREATE TABLE designs (
        id TEXT PRIMARY KEY NOT NULL,
        name TEXT NOT NULL,
        created_ms INTEGER NOT NULL,
        edited_ms INTEGER NOT NULL,
        deleted_ms INTEGER,
        file_name TEXT,
        file_path TEXT,
        file_digest TEXT,
        machines INTEGER NOT NULL,
        pods INTEGER NOT NULL,
        problems INTEGER NOT NULL,
        thumbnail TEXT NOT NULL CHECK (json_valid(thumbnail))
      ) STRICT;
      CREATE INDEX designs_by_file ON designs (file_path) WHERE file_path IS NOT NULL;
      CREATE TABLE topologies (
        design_id TEXT PRIMARY KEY NOT NULL REFERENCES designs (id) ON DELETE CASCADE,
        text TEXT NOT NULL
      ) STRICT;
    `);
  },
};
