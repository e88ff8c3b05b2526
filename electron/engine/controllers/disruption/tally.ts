import { jsonEqual } from '../../../../shared/json.ts';
import type { Matcher } from '../../../../shared/kubernetes/label-selector.ts';
import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { OwnerReference } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PodDisruptionBudget } from '../../../../shared/kubernetes/types/policy.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { controllerOf } from '../owner-references.ts';
import { isPodReady } from '../pod-state.ts';
import { SelectorIndex } from '../selector-index.ts';

/** How many of the pods that a budget selects are in which state. */
export interface BudgetCounts {
  pods: number;
  /** Ready, and not being deleted. */
  healthy: number;
  unmanaged: number;
  /** By the uid of the pods' controller. */
  controllers: Map<string, { reference: OwnerReference; pods: number }>;
}

interface Tally extends BudgetCounts {
  selector: PodDisruptionBudget['spec']['selector'];
  matches: Matcher;
}

/**
 * Counts per budget, kept up to date pod by pod, so that a look at a budget over 10,000 pods does not read 10,000 pods. Derived from the
 * store alone: counted when first asked for, and not part of a snapshot.
 */
export class BudgetTallies {
  private readonly api: ApiReader;
  private readonly index: SelectorIndex<PodDisruptionBudget>;
  private readonly byKey = new Map<string, Tally>();

  constructor(api: ApiReader) {
    this.api = api;
    this.index = new SelectorIndex(api, 'poddisruptionbudgets', ({ spec: { selector } }) => (
      selector ? { matches: matcherOf(selector), needs: Object.entries(selector.matchLabels ?? {})[0] } : undefined
    ));
  }

  budgetChanged(event: WatchEvent): void {
    this.index.changed(event);
    const known = this.byKey.get(event.key);
    if (known && (event.type === 'DELETED' || !jsonEqual(known.selector, (event.object as PodDisruptionBudget).spec.selector))) this.byKey.delete(event.key);
  }

  /** @returns keys of the budgets that select the pod before or after the change, in the order of the store */
  podChanged({ type, object, previous }: WatchEvent<Pod>): string[] {
    const budgets = this.index.selectorsOf(object.metadata.namespace ?? '', object.metadata.labels, previous?.metadata.labels);
    for (const key of budgets) {
      const tally = this.byKey.get(key);
      if (!tally) continue;
      if (previous) count(tally, previous, -1);
      if (type !== 'DELETED') count(tally, object, 1);
    }
    return budgets;
  }

  of(budget: PodDisruptionBudget): BudgetCounts {
    const key = objectKey(budget);
    let tally = this.byKey.get(key);
    if (!tally) {
      const { selector } = budget.spec;
      tally = { selector, matches: matcherOf(selector), pods: 0, healthy: 0, unmanaged: 0, controllers: new Map() };
      for (const pod of this.api.byIndex<Pod>('pods', 'namespace', budget.metadata.namespace ?? '')) count(tally, pod, 1);
      this.byKey.set(key, tally);
    }
    return tally;
  }
}

/** Counts as healthy, as long as nobody has been allowed to evict it. */
export function isHealthy(pod: Pod): boolean {
  return !pod.metadata.deletionTimestamp && isPodReady(pod);
}

function count(tally: Tally, pod: Pod, by: 1 | -1): void {
  if (!tally.matches(pod.metadata.labels ?? {})) return;
  tally.pods += by;
  if (isHealthy(pod)) tally.healthy += by;
  const reference = controllerOf(pod);
  if (!reference) {
    tally.unmanaged += by;
    return;
  }
  const known = tally.controllers.get(reference.uid);
  if (!known) tally.controllers.set(reference.uid, { reference, pods: by });
  else if ((known.pods += by) === 0) tally.controllers.delete(reference.uid);
}
