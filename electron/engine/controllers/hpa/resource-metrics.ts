import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { PodSample } from '../../metrics-server/samples.ts';
import type { MetricsSource, PodMetric } from './metrics-source.ts';

/** The resource metrics API, as far as the autoscaler reads it. */
export interface ResourceMetrics {
  podSample(pod: Pod): PodSample | undefined;
  /** Why nobody answers; absent or undefined: somebody does. */
  unavailable?(): object | undefined;
}

/** Nothing has been measured. */
export const noResourceMetrics: ResourceMetrics = { podSample: () => undefined };

const notAnswered = 'unable to fetch metrics from resource metrics API: the server is currently unable to handle the request (get pods.metrics.k8s.io)';

/** The custom and the external metrics API. */
export type CustomMetrics = Omit<MetricsSource, 'resource'>;

const noCustomMetricsApi = 'unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered';

/** No adapter serves custom or external metrics. */
export const noCustomMetrics: CustomMetrics = {
  pods: () => err(noCustomMetricsApi),
  object: () => err(noCustomMetricsApi),
  external: (metric) => err(
    'unable to fetch metrics from external metrics API: '
      + `the server could not find the requested resource (get ${metric}.external.metrics.k8s.io)`,
  ),
};

/**
 * The metrics of the autoscaler: resources from metrics-server, the rest from whoever serves it. A pod without samples, or with none of the container
 * asked for, is left out. Source: resourceMetricsClient in pkg/controller/podautoscaler/metrics/client.go.
 */
export function metricsSource(resources: ResourceMetrics, custom: CustomMetrics): MetricsSource {
  return {
    ...custom,
    resource(resource, pods, container) {
      if (resources.unavailable?.()) return err(notAnswered);
      const metrics = new Map<string, PodMetric>();
      for (const pod of pods) {
        const metric = metricOf(resources.podSample(pod), resource, container);
        if (metric) metrics.set(pod.metadata.name, metric);
      }
      return metrics.size === 0 ? err('no metrics returned from resource metrics API') : ok(metrics);
    },
  };
}

function metricOf(sample: PodSample | undefined, resource: string, container: string | undefined): PodMetric | undefined {
  const counted = sample?.containers.filter(({ name }) => container === undefined || name === container);
  if (!sample || !counted || counted.length === 0) return undefined;
  const milli = counted.map(({ usage }) => (resource === 'cpu' ? usage.cpuMilli : resource === 'memory' ? usage.memoryBytes * 1000 : 0));
  return { milliValue: Math.round(milli.reduce((sum, value) => sum + value, 0)), atMs: sample.atMs, windowMs: sample.windowMs };
}
