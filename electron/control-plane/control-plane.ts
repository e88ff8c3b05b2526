import type { AppError } from '../../shared/ipc/errors.ts';
import { exportTargetOf, type ExportFile, type ExportNote, type ExportTargetId } from '../../shared/export/index.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { manifestRef } from '../../shared/topology/manifest-ref.ts';
import { TopologyText } from '../../shared/topology/topology-text.ts';
import type { ViewMessage } from '../../shared/view/feed.ts';
import type { DesignStorage } from './design-storage.ts';
import { DesignSession, type WallClock } from './session.ts';

/**
 * The control plane process as its channels see it: at most one open design, and the window that it is shown in. Owns no timer and no port: the process entry calls
 * `tick` some sixty times a second and sends what comes out of `send`.
 */
export class ControlPlane {
  private readonly storage: DesignStorage;
  private readonly send: (message: ViewMessage) => void;
  private readonly onSaveFailed: (error: AppError) => void;
  private readonly wallNow: WallClock;
  private current: DesignSession | undefined;
  private clockChanged = false;
  private saveFailing = false;

  constructor(options: { storage: DesignStorage; send: (message: ViewMessage) => void; onSaveFailed: (error: AppError) => void; wallNow: WallClock }) {
    this.storage = options.storage;
    this.send = options.send;
    this.onSaveFailed = options.onSaveFailed;
    this.wallNow = options.wallNow;
  }

  /** Errors: NotFound, when no design is open. */
  session(): Result<DesignSession, AppError> {
    return this.current ? ok(this.current) : err({ kind: 'NotFound', what: 'an open design' });
  }

  /** Opens a design and sends its list. The one open before is saved and closed. Opening the open one again only sends the list (the window was reloaded). */
  open(designId: string): Result<void, AppError> {
    if (this.current?.id !== designId) {
      const stored = this.storage.load(designId, 'open');
      if (!stored.ok) return stored;
      const session = DesignSession.open(stored.value, this.storage, this.wallNow);
      if (!session.ok) return session;
      this.close();
      this.current = session.value;
      this.save(true);
    }
    this.pushList();
    return ok(undefined);
  }

  /** Saves and closes the open design, if there is one. */
  close(): void {
    const session = this.current;
    if (!session) return;
    session.clock.pause();
    this.save(true);
    this.storage.markClosed(session.id);
    this.current = undefined;
  }

  pushList(): void {
    if (this.current) this.send(this.current.list());
  }

  /** The clock was paused, started or moved by hand: the window hears of it with the next delta even if nothing else changed. */
  pushClock(): void {
    this.clockChanged = true;
  }

  textOf(designId: string): Result<{ text: string }, AppError> {
    if (this.current?.id === designId) return ok({ text: this.current.document.text.toString() });
    const stored = this.storage.load(designId, 'read');
    return stored.ok ? ok({ text: stored.value.text }) : stored;
  }

  /** A design as the configuration of a tool, and what that cannot say. */
  exportOf(designId: string, id: ExportTargetId): Result<{ files: ExportFile[]; notes: ExportNote[] }, AppError> {
    const target = exportTargetOf(id);
    if (!target) return err({ kind: 'NotFound', what: `the export ${id}` });
    const text = this.textObjectOf(designId);
    if (!text.ok) return text;
    const { topology } = text.value;
    return ok({ files: target.files(topology, (manifest) => text.value.yamlOf(manifestRef(manifest))), notes: target.notes(topology) });
  }

  private textObjectOf(designId: string): Result<TopologyText, AppError> {
    if (this.current?.id === designId) return ok(this.current.document.text);
    const stored = this.storage.load(designId, 'read');
    if (!stored.ok) return stored;
    const { text, problems } = TopologyText.parse(stored.value.text, stored.value.name);
    return text ? ok(text) : err({ kind: 'BadFile', problems });
  }

  markSaved(designId: string, fileName: string, filePath: string): Result<void, AppError> {
    const text = this.textOf(designId);
    if (!text.ok) return text;
    const recorded = this.storage.recordFile(designId, { fileName, filePath, text: text.value.text });
    if (recorded.ok && this.current?.id === designId) this.current.markSaved(fileName);
    return recorded;
  }

  /** Runs what is due, sends what changed, saves what is due. */
  tick(): void {
    const session = this.current;
    if (!session) return;
    const wasRunning = session.clock.running;
    const moved = session.clock.tick();
    const clockChanged = moved || this.clockChanged || wasRunning !== session.clock.running;
    this.clockChanged = false;
    const delta = session.delta(clockChanged);
    if (delta) this.send(delta);
    this.save(false);
  }

  private save(force: boolean): void {
    const saved = this.current?.saveDue(force);
    if (saved && !saved.ok && !this.saveFailing) this.onSaveFailed(saved.error);
    if (saved) this.saveFailing = !saved.ok;
  }
}
