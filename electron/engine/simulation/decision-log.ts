import type { AutoscalingDecision, Decision } from '../../../shared/decisions.ts';
import { jsonEqual } from '../../../shared/json.ts';

const attemptsKept = 3;
/** Half an hour of looks that all differ. */
const looksKept = 120;

/**
 * The last few decisions about each object, for "Why?". Forgotten with the object. Once a pod has its node, the attempts before have nothing
 * more to say: they are forgotten, which keeps snapshots of large clusters small. Equal looks of an autoscaler that follow one another are kept as one.
 */
export class DecisionLog {
  private byUid = new Map<string, Decision[]>();

  record(decision: Decision): void {
    const decisions = this.byUid.get(decision.objectUid);
    const last = decisions?.at(-1);
    if (!decisions || !last || endsAllBefore(decision)) this.byUid.set(decision.objectUid, [decision]);
    else if (isSameAgain(last, decision)) decisions[decisions.length - 1] = { ...last, atMs: decision.atMs };
    else {
      decisions.push(decision);
      if (decisions.length > (decision.kind === 'Scheduling' ? attemptsKept : looksKept)) decisions.shift();
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

function endsAllBefore(decision: Decision): boolean {
  return decision.kind === 'Scheduling' && decision.outcome === 'Bound';
}

/** A look of an autoscaler with the outcome of the one before: they become one. */
function isSameAgain(last: Decision, next: Decision): last is AutoscalingDecision {
  return last.kind === 'Autoscaling' && next.kind === 'Autoscaling' && jsonEqual({ ...last, sinceMs: 0, atMs: 0 }, { ...next, sinceMs: 0, atMs: 0 });
}
