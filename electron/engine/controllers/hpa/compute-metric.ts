import type { LabelSelector } from '../../../../shared/kubernetes/types/meta.ts';
import type { MetricSpec, MetricStatus, MetricTarget, MetricValueStatus } from '../../../../shared/kubernetes/types/autoscaling.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { quantityMilliValue } from '../../../../shared/kubernetes/quantity-number.ts';
import { quantityFromMilli, quantityString } from '../../../../shared/kubernetes/quantity.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { MetricsSource } from './metrics-source.ts';
import { requestsOf } from './pod-requests.ts';
import {
  replicasForAverage, replicasForShare, replicasForUtilization, replicasForValue, type Proposal, type ProposalBasis, type TargetPods,
} from './replica-calculator.ts';
import { selectorText } from './selector-text.ts';

/** What metrics are computed for. `target.pods` and `pods` are the same pods. */
export interface MetricContext {
  readonly source: MetricsSource;
  readonly namespace: string;
  readonly pods: readonly Pod[];
  readonly target: TargetPods;
  readonly statusReplicas: number;
}

export interface ComputedMetric {
  readonly replicas: number;
  /** How events and conditions call it. */
  readonly name: string;
  readonly status: MetricStatus;
  readonly basis: ProposalBasis;
}

/** Why a metric gave nothing: `cause` is for its own Event and condition, `error` for the summary of all metrics. */
export interface MetricFailure {
  readonly reason: string;
  readonly cause: string;
  readonly error: string;
}

type Computed = Result<ComputedMetric, MetricFailure>;

/** Source: computeReplicasForMetric and the computeStatusFor… functions. */
export function computeMetric(spec: MetricSpec, context: MetricContext): Computed {
  const { resource, containerResource, pods, object, external } = spec;
  if (spec.type === 'Resource' && resource) return resourceMetric(resource, context);
  if (spec.type === 'ContainerResource' && containerResource) return containerMetric(containerResource, context);
  if (spec.type === 'Pods' && pods) return podsMetric(pods, context);
  if (spec.type === 'Object' && object) return objectMetric(object, context);
  if (spec.type === 'External' && external) return externalMetric(external, context);
  const cause = `unknown metric source type "${spec.type}"`;
  return err({ reason: 'InvalidMetricSourceType', cause, error: cause });
}

function resourceMetric({ name, target }: NonNullable<MetricSpec['resource']>, context: MetricContext): Computed {
  const measured = measureResource(name, undefined, target, context);
  if (!measured.ok) return failedMetric('FailedGetResourceMetric', `failed to get ${name} resource metric value`, measured.error);
  const label = target.averageValue === undefined ? `${name} resource utilization (percentage of request)` : `${name} resource`;
  const status: MetricStatus = { type: 'Resource', resource: { name, current: currentOf(measured.value) } };
  return ok({ replicas: measured.value.replicas, name: label, status, basis: measured.value.basis });
}

function containerMetric({ name, container, target }: NonNullable<MetricSpec['containerResource']>, context: MetricContext): Computed {
  const measured = measureResource(name, container, target, context);
  if (!measured.ok) {
    return failedMetric('FailedGetContainerResourceMetric', `failed to get ${name} container metric value`, measured.error);
  }
  const label = `${name} container resource${target.averageValue === undefined ? ' utilization (percentage of request)' : ''}`;
  const status: MetricStatus = { type: 'ContainerResource', containerResource: { name, container, current: currentOf(measured.value) } };
  return ok({ replicas: measured.value.replicas, name: label, status, basis: measured.value.basis });
}

/** Source: computeStatusForResourceMetricGeneric. */
function measureResource(
  name: string, container: string | undefined, { averageValue, averageUtilization }: MetricTarget, { source, pods, target }: MetricContext,
): Result<Proposal, string> {
  const metrics = source.resource(name, pods, container);
  const read = metrics.ok ? metrics : err(`unable to get metrics for resource ${name}: ${metrics.error}`);
  if (averageValue !== undefined) {
    const proposal = read.ok ? replicasForAverage(target, name, read.value, quantityMilliValue(averageValue)) : read;
    return proposal.ok ? proposal : err(`failed to get ${name} usage: ${proposal.error}`);
  }
  if (averageUtilization === undefined) {
    return err('invalid resource metric source: neither an average utilization target nor an average value (usage) target was set');
  }
  const proposal = read.ok
    ? replicasForUtilization(target, name, read.value, () => requestsOf(pods, name, container), averageUtilization)
    : read;
  return proposal.ok ? proposal : err(`failed to get ${name} utilization: ${proposal.error}`);
}

