import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import { resourceTypeFor } from '../../../../shared/kubernetes/registry.ts';
import { err, ok } from '../../../../shared/result.ts';
import { qualifiedResource } from '../../apistore/api-errors.ts';
import { noCustomMetrics, type CustomMetrics } from '../../controllers/hpa/resource-metrics.ts';
import type { PodMetric } from '../../controllers/hpa/metrics-source.ts';
import type { Env } from '../../env.ts';
import type { Traffic } from './traffic.ts';

/** The one metric of the adapter. */
export const requestsPerSecond = 'requests_per_second';
const windowMs = 30_000;

/**
 * An adapter that serves `requests_per_second`: of pods and of Services and Ingresses of a namespace as custom metrics, of TrafficSources as external ones
 * with the label `source`. It is there when there is a TrafficSource. Values are those of the moment of asking.
 * Texts: those of the custom and external metrics clients in pkg/controller/podautoscaler/metrics, of custom-metrics-apiserver and prometheus-adapter.
 */
export function requestMetrics(env: Env, traffic: Traffic): CustomMetrics {
  const custom = 'unable to fetch metrics from custom metrics API: the server could not find the metric';
  return {
    pods(metric, pods, selector) {
      if (!traffic.hasSources) return noCustomMetrics.pods(metric, pods, selector);
      if (metric !== requestsPerSecond) return err(`${custom} ${metric} for pods`);
      const metrics = new Map<string, PodMetric>();
      for (const { metadata, status } of pods) {
        if (status?.phase !== 'Running') continue;
        metrics.set(metadata.name, { milliValue: milli(traffic.ofPod(metadata.uid ?? '') ?? 0), atMs: env.nowMs, windowMs });
      }
      return metrics.size === 0 ? err('no metrics returned from custom metrics API') : ok(metrics);
    },
    object(metric, namespace, object, selector) {
      if (!traffic.hasSources) return noCustomMetrics.object(metric, namespace, object, selector);
      const rps = metric === requestsPerSecond ? traffic.ofObject(object.kind, namespace, object.name) : undefined;
      return rps === undefined ? err(`${custom} ${metric} for ${qualifiedResource(resourceTypeFor(object.apiVersion ?? 'v1', object.kind))} ${object.name}`) : ok(milli(rps));
    },
    external(metric, namespace, selector) {
      if (!traffic.hasSources) return noCustomMetrics.external(metric, namespace, selector);
      if (metric !== requestsPerSecond) return err(`unable to fetch metrics from external metrics API: the server could not find the metric ${metric} for namespaces`);
      const matches = matcherOf(selector ?? {});
      const series = traffic.sourceRates().filter(({ name }) => matches({ source: name })).map(({ rps }) => milli(rps));
      return series.length === 0 ? err('no metrics returned from external metrics API') : ok(series);
    },
  };
}

function milli(rps: number): number {
  return Math.round(rps * 1000);
}
