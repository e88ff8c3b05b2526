import type { Result } from '../../../../shared/result.ts';
import type { LabelSelector } from '../../../../shared/kubernetes/types/meta.ts';
import type { CrossVersionObjectReference } from '../../../../shared/kubernetes/types/autoscaling.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';

/** One sample of one pod: thousandths of the unit, the end of the interval that it covers, and its length. */
export interface PodMetric {
  readonly milliValue: number;
  readonly atMs: number;
  readonly windowMs: number;
}

/**
 * Where the autoscaler gets its numbers: the resource metrics API (metrics-server), the custom and the external metrics API. Errors are the
 * texts that client would give. Values are thousandths. A pod without samples is absent.
 * Source: MetricsClient in pkg/controller/podautoscaler/metrics.
 */
export interface MetricsSource {
  /** Sum over the containers of each pod, or of the container named. */
  resource(resource: string, pods: readonly Pod[], container: string | undefined): Result<ReadonlyMap<string, PodMetric>, string>;
  pods(metric: string, pods: readonly Pod[], selector: LabelSelector | undefined): Result<ReadonlyMap<string, PodMetric>, string>;
  object(
    metric: string, namespace: string, object: CrossVersionObjectReference, selector: LabelSelector | undefined,
  ): Result<number, string>;
  /** All series of that name which the selector admits. */
  external(metric: string, namespace: string, selector: LabelSelector | undefined): Result<readonly number[], string>;
}
