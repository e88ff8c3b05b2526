import type { AppError } from '../../shared/ipc/errors.ts';
import type { LibraryEntry, RevisionEntry, Thumbnail } from '../../shared/ipc/library.ts';
import type { LinkedFile } from '../../shared/ipc/process-messages.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { designReads, designWrites, type DesignRow } from './designs-table.ts';
import { RevisionKeeper } from './revision-keeper.ts';
import { runWrites } from './runs-table.ts';
import { storageError } from './sqlite-failure.ts';
import type { WritableDb } from './sqlite-database.ts';
import { textDigest } from './text-digest.ts';

/** What the list shows of a design before it has run. */
export interface DesignSummary {
  machines: number;
  pods: number;
  problems: number;
  thumbnail: Thumbnail;
}

export interface NewDesign {
  name: string;
  text: string;
  summary: DesignSummary;
  /** The file that holds this very text. `text` is what the file holds when that differs from the design's. */
  file?: { fileName: string; filePath: string; text: string };
}

/** The library: designs as such, whether open or not. Each method is one transaction. */
export class LibraryStore {
  private readonly db: WritableDb;
  private readonly nowMs: () => number;
  private readonly newId: () => string;
  private readonly designs: ReturnType<typeof designReads> & ReturnType<typeof designWrites>;
  private readonly runs: ReturnType<typeof runWrites>;
  private readonly keeper: RevisionKeeper;

  constructor(db: WritableDb, nowMs: () => number, newId: () => string) {
    this.db = db;
    this.nowMs = nowMs;
    this.newId = newId;
    this.designs = { ...designReads(db), ...designWrites(db) };
    this.runs = runWrites(db);
    this.keeper = new RevisionKeeper(db);
  }

  /** Latest edited first. */
  list(): Result<{ designs: LibraryEntry[]; deleted: LibraryEntry[] }, AppError> {
    return this.attempt(() => {
      const rows = this.designs.all.all({});
      return ok({
        designs: rows.filter((row) => row.deleted_ms === null).map(entryOf),
        deleted: rows.filter((row) => row.deleted_ms !== null).map(entryOf),
      });
    });
  }

  /** @returns the new design's id. Its text is its first revision. */
  create({ name, text, summary, file }: NewDesign): Result<string, AppError> {
    return this.attempt(() => {
      const id = this.newId();
      const nowMs = this.nowMs();
      this.db.transaction(() => {
        this.designs.insert.run({
          id, name, nowMs, ...summary, thumbnail: JSON.stringify(summary.thumbnail),
          fileName: file?.fileName ?? null, filePath: file?.filePath ?? null, fileDigest: file ? textDigest(file.text) : null,
        });
        this.designs.insertText.run({ id, text });
        this.runs.insert.run({ id });
        this.keeper.keep(id, text, 'created', nowMs);
      });
      return ok(id);
    });
  }

  /** `name`, or, when a design has it, the name with the first free number: `shop-2`. */
  freeName(name: string): Result<string, AppError> {
    return this.attempt(() => {
      const taken = new Set(this.designs.names.all({}).map((row) => row.name));
      if (!taken.has(name)) return ok(name);
      const base = name.replace(/-\d+$/, '');
      let number = 2;
      while (taken.has(`${base}-${number}`)) number += 1;
      return ok(`${base}-${number}`);
    });
  }

  /** Errors: NotFound. */
  textOf(designId: string): Result<{ name: string; text: string; summary: DesignSummary }, AppError> {
    return this.attempt(() => {
      const row = this.designs.one.get({ id: designId });
      const text = this.designs.text.get({ id: designId })?.text;
      if (!row || text === undefined) return notFound(designId);
      const { name, machines, pods, problems, thumbnail } = row;
      return ok({ name, text, summary: { machines, pods, problems, thumbnail: JSON.parse(thumbnail) as Thumbnail } });
    });
  }

  /** Renames a design that is not open. @param text with the new name in it */
  rename(designId: string, name: string, text: string): Result<void, AppError> {
    return this.attempt(() => this.db.transaction((): Result<void, AppError> => {
      if (this.designs.setName.run({ id: designId, name, nowMs: this.nowMs() }) === 0) return notFound(designId);
      this.designs.setText.run({ id: designId, text });
      return ok(undefined);
    }));
  }

