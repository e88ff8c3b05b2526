import { isJsonObject, type JsonObject, type JsonValue } from '../../../shared/json.ts';
import { getIn, type Path } from '../form/set-in.ts';

/** The metric of requests that the simulated adapter serves. */
const requests = 'requests_per_second';

/** What a form offers to scale on; `other` is everything else that the API takes, which stays as it is written. */
export const metricKinds = ['cpuUtilization', 'memoryUtilization', 'cpuValue', 'memoryValue', 'podRequests', 'serviceRequests', 'sourceRequests'] as const;
export type MetricKind = (typeof metricKinds)[number];

interface MetricShape {
  /** Where the target stands, and its unit. */
  target: Path;
  unit: string;
  isPercent?: true;
  /** The kind of object whose requests count; its name stands at `name`. */
  of?: { kind: 'Service' | 'TrafficSource'; name: Path };
  fallback: string | number;
  make: (target: JsonValue, name: string) => JsonObject;
}

function resource(name: 'cpu' | 'memory', isPercent: boolean): MetricShape {
  const target = (value: JsonValue): JsonObject => (isPercent ? { type: 'Utilization', averageUtilization: value } : { type: 'AverageValue', averageValue: value });
  return {
    target: ['resource', 'target', isPercent ? 'averageUtilization' : 'averageValue'], unit: isPercent ? '%' : name === 'cpu' ? 'CPU' : 'B',
    ...(isPercent ? { isPercent: true as const } : {}), fallback: isPercent ? 80 : name === 'cpu' ? '500m' : '256Mi',
    make: (value) => ({ type: 'Resource', resource: { name, target: target(value) } }),
  };
}

const perPod = (value: JsonValue): JsonObject => ({ type: 'AverageValue', averageValue: value });

export const metricShapes: Readonly<Record<MetricKind, MetricShape>> = {
  cpuUtilization: resource('cpu', true),
  memoryUtilization: resource('memory', true),
  cpuValue: resource('cpu', false),
  memoryValue: resource('memory', false),
  podRequests: {
    target: ['pods', 'target', 'averageValue'], unit: 'req/s', fallback: '50',
    make: (value) => ({ type: 'Pods', pods: { metric: { name: requests }, target: perPod(value) } }),
  },
  serviceRequests: {
    target: ['object', 'target', 'averageValue'], unit: 'req/s', fallback: '50', of: { kind: 'Service', name: ['object', 'describedObject', 'name'] },
    make: (value, name) => ({ type: 'Object', object: { describedObject: { apiVersion: 'v1', kind: 'Service', name }, metric: { name: requests }, target: perPod(value) } }),
  },
  sourceRequests: {
    target: ['external', 'target', 'averageValue'], unit: 'req/s', fallback: '50', of: { kind: 'TrafficSource', name: ['external', 'metric', 'selector', 'matchLabels', 'source'] },
    make: (value, name) => ({ type: 'External', external: { metric: { name: requests, selector: { matchLabels: { source: name } } }, target: perPod(value) } }),
  },
};

/** Which of the offered kinds a metric is; undefined: none of them, or more than the form shows. */
export function kindOfMetric(metric: JsonObject): MetricKind | undefined {
  return metricKinds.find((kind) => {
    const { target, of, make } = metricShapes[kind];
    const value = getIn(metric, target);
    const name = of ? getIn(metric, of.name) : '';
    return value !== undefined && typeof name === 'string' && isSame(metric, make(value, name));
  });
}

/** The metric as another kind: with the usual target of that kind, about the object of that name. */
export function metricOfKind(kind: MetricKind, name: string): JsonObject {
  const { fallback, make } = metricShapes[kind];
  return make(fallback, name);
}

function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (isJsonObject(a) && isJsonObject(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => isSame(a[key], b[key]));
  }
  return a === b;
}
