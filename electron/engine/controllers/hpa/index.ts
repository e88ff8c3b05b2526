import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { HorizontalPodAutoscaler } from '../../../../shared/kubernetes/types/autoscaling.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type ControllerFactory, type Outcome } from '../controller.ts';
import type { AutoscalerMemory } from './memory.ts';
import type { MetricsSource } from './metrics-source.ts';
import { syncPeriodMs } from './pass.ts';
import { reconcileAutoscaler } from './reconcile.ts';

const resource = 'horizontalpodautoscalers';

/** Sets the size of workloads by their metrics. Keys are HorizontalPodAutoscalers. Source: pkg/controller/podautoscaler. */
export function horizontalPodAutoscalerController(metrics: MetricsSource): ControllerFactory {
  return (context) => new HorizontalPodAutoscalerController(context, metrics);
}

class HorizontalPodAutoscalerController implements Controller {
  readonly name = 'horizontal-pod-autoscaler-controller';
  readonly eventSource = 'horizontal-pod-autoscaler';
  readonly watches = [resource];
  state: unknown = new Map<string, AutoscalerMemory>();
  private readonly context: ControllerContext;
  private readonly metrics: MetricsSource;

  constructor(context: ControllerContext, metrics: MetricsSource) {
    this.context = context;
    this.metrics = metrics;
  }

  start(): void {
    for (const autoscaler of this.context.api.list(resource)) this.context.queue.add(objectKey(autoscaler), { afterMs: syncPeriodMs });
  }

  /** A new or changed autoscaler, too, waits for a whole period: its rate limiter has one fixed interval. */
  observe({ type, key, object, previous }: WatchEvent): void {
    if (type === 'DELETED') {
      this.memories.delete(key);
      this.context.queue.remove(key);
    } else if ((object as HorizontalPodAutoscaler).spec !== (previous as HorizontalPodAutoscaler | undefined)?.spec) {
      this.context.queue.add(key, { afterMs: syncPeriodMs });
    }
  }

  reconcile(key: string): Outcome {
    const { api, env } = this.context;
    const autoscaler = api.get<HorizontalPodAutoscaler>(resource, key);
    return autoscaler ? reconcileAutoscaler(autoscaler, { api, env, metrics: this.metrics, memories: this.memories }) : nothingToDo;
  }

  private get memories(): Map<string, AutoscalerMemory> {
    return this.state as Map<string, AutoscalerMemory>;
  }
}
