import type { MetricProposal } from '../../../../shared/decisions.ts';
import type { MetricSpec, MetricStatus } from '../../../../shared/kubernetes/types/autoscaling.ts';
import { amounts } from './amounts.ts';
import { computeMetric, type ComputedMetric, type MetricContext, type MetricFailure } from './compute-metric.ts';
import type { NewCondition } from './normalize.ts';

/** What all metrics together say. */
export interface Recommendation {
  /** Undefined: they are of no use, or of no use for scaling down. */
  readonly replicas: number | undefined;
  readonly metricName: string;
  readonly statuses: MetricStatus[];
  /** Per metric, in the order of the spec. */
  readonly proposals: readonly MetricProposal[];
  readonly scalingActive: NewCondition;
  /** When the newest of the samples was taken; undefined: none has a time. */
  readonly sampledAtMs: number | undefined;
  /** Each has an Event of its own. */
  readonly failures: readonly MetricFailure[];
  /** The summary; undefined: no metric failed. */
  readonly error: string | undefined;
}

/** The highest of all proposals. With failed metrics it is trusted for scaling up only. Source: computeReplicasForMetrics. */
export function computeReplicas(specs: readonly MetricSpec[], context: MetricContext, specReplicas: number): Recommendation {
  let replicas = 0;
  let metricName = '';
  let sampledAtMs: number | undefined;
  const statuses: MetricStatus[] = [];
  const failures: MetricFailure[] = [];
  const proposals: MetricProposal[] = [];
  for (const spec of specs) {
    const computed = computeMetric(spec, context);
    if (!computed.ok) {
      failures.push(computed.error);
      proposals.push({ name: spec.type, ...amounts(spec, { type: '' }), error: computed.error.cause });
      statuses.push({ type: '' });
      continue;
    }
    statuses.push(computed.value.status);
    proposals.push(proposalOf(spec, computed.value));
    if (computed.value.basis.sampledAtMs !== undefined) sampledAtMs = Math.max(sampledAtMs ?? 0, computed.value.basis.sampledAtMs);
    if (replicas === 0 || computed.value.replicas > replicas) ({ replicas, name: metricName } = computed.value);
  }
  const [first] = failures;
  const error = first && `invalid metrics (${failures.length} invalid out of ${specs.length}), first error is: ${first.error}`;
  if (first && (failures.length >= specs.length || replicas < specReplicas)) {
    const message = `the HPA was unable to compute the replica count: ${first.cause}`;
    const scalingActive: NewCondition = { type: 'ScalingActive', status: 'False', reason: first.reason, message };
    return { replicas: undefined, metricName: '', statuses, proposals, scalingActive, failures, error, sampledAtMs };
  }
  const message = `the HPA was able to successfully calculate a replica count from ${metricName}`;
  return {
    replicas, metricName, statuses, proposals, failures, error, sampledAtMs,
    scalingActive: { type: 'ScalingActive', status: 'True', reason: 'ValidMetricFound', message },
  };
}

function proposalOf(spec: MetricSpec, { name, replicas, status, basis: { ratio, groups } }: ComputedMetric): MetricProposal {
  return {
    name, replicas, ...amounts(spec, status), ...(Number.isFinite(ratio) ? { ratio } : {}),
    ...(groups ? { pods: { ready: groups.readyCount, unready: groups.unready.size, missing: groups.missing.size, ignored: groups.ignored.size } } : {}),
  };
}
