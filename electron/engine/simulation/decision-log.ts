import type { ActionDecision, AutoscalingDecision, Decision } from '../../../shared/decisions.ts';
import { jsonEqual } from '../../../shared/json.ts';

const attemptsKept = 3;
/** Half an hour of looks that all differ. */
const looksKept = 120;
/** Of one kind of decision about one object. */
const actionsKept = 6;

/**
 * The last few decisions about each object, for "Why?". Forgotten with the object. Once a pod has its node, the attempts before have nothing
 * more to say: they are forgotten, which keeps snapshots of large clusters small. Decisions that say the same as the one before of their kind are kept as one.
 */
export class DecisionLog {
  private byUid = new Map<string, Decision[]>();
  private isTrial = false;

  /** Runs something that is only tried: what is decided in it is not remembered. */
  tryOut<T>(run: () => T): T {
    this.isTrial = true;
    try {
      return run();
    } finally {
      this.isTrial = false;
    }
  }

  record(decision: Decision): void {
    if (this.isTrial) return;
    const decisions = this.byUid.get(decision.objectUid);
    if (!decisions) {
      this.byUid.set(decision.objectUid, [decision]);
      return;
    }
    if (endsAttempts(decision)) {
      this.byUid.set(decision.objectUid, [...decisions.filter(({ kind }) => kind !== 'Scheduling'), decision]);
      return;
    }
    const at = decisions.findLastIndex(({ kind }) => kind === decision.kind);
    const last = decisions[at];
    if (last && isSameAgain(last, decision)) decisions[at] = last.kind === 'Autoscaling' ? { ...last, ...timesOf(decision) } : { ...last, atMs: decision.atMs };
    else {
      decisions.push(decision);
      if (decisions.length > mostKept(decision)) dropOldest(decisions, decision.kind, mostKept(decision));
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

function endsAttempts(decision: Decision): boolean {
  return decision.kind === 'Scheduling' && decision.outcome === 'Bound';
}

/** A decision with the facts of the one before: they become one. */
function isSameAgain(last: Decision, next: Decision): last is AutoscalingDecision | ActionDecision {
  return last.kind !== 'Scheduling' && last.kind === next.kind && jsonEqual({ ...last, ...noTimes }, { ...next, ...noTimes });
}

const noTimes = { sinceMs: 0, atMs: 0, sampledAtMs: 0 };

/** Of a look that found what the one before found: when it was, and of what. */
function timesOf(decision: Decision): { atMs: number; sampledAtMs?: number } {
  const { atMs } = decision;
  return decision.kind === 'Autoscaling' && decision.sampledAtMs !== undefined ? { atMs, sampledAtMs: decision.sampledAtMs } : { atMs };
}

function mostKept({ kind }: Decision): number {
  return kind === 'Scheduling' ? attemptsKept : kind === 'Autoscaling' ? looksKept : actionsKept;
}

/** Forgets the oldest of this kind when there are more than `most`. */
function dropOldest(decisions: Decision[], kind: Decision['kind'], most: number): void {
  let count = 0;
  for (const decision of decisions) if (decision.kind === kind) count += 1;
  if (count > most) decisions.splice(decisions.findIndex((decision) => decision.kind === kind), 1);
}
