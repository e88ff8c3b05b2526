import { TopologyText } from '../../shared/topology/topology-text.ts';
import { revisionReads, revisionWrites } from './revisions-table.ts';
import type { WritableDb } from './sqlite-database.ts';

/** Why a revision was made; the window words it. */
export type RevisionLabel = 'created' | 'saved' | 'autosave' | 'beforeRestore';

/** Revisions kept per design. */
const kept = 50;
/** While a person edits, the text as it was is kept this often. */
const intervalMs = 10 * 60_000;

/** Decides which texts of a design stay as revisions. Its methods are called inside the transaction that changes the text. */
export class RevisionKeeper {
  private readonly reads: ReturnType<typeof revisionReads>;
  private readonly writes: ReturnType<typeof revisionWrites>;

  constructor(db: WritableDb) {
    this.reads = revisionReads(db);
    this.writes = revisionWrites(db);
  }

  /** Keeps a text, unless the latest revision is the same. */
  keep(id: string, text: string, label: RevisionLabel, nowMs: number): void {
    const latest = this.reads.latest.get({ id });
    if (latest?.text === text) return;
    const revision = (latest?.revision ?? 0) + 1;
    this.writes.insert.run({ id, revision, nowMs, label, text, ...countsOf(text) });
    this.writes.prune.run({ id, upTo: revision - kept });
  }

  /** Keeps the text that an edit is about to replace, when the latest revision is old. @param replaced reads that text */
  keepAtInterval(id: string, replaced: () => string | undefined, nowMs: number): void {
    const latest = this.reads.latestTime.get({ id });
    if (latest && nowMs - latest.saved_ms < intervalMs) return;
    const text = replaced();
    if (text !== undefined) this.keep(id, text, 'autosave', nowMs);
  }

  textOf(id: string, revision: number): string | undefined {
    return this.reads.text.get({ id, revision })?.text;
  }

  list(id: string) {
    return this.reads.list.all({ id });
  }
}

function countsOf(text: string): { machines: number; manifests: number } {
  const { text: topologyText } = TopologyText.parse(text, 'revision');
  if (!topologyText) return { machines: 0, manifests: 0 };
  const { cluster, manifests } = topologyText.topology;
  return { machines: cluster.spec.machines.length, manifests: manifests.length };
}