function podsMetric({ metric, target }: NonNullable<MetricSpec['pods']>, context: MetricContext): Computed {
  const { source, pods, target: targetPods } = context;
  const metrics = source.pods(metric.name, pods, metric.selector);
  const proposal = metrics.ok
    ? replicasForAverage(targetPods, '', metrics.value, milli(target.averageValue))
    : err(`unable to get metric ${metric.name}: ${metrics.error}`);
  if (!proposal.ok) return failedMetric('FailedGetPodsMetric', 'failed to get pods metric value', proposal.error);
  const status: MetricStatus = { type: 'Pods', pods: { metric, current: currentOf(proposal.value) } };
  return ok({ replicas: proposal.value.replicas, name: `pods metric ${metric.name}`, status, basis: proposal.value.basis });
}

function objectMetric({ metric, describedObject, target }: NonNullable<MetricSpec['object']>, context: MetricContext): Computed {
  const { source, namespace } = context;
  const usage = source.object(metric.name, namespace, describedObject, metric.selector);
  const failure = (cause: string): Computed => failedMetric('FailedGetObjectMetric', 'failed to get object metric value', cause);
  if (!usage.ok) {
    return failure(`unable to get metric ${metric.name}: ${describedObject.kind} on ${namespace} ${describedObject.name}/${usage.error}`);
  }
  const proposal = proposeForNumber(usage.value, target, context, 'object');
  if (!proposal.ok) return failure(proposal.error);
  const { replicas, current, basis } = proposal.value;
  const name = target.value === undefined ? externalName(metric) : `${describedObject.kind} metric ${metric.name}`;
  return ok({ replicas, name, status: { type: 'Object', object: { metric, describedObject, current } }, basis });
}

function externalMetric({ metric, target }: NonNullable<MetricSpec['external']>, context: MetricContext): Computed {
  const { source, namespace } = context;
  const series = source.external(metric.name, namespace, metric.selector);
  const failure = (cause: string): Computed =>
    failedMetric('FailedGetExternalMetric', `failed to get ${metric.name} external metric value`, cause);
  if (!series.ok) {
    const cause = `unable to get external metric ${namespace}/${metric.name}/${selectorText(metric.selector)}: ${series.error}`;
    return failure(target.averageValue === undefined ? cause : `failed to get external metric ${metric.name}: ${cause}`);
  }
  const proposal = proposeForNumber(series.value.reduce((sum, value) => sum + value, 0), target, context, 'external');
  if (!proposal.ok) return failure(proposal.error);
  const { replicas, current, basis } = proposal.value;
  return ok({ replicas, name: externalName(metric), status: { type: 'External', external: { metric, current } }, basis });
}

/** One number for all pods: shared out when the target is an average, else taken as a whole. */
function proposeForNumber(
  usageMilli: number, { averageValue, value }: MetricTarget, { target, statusReplicas }: MetricContext, kind: 'object' | 'external',
): Result<{ replicas: number; current: MetricValueStatus; basis: ProposalBasis }, string> {
  if (averageValue !== undefined) {
    const share = replicasForShare(statusReplicas, usageMilli, milli(averageValue), target.tolerances);
    return ok({ replicas: share.replicas, current: { averageValue: milliText(share.averageMilli) }, basis: share.basis });
  }
  if (value === undefined) {
    return err(`invalid ${kind} metric source: neither a value target nor an average value target was set`);
  }
  const proposal = replicasForValue(target, usageMilli, milli(value));
  return proposal.ok ? ok({ replicas: proposal.value.replicas, current: { value: milliText(usageMilli) }, basis: proposal.value.basis }) : proposal;
}

function failedMetric(reason: string, prefix: string, cause: string): Computed {
  return err({ reason, cause, error: `${prefix}: ${cause}` });
}

function externalName({ name, selector }: { name: string; selector?: LabelSelector }): string {
  return `external metric ${name}(${selectorText(selector)})`;
}

function currentOf({ averageMilli, utilizationPercent }: Proposal): MetricValueStatus {
  const averageValue = milliText(averageMilli);
  return utilizationPercent === undefined ? { averageValue } : { averageValue, averageUtilization: utilizationPercent };
}

function milli(quantity: string | undefined): number {
  return quantity === undefined ? 0 : quantityMilliValue(quantity);
}

function milliText(value: number): string {
  return quantityString(quantityFromMilli(value, 'DecimalSI'));
}
