import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PodDisruptionBudget } from '../../../../shared/kubernetes/types/policy.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome } from '../controller.ts';
import { reconcileBudget } from './reconcile.ts';
import { cleanUpStaleCondition, staleConditionAfterMs, tooManyBudgets } from './disrupted-pods.ts';

/** Keys of pods that have more than one budget, and of those whose disruption did not come about. All other keys are budgets. */
const crowdedPrefix = 'crowded:';
const stalePrefix = 'stale:';

/** Keeps the status of PodDisruptionBudgets, on which evictions rest. Source: pkg/controller/disruption. */
export function disruptionController(context: ControllerContext): Controller {
  return new DisruptionController(context);
}

class DisruptionController implements Controller {
  readonly name = 'disruption-controller';
  readonly eventSource = 'controllermanager';
  readonly watches = ['poddisruptionbudgets', 'pods', 'replicasets', 'deployments', 'statefulsets'];
  private readonly context: ControllerContext;

  constructor(context: ControllerContext) {
    this.context = context;
  }

  start(): void {
    for (const budget of this.context.api.list<PodDisruptionBudget>('poddisruptionbudgets')) this.context.queue.add(objectKey(budget));
    for (const pod of this.context.api.list<Pod>('pods')) this.considerStale(pod);
  }

  observe({ type, resource, key, object, previous }: WatchEvent): void {
    const { api, queue } = this.context;
    if (resource === 'poddisruptionbudgets') {
      if (type === 'DELETED') queue.remove(key);
      else queue.add(key);
      return;
    }
    if (resource === 'pods' && type !== 'DELETED') this.considerStale(object as Pod);
    const { namespace = '' } = object.metadata;
    if (api.countByIndex('poddisruptionbudgets', 'namespace', namespace) === 0) return;
    // A controller's size matters to all budgets that cover its pods; they are few.
    if (resource !== 'pods' && previous && replicasOf(previous) === replicasOf(object)) return;
    let mine = 0;
    for (const budget of api.byIndex<PodDisruptionBudget>('poddisruptionbudgets', 'namespace', namespace)) {
      const matches = matcherOf(budget.spec.selector);
      const concerns = ({ metadata }: KubernetesObject): boolean => matches(metadata.labels ?? {});
      if (resource === 'pods' && concerns(object)) mine += 1;
      if (resource !== 'pods' || concerns(object) || (previous && concerns(previous))) queue.add(objectKey(budget));
    }
    if (mine > 1) queue.add(crowdedPrefix + key);
  }

  reconcile(key: string): Outcome {
    const { api, env } = this.context;
    if (key.startsWith(crowdedPrefix)) return tooManyBudgets(api, key.slice(crowdedPrefix.length));
    if (key.startsWith(stalePrefix)) return cleanUpStaleCondition(api, key.slice(stalePrefix.length), env);
    const budget = api.get<PodDisruptionBudget>('poddisruptionbudgets', key);
    return budget && !budget.metadata.deletionTimestamp ? reconcileBudget(api, budget, env) : nothingToDo;
  }

  private considerStale(pod: Pod): void {
    const afterMs = staleConditionAfterMs(pod, this.context.env);
    if (afterMs !== undefined) this.context.queue.add(stalePrefix + objectKey(pod), { afterMs });
  }
}

function replicasOf(object: KubernetesObject): number | undefined {
  return (object as KubernetesObject & { spec?: { replicas?: number } }).spec?.replicas;
}
