import type { ReadableDb, WritableDb } from './sqlite-database.ts';

export interface RevisionRow {
  revision: number;
  saved_ms: number;
  label: string;
  machines: number;
  manifests: number;
}

export function revisionReads(db: ReadableDb) {
  return {
    list: db.read<{ id: string }, RevisionRow>(
      'SELECT revision, saved_ms, label, machines, manifests FROM revisions WHERE design_id = :id ORDER BY revision DESC',
    ),
    text: db.read<{ id: string; revision: number }, { text: string }>(
      'SELECT text FROM revisions WHERE design_id = :id AND revision = :revision',
    ),
    latest: db.read<{ id: string }, { revision: number; saved_ms: number; text: string }>(
      'SELECT revision, saved_ms, text FROM revisions WHERE design_id = :id ORDER BY revision DESC LIMIT 1',
    ),
    latestTime: db.read<{ id: string }, { saved_ms: number }>(
      'SELECT saved_ms FROM revisions WHERE design_id = :id ORDER BY revision DESC LIMIT 1',
    ),
  };
}

export function revisionWrites(db: WritableDb) {
  return {
    insert: db.write<{ id: string; revision: number; nowMs: number; label: string; text: string; machines: number; manifests: number }>(
      `INSERT INTO revisions (design_id, revision, saved_ms, label, text, machines, manifests)
       VALUES (:id, :revision, :nowMs, :label, :text, :machines, :manifests)`,
    ),
    /** Keeps the newest; the numbers only ever grow. */
    prune: db.write<{ id: string; upTo: number }>('DELETE FROM revisions WHERE design_id = :id AND revision <= :upTo'),
  };
}
