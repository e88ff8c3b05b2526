import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PodDisruptionBudget } from '../../../../shared/kubernetes/types/policy.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { Env } from '../../env.ts';
import { nothingToDo, type Outcome } from '../controller.ts';
import { isPodTerminal, podCondition } from '../pod-state.ts';

/** What the disruption controller does about single pods. Source: pkg/controller/disruption/disruption.go. */

/** How long a pod may say that it is about to go without being deleted. Source: stalePodDisruptionTimeout. */
export const staleConditionMs = 120_000;

/**
 * Milliseconds until the pod's DisruptionTarget condition is out of date; undefined when it has none that can be. The kubelet's own never
 * is: it may take its time. Source: nonTerminatingPodHasStaleDisruptionCondition.
 */
export function staleConditionAfterMs(pod: Pod, env: Env): number | undefined {
  if (pod.metadata.deletionTimestamp !== undefined || isPodTerminal(pod)) return undefined;
  const condition = podCondition(pod, 'DisruptionTarget');
  if (condition?.status !== 'True' || condition.reason === 'TerminationByKubelet' || !condition.lastTransitionTime) return undefined;
  return Math.max(env.parseTimestamp(condition.lastTransitionTime) + staleConditionMs - env.nowMs, 0);
}

/** A disruption that did not come about is taken back. Source: syncStalePodDisruption. */
export function cleanUpStaleCondition(api: ApiReader, key: string, env: Env): Outcome {
  const pod = api.get<Pod>('pods', key);
  const afterMs = pod && staleConditionAfterMs(pod, env);
  if (!pod || afterMs === undefined) return nothingToDo;
  if (afterMs > 0) return { kind: 'Done', writes: [], requeue: { afterMs } };
  const conditions = pod.status?.conditions?.map((condition) => {
    if (condition.type !== 'DisruptionTarget') return condition;
    const { reason: _reason, message: _message, ...others } = condition;
    return { ...others, status: 'False' as const, lastTransitionTime: env.timestamp() };
  });
  return { kind: 'Done', writes: [{ verb: 'updateStatus', object: { ...pod, status: { ...pod.status, conditions } } as Pod }] };
}

/** Two budgets for one pod are a mistake: evicting it is refused. Source: getPdbForPod. */
export function tooManyBudgets(api: ApiReader, key: string): Outcome {
  const pod = api.get<Pod>('pods', key);
  if (!pod) return nothingToDo;
  const { name, namespace = '', labels = {} } = pod.metadata;
  const budgets = [...api.byIndex<PodDisruptionBudget>('poddisruptionbudgets', 'namespace', namespace)].filter(
    ({ spec }) => matcherOf(spec.selector)(labels),
  );
  if (budgets.length < 2) return nothingToDo;
  const message = `Pod "${namespace}"/"${name}" matches multiple PodDisruptionBudgets.  Chose "${budgets[0]?.metadata.name}" arbitrarily.`;
  return { kind: 'Done', writes: [{ verb: 'event', about: pod, record: { type: 'Warning', reason: 'MultiplePodDisruptionBudgets', message } }] };
}
