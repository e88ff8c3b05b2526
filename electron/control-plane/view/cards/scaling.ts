import { quantityMilliValue } from '../../../../shared/kubernetes/quantity-number.ts';
import type { HorizontalPodAutoscaler, MetricSpec, MetricStatus, MetricTarget, MetricValueStatus } from '../../../../shared/kubernetes/types/autoscaling.ts';
import type { PodDisruptionBudget } from '../../../../shared/kubernetes/types/policy.ts';
import type { CardBuilder, CardFacts } from './card-facts.ts';

export const scalingCards: Readonly<Record<string, CardBuilder>> = {
  horizontalpodautoscalers: (object) => autoscaler(object as HorizontalPodAutoscaler),
  poddisruptionbudgets: (object) => budget(object as PodDisruptionBudget),
};

function autoscaler({ spec, status }: HorizontalPodAutoscaler): CardFacts {
  const current = status?.currentReplicas ?? 0;
  const desired = status?.desiredReplicas ?? 0;
  const replicas = desired === current ? String(current) : `${current} → ${desired}`;
  const failed = status?.conditions?.find(({ type, status: is }) => (type === 'ScalingActive' || type === 'AbleToScale') && is === 'False');
  // Scaled to 0 by a person: switched off, and nothing is wrong.
  if (failed && failed.reason !== 'ScalingDisabled') return { family: 'attention', fact: { key: 'view:card.hpaFailed', params: { reason: failed.reason ?? failed.type } } };
  const metric = leading((spec.metrics ?? []).map((entry) => reading(entry, status?.currentMetrics ?? [])));
  if (!metric) return { family: 'waiting', fact: { key: 'view:card.hpaBounds', params: { min: spec.minReplicas ?? 1, max: spec.maxReplicas } } };
  return { family: desired === current ? 'ready' : 'working', fact: { key: 'view:card.hpa', params: { metric: metric.name, current: metric.current, target: metric.target, replicas } } };
}

interface Reading {
  name: string;
  current: string;
  target: string;
  /** Of current to target; 0 when nothing was measured yet. */
  ratio: number;
}

/** The metric that drives the autoscaler: the one furthest above its target. */
function leading(readings: readonly Reading[]): Reading | undefined {
  return readings.reduce<Reading | undefined>((best, entry) => (best && best.ratio >= entry.ratio ? best : entry), undefined);
}

function reading(spec: MetricSpec, statuses: readonly MetricStatus[]): Reading {
  const source = spec.resource ?? spec.containerResource ?? spec.pods ?? spec.object ?? spec.external;
  const name = nameOf(spec);
  const target: MetricTarget = source?.target ?? { type: 'Value' };
  const status = statuses.find((entry) => entry.type === spec.type && nameOf(entry) === name);
  const now: MetricValueStatus | undefined = (status?.resource ?? status?.containerResource ?? status?.pods ?? status?.object ?? status?.external)?.current;
  if (target.averageUtilization !== undefined) {
    const current = now?.averageUtilization;
    return { name, current: current === undefined ? '–' : `${current} %`, target: `${target.averageUtilization} %`, ratio: (current ?? 0) / target.averageUtilization };
  }
  const wanted = target.averageValue ?? target.value ?? '0';
  const current = now?.averageValue ?? now?.value;
  return { name, current: current ?? '–', target: wanted, ratio: current ? quantityMilliValue(current) / quantityMilliValue(wanted) : 0 };
}

function nameOf(entry: { resource?: { name: string }; containerResource?: { name: string }; pods?: { metric: { name: string } }; object?: { metric: { name: string } }; external?: { metric: { name: string } } }): string {
  return entry.resource?.name ?? entry.containerResource?.name ?? (entry.pods ?? entry.object ?? entry.external)?.metric.name ?? '';
}

function budget({ status }: PodDisruptionBudget): CardFacts {
  const { disruptionsAllowed, currentHealthy = 0, desiredHealthy = 0 } = status ?? {};
  if (disruptionsAllowed === undefined) return { family: 'waiting', fact: { key: 'view:card.budgetNew' } };
  if (currentHealthy < desiredHealthy) return { family: 'attention', fact: { key: 'view:card.budgetShort', params: { healthy: currentHealthy, desired: desiredHealthy } } };
  return { family: 'ready', fact: { key: 'view:card.budget', params: { count: disruptionsAllowed } } };
}
