import type { Labels, Matcher } from '../../../../shared/kubernetes/label-selector.ts';
import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import type { ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { controllerOf } from '../owner-references.ts';
import { isPodActive, isPodTerminating, podCondition } from '../pod-state.ts';

/** How many pods that a ReplicaSet controls are in which state. */
export interface PodCounts {
  active: number;
  fullyLabeled: number;
  ready: number;
  /** When ready pods turned so (RFC 3339) → how many did then. */
  readySince: Map<string, number>;
  terminating: number;
  /** Active pods whose labels no longer match the selector: they are to be released, and are in none of the other counts. */
  unmatched: number;
}

interface Tally {
  matches: Matcher;
  templateLabels: Labels;
  counts: PodCounts;
}

/**
 * Counts per ReplicaSet, kept up to date pod by pod, so that a look at a ReplicaSet of 10,000 pods does not read 10,000 pods. Derived
 * from the store alone: counted when first asked for, and not part of a snapshot.
 */
export class PodTallies {
  private readonly api: ApiReader;
  private readonly byUid = new Map<string, Tally>();

  constructor(api: ApiReader) {
    this.api = api;
  }

  of(replicaSet: ReplicaSet): PodCounts {
    const uid = replicaSet.metadata.uid ?? '';
    let tally = this.byUid.get(uid);
    if (!tally) {
      tally = {
        matches: matcherOf(replicaSet.spec.selector),
        templateLabels: replicaSet.spec.template.metadata?.labels ?? {},
        counts: { active: 0, fullyLabeled: 0, ready: 0, readySince: new Map(), terminating: 0, unmatched: 0 },
      };
      for (const pod of this.api.byIndex<Pod>('pods', 'controller', uid)) count(tally, pod, 1);
      this.byUid.set(uid, tally);
    }
    return tally.counts;
  }

  /** To call when the ReplicaSet's spec changed, or when it is gone. */
  forget(uid: string): void {
    this.byUid.delete(uid);
  }

  podChanged(event: WatchEvent): void {
    if (event.previous) this.adjust(event.previous as Pod, -1);
    if (event.type !== 'DELETED') this.adjust(event.object as Pod, 1);
  }

  private adjust(pod: Pod, by: 1 | -1): void {
    const owner = controllerOf(pod);
    const tally = owner && this.byUid.get(owner.uid);
    if (tally) count(tally, pod, by);
  }
}

function count(tally: Tally, pod: Pod, by: 1 | -1): void {
  const { counts } = tally;
  const { labels } = pod.metadata;
  const matches = tally.matches(labels);
  if (isPodActive(pod)) {
    if (!matches) {
      counts.unmatched += by;
      return;
    }
    counts.active += by;
    if (hasLabels(labels, tally.templateLabels)) counts.fullyLabeled += by;
    const condition = podCondition(pod, 'Ready');
    if (condition?.status !== 'True') return;
    counts.ready += by;
    const since = condition.lastTransitionTime;
    if (!since) return;
    const alike = (counts.readySince.get(since) ?? 0) + by;
    if (alike === 0) counts.readySince.delete(since);
    else counts.readySince.set(since, alike);
  } else if (matches && isPodTerminating(pod)) counts.terminating += by;
}

export function hasLabels(labels: Labels | undefined, wanted: Labels): boolean {
  if (labels === wanted) return true;
  for (const key in wanted) if (labels?.[key] !== wanted[key]) return false;
  return true;
}
