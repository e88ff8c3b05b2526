import type { HorizontalPodAutoscaler, MetricSpec } from '../../../shared/kubernetes/types/autoscaling.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../apistore/api-client.ts';
import { readScale } from '../controllers/hpa/scale-target.ts';

/** Pods by uid. */
export type ScrapedPods = Map<string, Pod>;

/**
 * The pods whose samples somebody reads again and again: those of workloads with an autoscaler that looks at a resource. The real metrics-server keeps samples of every
 * pod; here those of others are worked out when they are asked for (see metrics-server.ts), so that a scrape costs nothing where nobody reads it.
 */
export function scrapedPods(api: ApiReader): ScrapedPods {
  const pods: ScrapedPods = new Map();
  for (const autoscaler of api.list<HorizontalPodAutoscaler>('horizontalpodautoscalers')) {
    if (!(autoscaler.spec.metrics ?? []).some(readsResources)) continue;
    const scale = readScale(api, autoscaler);
    if (scale.ok) addPodsOf(api, scale.value.object, pods);
  }
  return pods;
}

/** The pods that the workload controls itself, or by way of its ReplicaSets. */
function addPodsOf(api: ApiReader, { metadata: { uid = '' } }: KubernetesObject, pods: ScrapedPods): void {
  for (const pod of api.byIndex<Pod>('pods', 'controller', uid)) if (pod.spec.nodeName) pods.set(pod.metadata.uid ?? '', pod);
  for (const replicaSet of api.byIndex('replicasets', 'controller', uid)) addPodsOf(api, replicaSet, pods);
}

function readsResources({ type }: MetricSpec): boolean {
  return type === 'Resource' || type === 'ContainerResource';
}
