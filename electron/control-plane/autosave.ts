import type { AppError } from '../../shared/ipc/errors.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { DesignStorage, JournalBatch, JournalInput, SessionSnapshot } from './design-storage.ts';

/** Inputs and text wait at most this long; the worst that a crash can lose. */
const batchMs = 150;
/** How often the reached time is noted while the clock runs. */
const clockMs = 1_000;
/** How often a running world is saved whole; replay after a crash is at most as long as this. */
const snapshotMs = 20_000;
/** Saving a large world whole takes a while, during which nothing else happens: it may take this part of the time at most. */
const snapshotShare = 1 / 40;
/** A failed save is tried again after this. */
const retryMs = 5_000;

/** Decides when what of the open design is written. Nothing pending is forgotten when a write fails: it is tried again. */
export class Autosave {
  private readonly designId: string;
  private readonly storage: DesignStorage;
  private readonly wallNow: () => number;
  private readonly takeSnapshot: () => SessionSnapshot;
  private inputs: JournalInput[] = [];
  private pendingText: { text: string; name: string } | undefined;
  private snapshotWanted = true;
  private savedClockMs = -1;
  private snapshotClockMs = -1;
  private lastWriteMs = 0;
  private lastSnapshotMs = 0;
  private lastSnapshotCostMs = 0;
  private notBeforeMs = 0;

  constructor(designId: string, storage: DesignStorage, wallNow: () => number, takeSnapshot: () => SessionSnapshot) {
    this.designId = designId;
    this.storage = storage;
    this.wallNow = wallNow;
    this.takeSnapshot = takeSnapshot;
  }

  /** Journals an input. Before the first one the world as opened is saved, so that replay has a base. */
  input(input: JournalInput): void {
    this.inputs.push(input);
  }

  text(text: string, name: string): void {
    this.pendingText = { text, name };
  }

  /** The simulation started anew: inputs of the old world do not lead to this one. */
  replaceWorld(): void {
    this.inputs = [];
    this.snapshotWanted = true;
  }

  /** Writes what is due. @param force write everything now (closing) */
  flush(nowMs: number, running: boolean, force: boolean, summary: () => NonNullable<JournalBatch['summary']>): Result<void, AppError> {
    const wall = this.wallNow();
    if (!force && wall < this.notBeforeMs) return ok(undefined);
    const moved = nowMs !== this.snapshotClockMs;
    const restMs = Math.max(running ? snapshotMs : 2 * clockMs, this.lastSnapshotCostMs / snapshotShare);
    const snapshotDue = this.snapshotWanted || (moved && (force || wall - this.lastSnapshotMs >= restMs));
    const inputsDue = (this.inputs.length > 0 || this.pendingText !== undefined) && (force || wall - this.lastWriteMs >= batchMs);
    const clockDue = nowMs !== this.savedClockMs && (force || wall - this.lastWriteMs >= clockMs);
    if (!snapshotDue && !inputsDue && !clockDue) return ok(undefined);
    const batch: JournalBatch = { inputs: snapshotDue ? [] : this.inputs, clockMs: nowMs };
    if (this.pendingText) batch.text = this.pendingText;
    if (snapshotDue) {
      batch.snapshot = this.takeSnapshot();
      batch.summary = summary();
    }
    const written = this.storage.append(this.designId, batch);
    if (!written.ok) {
      this.notBeforeMs = wall + retryMs;
      return written;
    }
    this.inputs = [];
    this.pendingText = undefined;
    this.savedClockMs = nowMs;
    this.lastWriteMs = wall;
    if (snapshotDue) {
      this.snapshotWanted = false;
      this.snapshotClockMs = nowMs;
      this.lastSnapshotMs = this.wallNow();
      this.lastSnapshotCostMs = this.lastSnapshotMs - wall;
    }
    return ok(undefined);
  }
}
