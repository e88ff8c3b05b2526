import { jsonEqual } from '../../../../shared/json.ts';
import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import { selectorFromObject, selectorString } from '../../../../shared/kubernetes/label-selector.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PodDisruptionBudget } from '../../../../shared/kubernetes/types/policy.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { Env } from '../../env.ts';
import type { EventWrite, Outcome, Write } from '../controller.ts';
import { withDisruptionAllowed } from '../../apistore/subresources/disruption-allowed.ts';
import { expectedPods } from './expected-pods.ts';
import { isHealthy, type BudgetCounts } from './tally.ts';

/** How long an eviction that was granted may take before the pod counts again. Source: disruption.go, DeletionTimeout. */
export const deletionTimeoutMs = 120_000;

/**
 * Brings the status of one budget up to date. Source: pkg/controller/disruption, trySync.
 *
 * Where we differ: `NoPods` is told when the status changes, not at every look.
 */
export function reconcileBudget(api: ApiReader, budget: PodDisruptionBudget, counts: BudgetCounts, env: Env): Outcome {
  const counted = expectedPods(budget, counts, () => podsOf(api, budget), api);
  if (!counted.ok) return failSafe(budget, counted.error, env);
  const { expected, desiredHealthy, unmanaged } = counted.value;
  const { disruptedPods, leaving, overdue, recheckAtMs } = disruptions(budget, api, env);
  const currentHealthy = counts.healthy - leaving;
  // Without pods nothing may go, so that the first ones are safe before they are seen here.
  const disruptionsAllowed = expected <= 0 ? 0 : Math.max(0, currentHealthy - desiredHealthy);
  const { namespace = '' } = budget.metadata;
  // The real one, too, says the namespace where one expects the name.
  const notDeleted = `Pod was expected by PDB ${namespace}/${namespace} to be deleted but it wasn't`;
  const writes: Write[] = overdue.map((pod) => event(pod, 'Warning', 'NotDeleted', notDeleted));
  if (unmanaged) writes.push(event(budget, 'Warning', 'UnmanagedPods', unmanagedText(budget)));
  const status = {
    ...(budget.metadata.generation === undefined ? {} : { observedGeneration: budget.metadata.generation }),
    ...(Object.keys(disruptedPods).length > 0 ? { disruptedPods } : {}),
    disruptionsAllowed, currentHealthy, desiredHealthy, expectedPods: expected,
    conditions: withDisruptionAllowed(budget, disruptionsAllowed, env),
  };
  const requeue = recheckAtMs === undefined ? {} : { requeue: { afterMs: recheckAtMs - env.nowMs } };
  if (jsonEqual(status, budget.status)) return { kind: 'Done', writes: overdue.length > 0 ? writes : [], ...requeue };
  if (counts.pods === 0) writes.push(event(budget, 'Normal', 'NoPods', 'No matching pods found'));
  return { kind: 'Done', writes: [...writes, { verb: 'updateStatus', object: { ...budget, status } as PodDisruptionBudget }], ...requeue };
}

/**
 * Nothing may be disrupted while it is unknown how many pods there should be. That is no failure of the pass: the next change is waited for.
 * Source: failSafe.
 */
function failSafe(budget: PodDisruptionBudget, why: string, env: Env): Outcome {
  const failed = `Failed to calculate the number of expected pods: ${why}`;
  const status = { ...budget.status, disruptionsAllowed: 0, conditions: withDisruptionAllowed(budget, 0, env, why) };
  const writes: Write[] = jsonEqual(status, budget.status) ? [] : [{ verb: 'updateStatus', object: { ...budget, status } as PodDisruptionBudget }];
  return { kind: 'Done', writes: [event(budget, 'Warning', 'CalculateExpectedPodCountFailed', failed), ...writes] };
}

interface Disruptions {
  disruptedPods: Record<string, string>;
  /** How many of those are still healthy. */
  leaving: number;
  overdue: Pod[];
  recheckAtMs: number | undefined;
}

/** Evictions that were granted and are still to be seen. Source: buildDisruptedPodMap. */
function disruptions(budget: PodDisruptionBudget, api: ApiReader, env: Env): Disruptions {
  const found: Disruptions = { disruptedPods: {}, leaving: 0, overdue: [], recheckAtMs: undefined };
  const matches = matcherOf(budget.spec.selector);
  for (const [name, time] of Object.entries(budget.status?.disruptedPods ?? {})) {
    const pod = api.get<Pod>('pods', `${budget.metadata.namespace ?? ''}/${name}`);
    if (!pod || pod.metadata.deletionTimestamp || !matches(pod.metadata.labels ?? {})) continue;
    const expectedAtMs = env.parseTimestamp(time) + deletionTimeoutMs;
    if (expectedAtMs < env.nowMs) found.overdue.push(pod);
    else {
      found.disruptedPods[name] = time;
      if (isHealthy(pod)) found.leaving += 1;
      // At that very moment it is not overdue yet.
      found.recheckAtMs = Math.min(found.recheckAtMs ?? Infinity, expectedAtMs + 1);
    }
  }
  return found;
}

function* podsOf(api: ApiReader, { spec, metadata }: PodDisruptionBudget): Generator<Pod> {
  const matches = matcherOf(spec.selector);
  for (const pod of api.byIndex<Pod>('pods', 'namespace', metadata.namespace ?? '')) if (matches(pod.metadata.labels ?? {})) yield pod;
}

function event(about: EventWrite['about'], type: 'Normal' | 'Warning', reason: string, message: string): EventWrite {
  return { verb: 'event', about, record: { type, reason, message } };
}

function unmanagedText({ spec }: PodDisruptionBudget): string {
  const selector = selectorFromObject(spec.selector);
  return `Pods selected by this PodDisruptionBudget (selector: ${selector.ok ? selectorString(selector.value) : ''}) were found to be unmanaged. `
    + 'As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. '
    + 'To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.';
}
