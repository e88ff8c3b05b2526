import type { MetricSpec, MetricStatus, MetricTarget, MetricValueStatus } from '../../../../shared/kubernetes/types/autoscaling.ts';

const sources = ['resource', 'containerResource', 'pods', 'object', 'external'] as const;

export interface Amounts {
  /** The metric's own name, with the container where it is about one. */
  metric: string;
  current?: string;
  target?: string;
}

/** Which metric, what was measured and what it is held against, as `kubectl get hpa` writes them: a percentage, else the average, else the value. */
export function amounts(spec: MetricSpec, status: MetricStatus): Amounts {
  const source = sources.find((name) => spec[name] !== undefined);
  if (source === undefined) return { metric: spec.type };
  const current = amount(status[source]?.current);
  const target = amount(spec[source]?.target);
  return { metric: nameOf(spec), ...(current === undefined ? {} : { current }), ...(target === undefined ? {} : { target }) };
}

function nameOf({ type, resource, containerResource, pods, object, external }: MetricSpec): string {
  if (containerResource) return `${containerResource.name} (${containerResource.container})`;
  return resource?.name ?? (pods ?? object ?? external)?.metric.name ?? type;
}

function amount(of: MetricTarget | MetricValueStatus | undefined): string | undefined {
  return of?.averageUtilization === undefined ? (of?.averageValue ?? of?.value) : `${of.averageUtilization} %`;
}
