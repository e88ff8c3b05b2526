import type { KubernetesObject } from '../../shared/kubernetes/types/meta.ts';
import type { Pod, PodSpec } from '../../shared/kubernetes/types/pod.ts';

/** Labels and annotations of these prefixes belong to controllers. */
const controllerLabels = new Set([
  'pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
]);

/** Tolerations that the DefaultTolerationSeconds admission plugin adds to each pod. */
const addedTolerations = new Set(['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']);

/**
 * A manifest from which a live pod could be made anew under another name: what the server has set is left out (node, status, defaulted
 * tolerations, service
 * account volume). The author's own manifest is better where there is one, because it has no defaulted fields.
 */
export function podManifestFrom(
  live: KubernetesObject,
  name: string,
): { apiVersion: string; kind: string; metadata: { name: string; namespace?: string }; spec: PodSpec } {
  const spec = structuredClone((live as Pod).spec);
  delete spec.nodeName;
  delete spec.priority;
  delete spec.enableServiceLinks;
  delete spec.preemptionPolicy;
  if (spec.serviceAccount === spec.serviceAccountName) delete spec.serviceAccount;
  if (spec.serviceAccountName === 'default') delete spec.serviceAccountName;
  const tolerations = (spec.tolerations ?? []).filter(
    (item) =>
      !(
        item.operator === 'Exists' &&
        item.effect === 'NoExecute' &&
        item.tolerationSeconds === 300 &&
        addedTolerations.has(item.key ?? '')
      ),
  );
  if (tolerations.length > 0) spec.tolerations = tolerations;
  else delete spec.tolerations;
  const tokens = new Set((spec.volumes ?? []).filter((volume) => volume.name.startsWith('kube-api-access-')).map((volume) => volume.name));
  if (tokens.size > 0) {
    spec.volumes = (spec.volumes ?? []).filter((volume) => !tokens.has(volume.name));
    if (spec.volumes.length === 0) delete spec.volumes;
    for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) {
      container.volumeMounts = (container.volumeMounts ?? []).filter((mount) => !tokens.has(mount.name));
      if (container.volumeMounts.length === 0) delete container.volumeMounts;
    }
  }
  const labels = Object.fromEntries(Object.entries(live.metadata.labels ?? {}).filter(([key]) => !controllerLabels.has(key)));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      ...(live.metadata.namespace ? { namespace: live.metadata.namespace } : {}),
      ...(Object.keys(labels).length > 0 ? { labels } : {}),
    },
    spec,
  };
}
