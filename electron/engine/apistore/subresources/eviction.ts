import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import { resourceTypeByName } from '../../../../shared/kubernetes/registry.ts';
import type { ApiResult, Status } from '../../../../shared/kubernetes/status.ts';
import { failure } from '../../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PodDisruptionBudget } from '../../../../shared/kubernetes/types/policy.ts';
import { err, ok } from '../../../../shared/result.ts';
import { withDisruptionAllowed } from './disruption-allowed.ts';
import type { Env } from '../../env.ts';
import type { DeleteOptions } from '../api-client.ts';
import { checkPreconditions, notFound } from '../api-errors.ts';
import type { ApiStore } from '../store.ts';

const maxDisruptedPods = 2000;

/** Hears of an eviction that a budget refused, and of the API's reason. */
type OnRefusal = (pod: Pod, budget: PodDisruptionBudget, refusal: Status) => void;

/** DELETE of a pod. */
type DeletePod = (podKey: string, options: DeleteOptions) => ApiResult<KubernetesObject>;

/**
 * POST pods/eviction: deletes the pod when its disruption budget allows it, and charges the budget.
 *
 * Errors: NotFound (404); TooManyRequests (429) when the budget does not allow it now; an unnamed error (500) when several budgets cover the
 * pod; Conflict (409) for a failed precondition. Source: pkg/registry/core/pod/storage/eviction.go.
 */
export function evictPod(
  store: ApiStore, deletePod: DeletePod, env: Env, podKey: string, options: DeleteOptions & { dryRun?: boolean } = {},
  onRefusal?: OnRefusal,
): ApiResult<KubernetesObject> {
  const pod = store.get<Pod>('pods', podKey);
  const type = resourceTypeByName('pods');
  if (!pod || !type) return err(notFound(type, 'pods', podKey));
  const failed = checkPreconditions(type, pod, options);
  if (failed) return err(failed);
  const budgets = ignoresBudgets(pod) ? [] : budgetsOf(store, pod);
  if (budgets.length > 1) {
    return err(failure('', 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.'));
  }
  const [budget] = budgets;
  if (budget && !mayGoUnhealthy(pod, budget)) {
    const refused = refusalOf(budget);
    if (refused) {
      if (!options.dryRun) onRefusal?.(pod, budget, refused);
      return err(refused);
    }
    if (!options.dryRun) charge(store, env, budget, pod.metadata.name);
  }
  return options.dryRun ? ok(pod) : markAndDelete(store, deletePod, env, podKey, pod, options);
}

/** Pods that do not run and pods on their way out disturb nobody. */
function ignoresBudgets({ metadata, status }: Pod): boolean {
  const phase = status?.phase;
  return phase === 'Succeeded' || phase === 'Failed' || phase === 'Pending' || metadata.deletionTimestamp !== undefined;
}

function budgetsOf(store: ApiStore, { metadata }: Pod): PodDisruptionBudget[] {
  const { labels = {}, namespace = '' } = metadata;
  if (Object.keys(labels).length === 0) return [];
  return [...store.byIndex<PodDisruptionBudget>('poddisruptionbudgets', 'namespace', namespace)]
    .filter((budget) => matcherOf(budget.spec.selector)(labels));
}

/** Whether the pod is not ready and its budget lets such pods go without charge. */
function mayGoUnhealthy({ status }: Pod, { spec, status: budget }: PodDisruptionBudget): boolean {
  if (status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True')) return false;
  if (spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  const { currentHealthy = 0, desiredHealthy = 0 } = budget ?? {};
  return currentHealthy >= desiredHealthy && desiredHealthy > 0;
}

/** Source: checkAndDecrement. */
function refusalOf({ metadata, status = {} }: PodDisruptionBudget): Status | undefined {
  const { name } = metadata;
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    return tooManyRequests(`The disruption budget ${name} is still being processed by the server.`, 10);
  }
  const allowed = status.disruptionsAllowed ?? 0;
  const forbidden = (why: string): Status =>
    failure('Forbidden', `poddisruptionbudget.policy "${name}" is forbidden: ${why}`, { name, group: 'policy', kind: 'poddisruptionbudget' });
  if (allowed < 0) return forbidden('pdb disruptions allowed is negative');
  if (Object.keys(status.disruptedPods ?? {}).length > maxDisruptedPods) {
    return forbidden('DisruptedPods map too big - too many evictions not confirmed by PDB controller');
  }
  return allowed === 0 ? tooManyRequests(whyNone(name, status), 0) : undefined;
}

function whyNone(name: string, { conditions = [], currentHealthy = 0, desiredHealthy = 0 }: NonNullable<PodDisruptionBudget['status']>): string {
  const unsynced = conditions.find(({ type, status, reason }) => type === 'DisruptionAllowed' && status === 'False' && reason === 'SyncFailed');
  if (unsynced) return `The disruption budget ${name} does not allow evicting pods currently because it failed sync: ${unsynced.message ?? ''}`;
  return currentHealthy <= desiredHealthy
    ? `The disruption budget ${name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`
    : `The disruption budget ${name} does not allow evicting pods currently`;
}

function tooManyRequests(why: string, retryAfterSeconds: number): Status {
  return failure('TooManyRequests', "Cannot evict pod as it would violate the pod's disruption budget.", {
    causes: [{ reason: 'DisruptionBudget', field: '', message: why }], ...(retryAfterSeconds > 0 ? { retryAfterSeconds } : {}),
  });
}

function charge(store: ApiStore, env: Env, budget: PodDisruptionBudget, podName: string): void {
  const disruptionsAllowed = (budget.status?.disruptionsAllowed ?? 0) - 1;
  const closed = disruptionsAllowed === 0 ? { conditions: withDisruptionAllowed(budget, 0, env) } : {};
  store.put<PodDisruptionBudget>('poddisruptionbudgets', {
    ...budget,
    status: { ...budget.status, ...closed, disruptionsAllowed, disruptedPods: { ...budget.status?.disruptedPods, [podName]: env.timestamp() } },
  });
}

/** The pod says why it goes before it goes. */
function markAndDelete(
  store: ApiStore, deletePod: DeletePod, env: Env, podKey: string, pod: Pod, options: DeleteOptions,
): ApiResult<KubernetesObject> {
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget');
  store.put<Pod>('pods', {
    ...pod,
    status: {
      ...pod.status,
      conditions: [...others, {
        type: 'DisruptionTarget', status: 'True', reason: 'EvictionByEvictionAPI', message: 'Eviction API: evicting',
        lastProbeTime: null, lastTransitionTime: env.timestamp(),
      }],
    },
  });
  const { gracePeriodSeconds, propagationPolicy } = options;
  return deletePod(podKey, {
    ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }), ...(propagationPolicy ? { propagationPolicy } : {}),
  });
}
