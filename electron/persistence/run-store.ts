import type { AppError } from '../../shared/ipc/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { DesignStorage, JournalBatch, JournalInput, SessionSnapshot, StoredDesign } from '../control-plane/design-storage.ts';
import { designReads, designWrites } from './designs-table.ts';
import { RevisionKeeper } from './revision-keeper.ts';
import { runReads, runWrites } from './runs-table.ts';
import { decodeSnapshot, encodeSnapshot } from './snapshot-state.ts';
import { storageError } from './sqlite-failure.ts';
import type { WritableDb } from './sqlite-database.ts';
import { textDigest } from './text-digest.ts';

/** After so many openings that the process did not survive, a design opens without its running state. */
const openingsTried = 2;

/**
 * The open design's side of the database. A batch is one transaction: text, inputs, time and snapshot of one moment are kept together or
 * not at all, so what is loaded is always a state that was saved.
 */
export class RunStore implements DesignStorage {
  private readonly db: WritableDb;
  private readonly nowMs: () => number;
  private readonly designs: ReturnType<typeof designReads> & ReturnType<typeof designWrites>;
  private readonly runs: ReturnType<typeof runReads> & ReturnType<typeof runWrites>;
  private readonly revisions: RevisionKeeper;
  /** Sequence number after which this process goes on, by design. */
  private readonly tips = new Map<string, number>();

  constructor(db: WritableDb, nowMs: () => number) {
    this.db = db;
    this.nowMs = nowMs;
    this.designs = { ...designReads(db), ...designWrites(db) };
    this.runs = { ...runReads(db), ...runWrites(db) };
    this.revisions = new RevisionKeeper(db);
  }

  /** Errors: NotFound, also for a deleted design; Storage. */
  load(designId: string, purpose: 'open' | 'read'): Result<StoredDesign, AppError> {
    return this.attempt(() => {
      const design = this.designs.one.get({ id: designId });
      const text = this.designs.text.get({ id: designId })?.text;
      const run = this.runs.run.get({ id: designId });
      if (!design || text === undefined || !run || design.deleted_ms !== null) return err({ kind: 'NotFound', what: `design ${designId}` });
      if (purpose === 'open') this.noteOpening(designId);
      this.tips.set(designId, run.tip_seq);
      const running = run.failed_opens >= openingsTried ? undefined : this.runningState(designId, run.tip_seq);
      return ok({
        id: designId, name: design.name, text,
        dirty: design.file_digest !== null && design.file_digest !== textDigest(text), recovered: run.recovered === 1,
        inputs: running?.inputs ?? [], clockMs: running ? run.clock_ms : 0,
        ...(running ? { snapshot: running.snapshot } : {}), ...(design.file_name === null ? {} : { fileName: design.file_name }),
      });
    });
  }

  /** Errors: Storage; then nothing of the batch was kept, and the same batch may be tried again. */
  append(designId: string, batch: JournalBatch): Result<void, AppError> {
    return this.attempt(() => {
      const expectedSeq = this.tips.get(designId);
      if (expectedSeq === undefined) return err({ kind: 'NotFound', what: `open design ${designId}` });
      const written = this.db.transaction(() => this.write(designId, batch, expectedSeq));
      if (written === undefined) {
        return err({
          kind: 'Storage', reason: 'busy', file: this.db.file, detail: 'Another window of Clusterwright has changed this design.',
        });
      }
      this.tips.set(designId, written);
      return ok(undefined);
    });
  }

  /**
   * Notes the file and keeps its text as a revision. The design's own text follows with its next batch, together with the inputs that led
   * to it.
   */
  recordFile(designId: string, file: { fileName: string; filePath: string; text: string }): Result<void, AppError> {
    const { fileName, filePath, text } = file;
    return this.attempt(() => this.db.transaction((): Result<void, AppError> => {
      if (this.designs.setFile.run({ id: designId, fileName, filePath, digest: textDigest(text) }) === 0) {
        return err({ kind: 'NotFound', what: `design ${designId}` });
      }
      this.revisions.keep(designId, text, 'saved', this.nowMs());
      return ok(undefined);
    }));
  }

  /** A failure leaves the design marked as open, which costs no more than the word "recovered". */
  markClosed(designId: string): void {
    this.attempt(() => {
      this.runs.markClosed.run({ id: designId });
      return ok(undefined);
    });
  }

  private write(id: string, { inputs, clockMs, text, snapshot, summary }: JournalBatch, expectedSeq: number): number | undefined {
    const tipSeq = snapshot || inputs.length > 0 ? expectedSeq + 1 : expectedSeq;
    if (this.runs.advance.run({ id, expectedSeq, tipSeq, clockMs }) === 0) return undefined;
    if (snapshot) {
      this.runs.putSnapshot.run({ id, seq: tipSeq, state: encodeSnapshot(snapshot) });
      this.runs.dropInputsUpTo.run({ id, seq: tipSeq });
    } else if (inputs.length > 0) {
      this.runs.insertInputs.run({ id, seq: tipSeq, inputs: JSON.stringify(inputs) });
    }
    if (text) {
      const nowMs = this.nowMs();
      this.revisions.keepAtInterval(id, () => this.designs.text.get({ id })?.text, nowMs);
      this.designs.setText.run({ id, text: text.text });
      this.designs.setName.run({ id, name: text.name, nowMs });
    }
    if (summary) this.designs.setSummary.run({ id, ...summary, thumbnail: JSON.stringify(summary.thumbnail) });
    return tipSeq;
  }

  /**
   * Undefined when there is none, or when it cannot be trusted: damaged bytes, a hole in the journal. The design then starts from its
   * text.
   */
  private runningState(id: string, tipSeq: number): { snapshot: SessionSnapshot; inputs: JournalInput[] } | undefined {
    const row = this.runs.snapshot.get({ id });
    const snapshot = row && decodeSnapshot(row.state);
    if (!row || !snapshot) return undefined;
    const batches = this.runs.inputsAfter.all({ id, seq: row.seq });
    if (batches.some(({ seq }, index) => seq !== row.seq + 1 + index) || row.seq + batches.length !== tipSeq) return undefined;
    return { snapshot, inputs: batches.flatMap(({ inputs }) => JSON.parse(inputs) as JournalInput[]) };
  }

  /** The first batch takes it back. A database that cannot be written to does not keep a design from being opened. */
  private noteOpening(id: string): void {
    this.attempt(() => {
      this.runs.noteOpening.run({ id });
      return ok(undefined);
    });
  }

  private attempt<T>(action: () => Result<T, AppError>): Result<T, AppError> {
    try {
      return action();
    } catch (cause) {
      return err(storageError(cause, this.db.file));
    }
  }
}
