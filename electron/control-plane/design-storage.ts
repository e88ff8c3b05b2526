import type { Fault } from '../../shared/faults.ts';
import type { AppError } from '../../shared/ipc/errors.ts';
import type { DesignChange } from '../../shared/ipc/design.ts';
import type { Thumbnail } from '../../shared/ipc/library.ts';
import type { Result } from '../../shared/result.ts';
import type { LocalizedText } from '../../shared/view/rows.ts';
import type { WorldSnapshot } from '../engine/world.ts';
import type { TimelineState } from './timeline/recorder.ts';

/** What a person or a script did, with the simulated time at which it was done. Replaying inputs from a snapshot gives the same world again. */
export type JournalInput =
  | { kind: 'edit'; atMs: number; changes: DesignChange[]; label: LocalizedText }
  | { kind: 'fault'; atMs: number; fault: Fault };

/** The running state at one moment: the world and what the window derives from its history. */
export interface SessionSnapshot {
  world: WorldSnapshot;
  timeline: TimelineState;
}

/** A design as it comes from the store: open it by `text`, continue it by `snapshot`, `inputs` and `clockMs`. */
export interface StoredDesign {
  id: string;
  name: string;
  /** The topology file's text, with every edit so far. */
  text: string;
  fileName?: string;
  /** `text` differs from what the file holds. */
  dirty: boolean;
  /** Latest snapshot; absent: the design has not run. */
  snapshot?: SessionSnapshot;
  /** Inputs since the snapshot, in order. */
  inputs: JournalInput[];
  /** Simulated time reached. */
  clockMs: number;
  /** The app ended without closing the design. */
  recovered: boolean;
}

/** What one autosave writes, in one transaction. */
export interface JournalBatch {
  inputs: JournalInput[];
  clockMs: number;
  /** The topology text, when an edit changed it. */
  text?: { text: string; name: string };
  /** Replaces the earlier snapshot and the inputs before it. */
  snapshot?: SessionSnapshot;
  summary?: { machines: number; pods: number; problems: number; thumbnail: Thumbnail };
}

/** The open design's side of the store. Synchronous; each call is one transaction. */
export interface DesignStorage {
  /** @param purpose a design that is loaded to be opened several times, and never saved then, is taken to end the process: it comes without its running state */
  load(designId: string, purpose: 'open' | 'read'): Result<StoredDesign, AppError>;
  append(designId: string, batch: JournalBatch): Result<void, AppError>;
  /** The design's text now stands in this file. */
  recordFile(designId: string, file: { fileName: string; filePath: string; text: string }): Result<void, AppError>;
  /** The design was closed in order: the next open is no recovery. */
  markClosed(designId: string): void;
}
