import type { Decision } from '../../../shared/decisions.ts';

const keptPerObject = 3;

/**
 * The last few decisions about each object, for "Why?". Forgotten with the object. Once a pod has its node, the attempts before have nothing
 * more to say: they are forgotten, which keeps snapshots of large clusters small.
 */
export class DecisionLog {
  private byUid = new Map<string, Decision[]>();

  record(decision: Decision): void {
    const decisions = this.byUid.get(decision.objectUid);
    if (!decisions || decision.outcome === 'Bound') this.byUid.set(decision.objectUid, [decision]);
    else {
      decisions.push(decision);
      if (decisions.length > keptPerObject) decisions.shift();
    }
  }

  forget(uid: string): void {
    this.byUid.delete(uid);
  }

  /** Newest last. */
  about(uid: string): readonly Decision[] {
    return this.byUid.get(uid) ?? [];
  }

  save(): [string, Decision[]][] {
    return [...this.byUid];
  }

  load(saved: [string, Decision[]][]): void {
    this.byUid = new Map(saved);
  }
}
