import { compileSelector } from '../../../../../shared/kubernetes/label-selector-matcher.ts';
import { selectorFromObject, type Matcher } from '../../../../../shared/kubernetes/label-selector.ts';
import type { KubernetesObject, LabelSelector } from '../../../../../shared/kubernetes/types/meta.ts';
import type { ApiReader } from '../../../apistore/api-client.ts';
import type { PodInfo } from '../../cache/pod-info.ts';

/** What preemption reads of a PodDisruptionBudget. */
export interface Budget {
  readonly namespace: string;
  readonly matches: Matcher;
  readonly disruptionsAllowed: number;
  /** Pods whose eviction the API already granted. */
  readonly disruptedPods: Readonly<Record<string, unknown>>;
}

interface PodDisruptionBudget extends KubernetesObject {
  spec?: { selector?: LabelSelector };
  status?: { disruptionsAllowed?: number; disruptedPods?: Record<string, unknown> };
}

/** Budgets that can match anything: a nil, empty or invalid selector matches no pod here. */
export function listBudgets(api: ApiReader): Budget[] {
  const budgets: Budget[] = [];
  for (const { metadata, spec, status } of api.list<PodDisruptionBudget>('poddisruptionbudgets')) {
    const selector = selectorFromObject(spec?.selector);
    if (!selector.ok || selector.value.nothing || selector.value.requirements.length === 0) continue;
    budgets.push({
      namespace: metadata.namespace ?? '', matches: compileSelector(selector.value),
      disruptionsAllowed: status?.disruptionsAllowed ?? 0, disruptedPods: status?.disruptedPods ?? {},
    });
  }
  return budgets;
}

/**
 * Splits pods, keeping their order, by whether evicting them after those before them would overdraw a budget. Source:
 * filterPodsWithPDBViolation.
 */
export function splitByBudget(pods: readonly PodInfo[], budgets: readonly Budget[]): { violating: PodInfo[]; others: PodInfo[] } {
  const allowed = budgets.map(({ disruptionsAllowed }) => disruptionsAllowed);
  const [violating, others]: [PodInfo[], PodInfo[]] = [[], []];
  for (const pod of pods) {
    let overdraws = false;
    for (const [index, budget] of budgets.entries()) {
      if (!protects(budget, pod)) continue;
      allowed[index] = (allowed[index] as number) - 1;
      if ((allowed[index] as number) < 0) overdraws = true;
    }
    (overdraws ? violating : others).push(pod);
  }
  return { violating, others };
}

function protects({ namespace, matches, disruptedPods }: Budget, { pod, shape }: PodInfo): boolean {
  return namespace === shape.namespace && Object.keys(shape.labels).length > 0 && matches(shape.labels)
    && !Object.hasOwn(disruptedPods, pod.metadata.name);
}
