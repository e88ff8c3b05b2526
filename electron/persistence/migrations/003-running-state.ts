import type { Migration } from './migration.ts';

/**
 * The running state. `previous_seq` chains the journal: two writers that both continue from the same batch collide on the unique key
 * instead of overwriting one another, and the check leaves no way to write a hole. A program that does not know these tables would change
 * texts without journalling, so it must not open the file.
 */
export const runningState: Migration = {
  version: 3,
  minimumSafeVersion: 3,
  up(db) {
    db.execute(`
      CREATE TABLE runs (
        design_id TEXT PRIMARY KEY NOT NULL REFERENCES designs (id) ON DELETE CASCADE,
        tip_seq INTEGER NOT NULL,
        clock_ms INTEGER NOT NULL,
        is_open INTEGER NOT NULL,
        recovered INTEGER NOT NULL,
        failed_opens INTEGER NOT NULL
      ) STRICT;
      INSERT INTO runs SELECT id, 0, 0, 0, 0, 0 FROM designs;
      CREATE TABLE journal (
        design_id TEXT NOT NULL REFERENCES designs (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        previous_seq INTEGER NOT NULL CHECK (previous_seq = seq - 1),
        inputs TEXT NOT NULL CHECK (json_valid(inputs)),
        PRIMARY KEY (design_id, seq),
        UNIQUE (design_id, previous_seq)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE snapshots (
        design_id TEXT PRIMARY KEY NOT NULL REFERENCES designs (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        state BLOB NOT NULL
      ) STRICT;
    `);
  },
};
