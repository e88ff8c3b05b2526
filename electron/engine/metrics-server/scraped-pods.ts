import type { HorizontalPodAutoscaler, MetricSpec } from '../../../shared/kubernetes/types/autoscaling.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../apistore/api-client.ts';
import { readScale } from '../controllers/hpa/scale-target.ts';

/** Pods by uid. */
export type ScrapedPods = Map<string, Pod>;

/**
 * The pods whose samples somebody reads again and again: those of autoscalers that look at a resource. The real metrics-server keeps samples of every pod; here
 * those of others are worked out when they are asked for (see metrics-server.ts), so that a scrape costs nothing where nobody reads it.
 */
export function scrapedPods(api: ApiReader): ScrapedPods {
  const pods: ScrapedPods = new Map();
  for (const autoscaler of api.list<HorizontalPodAutoscaler>('horizontalpodautoscalers')) {
    if (!(autoscaler.spec.metrics ?? []).some(readsResources)) continue;
    const scale = readScale(api, autoscaler);
    if (!scale.ok) continue;
    for (const pod of api.byIndex<Pod>('pods', 'namespace', autoscaler.metadata.namespace ?? '')) {
      const { uid, labels } = pod.metadata;
      if (uid && pod.spec.nodeName && scale.value.matches(labels)) pods.set(uid, pod);
    }
  }
  return pods;
}

function readsResources({ type }: MetricSpec): boolean {
  return type === 'Resource' || type === 'ContainerResource';
}
