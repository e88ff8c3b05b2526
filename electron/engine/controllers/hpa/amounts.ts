import type { MetricSpec, MetricStatus, MetricTarget, MetricValueStatus } from '../../../../shared/kubernetes/types/autoscaling.ts';

const sources = ['resource', 'containerResource', 'pods', 'object', 'external'] as const;

/** What was measured and what it is held against, as `kubectl get hpa` writes them: a percentage, else the average, else the value. */
export function amounts(spec: MetricSpec, status: MetricStatus): { current?: string; target?: string } {
  const source = sources.find((name) => spec[name] !== undefined);
  if (source === undefined) return {};
  const target = amount(spec[source]?.target);
  const current = amount(status[source]?.current);
  return { ...(current === undefined ? {} : { current }), ...(target === undefined ? {} : { target }) };
}

function amount(of: MetricTarget | MetricValueStatus | undefined): string | undefined {
  return of?.averageUtilization === undefined ? (of?.averageValue ?? of?.value) : `${of.averageUtilization} %`;
}
