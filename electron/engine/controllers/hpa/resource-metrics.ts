import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { Env } from '../../env.ts';
import type { MetricsSource, PodMetric } from './metrics-source.ts';

/** Flag --metric-resolution of metrics-server. */
export const metricResolutionMs = 15_000;
/** Source: metrics-server's freshContainerMinMetricsResolution: a first sample covers at least this much of a container's life. */
const firstWindowMs = 10_000;

/** What kubelets tell of the pods on their machines. */
export interface PodUsage {
  /** Undefined: no kubelet answers for the pod. */
  podUsage(pod: Pod): readonly { name: string; running: boolean; usage: { cpuMilli: number; memoryBytes: number } }[] | undefined;
}

/**
 * The resource metrics API as metrics-server answers it: one scrape every 15 s, containers from their first ten seconds on; pods with a
 * running container that was not scraped yet are left out. There is no custom and no external metrics API.
 * Differs: values are those of the moment of asking, under the time of the last scrape.
 */
export function resourceMetrics(env: Env, usage: PodUsage): MetricsSource {
  const noCustomMetrics = 'unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered';
  return {
    resource(resource, pods, container) {
      const metrics = new Map<string, PodMetric>();
      const scrapedAtMs = Math.floor(env.nowMs / metricResolutionMs) * metricResolutionMs;
      for (const pod of pods) {
        const metric = sampleOf(pod, usage, env, scrapedAtMs, resource, container);
        if (metric) metrics.set(pod.metadata.name, metric);
      }
      return metrics.size === 0 ? err('no metrics returned from resource metrics API') : ok(metrics);
    },
    pods: () => err(noCustomMetrics),
    object: () => err(noCustomMetrics),
    external: (metric) => err(
      'unable to fetch metrics from external metrics API: '
        + `the server could not find the requested resource (get ${metric}.external.metrics.k8s.io)`,
    ),
  };
}

function sampleOf(
  pod: Pod, usage: PodUsage, env: Env, scrapedAtMs: number, resource: string, container: string | undefined,
): PodMetric | undefined {
  const running = usage.podUsage(pod)?.filter((one) => one.running);
  if (!running || running.length === 0) return undefined;
  const statuses = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])];
  let windowMs = metricResolutionMs;
  let milliValue = 0;
  let found = container === undefined;
  for (const { name, usage: used } of running) {
    const startedAt = statuses.find((status) => status.name === name)?.state?.running?.startedAt;
    const coveredMs = startedAt ? scrapedAtMs - env.parseTimestamp(startedAt) : 0;
    if (coveredMs < firstWindowMs) return undefined;
    windowMs = Math.min(windowMs, coveredMs);
    if (container !== undefined && container !== name) continue;
    found = true;
    milliValue += resource === 'cpu' ? used.cpuMilli : resource === 'memory' ? used.memoryBytes * 1000 : 0;
  }
  return found ? { milliValue: Math.round(milliValue), atMs: scrapedAtMs, windowMs } : undefined;
}