  /** Deleted designs stay in the database, with everything, until they are wanted back. */
  setDeleted(designId: string, deleted: boolean): Result<void, AppError> {
    return this.attempt(() => {
      const changed = this.designs.setDeleted.run({ id: designId, deletedMs: deleted ? this.nowMs() : null });
      return changed === 0 ? notFound(designId) : ok(undefined);
    });
  }

  /** A design's name, and the file that it was opened from or saved to last. Errors: NotFound. */
  nameAndFile(designId: string): Result<{ name: string; file?: LinkedFile }, AppError> {
    return this.attempt(() => {
      const row = this.designs.one.get({ id: designId });
      if (!row) return notFound(designId);
      const { name, file_name: fileName, file_path: filePath, file_digest: digest } = row;
      return ok({ name, ...(fileName !== null && filePath !== null && digest !== null ? { file: { fileName, filePath, digest } } : {}) });
    });
  }

  /** The design that already stands for a file with this content. */
  designOfFile(filePath: string, text: string): Result<string | undefined, AppError> {
    return this.attempt(() => ok(this.designs.byFile.get({ path: filePath, digest: textDigest(text) })?.id));
  }

  /** Newest first. */
  revisions(designId: string): Result<RevisionEntry[], AppError> {
    return this.attempt(() => {
      if (!this.designs.one.get({ id: designId })) return notFound(designId);
      return ok(this.keeper.list(designId).map(({ saved_ms, ...revision }) => ({ ...revision, savedAt: time(saved_ms) })));
    });
  }

  /** A text as it was. Errors: NotFound. */
  revisionText(designId: string, revision: number): Result<string, AppError> {
    return this.attempt(() => {
      const text = this.keeper.textOf(designId, revision);
      return text === undefined ? err({ kind: 'NotFound', what: `revision ${revision} of design ${designId}` }) : ok(text);
    });
  }

  /**
   * Makes an earlier text the present one; the present one becomes a revision. The design, which must not be open, starts at 0. Errors:
   * NotFound.
   */
  restoreRevision(designId: string, revision: number, nameOf: (text: string) => string): Result<void, AppError> {
    return this.attempt(() => this.db.transaction((): Result<void, AppError> => {
      const text = this.keeper.textOf(designId, revision);
      const present = this.designs.text.get({ id: designId })?.text;
      if (text === undefined || present === undefined) return err({ kind: 'NotFound', what: `revision ${revision} of design ${designId}` });
      const nowMs = this.nowMs();
      this.keeper.keep(designId, present, 'beforeRestore', nowMs);
      this.designs.setText.run({ id: designId, text });
      this.designs.setName.run({ id: designId, name: nameOf(text), nowMs });
      this.runs.dropSnapshot.run({ id: designId });
      this.runs.reset.run({ id: designId });
      this.runs.dropInputsUpTo.run({ id: designId, seq: Number.MAX_SAFE_INTEGER });
      return ok(undefined);
    }));
  }

  private attempt<T>(action: () => Result<T, AppError>): Result<T, AppError> {
    try {
      return action();
    } catch (cause) {
      return err(storageError(cause, this.db.file));
    }
  }
}

function entryOf(row: DesignRow): LibraryEntry {
  return {
    id: row.id, name: row.name, createdAt: time(row.created_ms), editedAt: time(row.edited_ms),
    machines: row.machines, pods: row.pods, problems: row.problems, recovered: row.recovered === 1,
    thumbnail: JSON.parse(row.thumbnail) as Thumbnail,
    ...(row.deleted_ms === null ? {} : { deletedAt: time(row.deleted_ms) }), ...(row.file_name === null ? {} : { fileName: row.file_name }),
  };
}

function notFound(designId: string): Result<never, AppError> {
  return err({ kind: 'NotFound', what: `design ${designId}` });
}

function time(unixMs: number): string {
  return new Date(unixMs).toISOString();
}
