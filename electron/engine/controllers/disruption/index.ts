import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PodDisruptionBudget } from '../../../../shared/kubernetes/types/policy.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome } from '../controller.ts';
import { reconcileBudget } from './reconcile.ts';
import { BudgetTallies } from './tally.ts';
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
  private readonly tallies: BudgetTallies;

  constructor(context: ControllerContext) {
    this.context = context;
    this.tallies = new BudgetTallies(context.api);
  }

  start(): void {
    for (const budget of this.context.api.list<PodDisruptionBudget>('poddisruptionbudgets')) this.context.queue.add(objectKey(budget));
    for (const pod of this.context.api.list<Pod>('pods')) this.considerStale(pod);
  }

  observe(event: WatchEvent): void {
    const { api, queue } = this.context;
    const { type, resource, key, object, previous } = event;
    if (resource === 'poddisruptionbudgets') {
      this.tallies.budgetChanged(event);
      if (type === 'DELETED') queue.remove(key);
      else queue.add(key);
    } else if (resource === 'pods') this.podChanged(event as WatchEvent<Pod>);
    // A controller's size matters to all budgets that cover its pods; they are few.
    else if (!previous || replicasOf(previous) !== replicasOf(object)) {
      for (const budget of api.byIndex<PodDisruptionBudget>('poddisruptionbudgets', 'namespace', object.metadata.namespace ?? '')) queue.add(objectKey(budget));
    }
  }

  reconcile(key: string): Outcome {
    const { api, env } = this.context;
    if (key.startsWith(crowdedPrefix)) return tooManyBudgets(api, key.slice(crowdedPrefix.length));
    if (key.startsWith(stalePrefix)) return cleanUpStaleCondition(api, key.slice(stalePrefix.length), env);
    const budget = api.get<PodDisruptionBudget>('poddisruptionbudgets', key);
    return budget && !budget.metadata.deletionTimestamp ? reconcileBudget(api, budget, this.tallies.of(budget), env) : nothingToDo;
  }

  private podChanged(event: WatchEvent<Pod>): void {
    if (event.type !== 'DELETED') this.considerStale(event.object);
    const budgets = this.tallies.podChanged(event);
    for (const key of budgets) this.context.queue.add(key);
    if (budgets.length > 1) this.context.queue.add(crowdedPrefix + event.key);
  }

  private considerStale(pod: Pod): void {
    const afterMs = staleConditionAfterMs(pod, this.context.env);
    if (afterMs !== undefined) this.context.queue.add(stalePrefix + objectKey(pod), { afterMs });
  }
}

function replicasOf(object: KubernetesObject): number | undefined {
  return (object as KubernetesObject & { spec?: { replicas?: number } }).spec?.replicas;
}
