import type { ReadableDb, WritableDb } from './sqlite-database.ts';

export interface RunRow {
  tip_seq: number;
  clock_ms: number;
  is_open: number;
  recovered: number;
  failed_opens: number;
}

/** Statements that read running states: progress, journal, snapshot. */
export function runReads(db: ReadableDb) {
  return {
    run: db.read<{ id: string }, RunRow>('SELECT tip_seq, clock_ms, is_open, recovered, failed_opens FROM runs WHERE design_id = :id'),
    snapshot: db.read<{ id: string }, { seq: number; state: Uint8Array }>('SELECT seq, state FROM snapshots WHERE design_id = :id'),
    inputsAfter: db.read<{ id: string; seq: number }, { seq: number; inputs: string }>(
      'SELECT seq, inputs FROM journal WHERE design_id = :id AND seq > :seq ORDER BY seq',
    ),
    leftOpen: db.read<Record<string, never>, { name: string }>(
      'SELECT d.name FROM runs r JOIN designs d ON d.id = r.design_id WHERE r.is_open = 1 ORDER BY d.name',
    ),
  };
}

/** Statements that change running states. */
export function runWrites(db: WritableDb) {
  return {
    insert: db.write<{ id: string }>(
      'INSERT INTO runs (design_id, tip_seq, clock_ms, is_open, recovered, failed_opens) VALUES (:id, 0, 0, 0, 0, 0)',
    ),
    /** Changes nothing when another writer has moved the tip. */
    advance: db.write<{ id: string; expectedSeq: number; tipSeq: number; clockMs: number }>(
      `UPDATE runs SET tip_seq = :tipSeq, clock_ms = :clockMs, is_open = 1, failed_opens = 0
       WHERE design_id = :id AND tip_seq = :expectedSeq`,
    ),
    insertInputs: db.write<{ id: string; seq: number; inputs: string }>(
      'INSERT INTO journal (design_id, seq, previous_seq, inputs) VALUES (:id, :seq, :seq - 1, :inputs)',
    ),
    /** What the snapshot already holds. */
    dropInputsUpTo: db.write<{ id: string; seq: number }>('DELETE FROM journal WHERE design_id = :id AND seq <= :seq'),
    putSnapshot: db.write<{ id: string; seq: number; state: Uint8Array }>(
      `INSERT INTO snapshots (design_id, seq, state) VALUES (:id, :seq, :state)
       ON CONFLICT (design_id) DO UPDATE SET seq = excluded.seq, state = excluded.state`,
    ),
    dropSnapshot: db.write<{ id: string }>('DELETE FROM snapshots WHERE design_id = :id'),
    /** Back to time 0. The sequence goes on, so that a writer of the old run collides. */
    reset: db.write<{ id: string }>('UPDATE runs SET tip_seq = tip_seq + 1, clock_ms = 0 WHERE design_id = :id'),
    markClosed: db.write<{ id: string }>('UPDATE runs SET is_open = 0, recovered = 0 WHERE design_id = :id'),
    noteOpening: db.write<{ id: string }>('UPDATE runs SET failed_opens = failed_opens + 1 WHERE design_id = :id'),
    /** At the start of a process: what is open still belonged to one that ended without closing it. */
    markRecovered: db.write<Record<string, never>>('UPDATE runs SET is_open = 0, recovered = 1 WHERE is_open = 1'),
  };
}
