import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { PodDisruptionBudget } from '../../../../shared/kubernetes/types/policy.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome } from '../controller.ts';
import { reconcileBudget } from './reconcile.ts';

/** Keeps the status of PodDisruptionBudgets, on which evictions rest. Keys are budgets. Source: pkg/controller/disruption. */
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
  }

  observe({ type, resource, key, object, previous }: WatchEvent): void {
    const { api, queue } = this.context;
    if (resource === 'poddisruptionbudgets') {
      if (type === 'DELETED') queue.remove(key);
      else queue.add(key);
      return;
    }
    const { namespace = '' } = object.metadata;
    if (api.countByIndex('poddisruptionbudgets', 'namespace', namespace) === 0) return;
    // A controller's size matters to all budgets that cover its pods; they are few.
    if (resource !== 'pods' && previous && replicasOf(previous) === replicasOf(object)) return;
    for (const budget of api.byIndex<PodDisruptionBudget>('poddisruptionbudgets', 'namespace', namespace)) {
      const matches = matcherOf(budget.spec.selector);
      const concerns = ({ metadata }: KubernetesObject): boolean => matches(metadata.labels ?? {});
      if (resource !== 'pods' || concerns(object) || (previous && concerns(previous))) queue.add(objectKey(budget));
    }
  }

  reconcile(key: string): Outcome {
    const budget = this.context.api.get<PodDisruptionBudget>('poddisruptionbudgets', key);
    return budget && !budget.metadata.deletionTimestamp ? reconcileBudget(this.context.api, budget, this.context.env) : nothingToDo;
  }
}

function replicasOf(object: KubernetesObject): number | undefined {
  return (object as KubernetesObject & { spec?: { replicas?: number } }).spec?.replicas;
}
