import type { KubernetesObject, OwnerReference } from '../../../shared/kubernetes/types/meta.ts';
import type { Pod, PodTemplateSpec } from '../../../shared/kubernetes/types/pod.ts';

/**
 * The pod that a controller posts for a template. It shares the template's `spec` object, by whose identity admission knows that it has
 * seen it before. Its name is drawn by the API server from `generateName`.
 * Source: GetPodFromTemplate, pkg/controller/controller_utils.go.
 */
export function podFromTemplate(template: PodTemplateSpec, owner: KubernetesObject, controllerRef: OwnerReference): Pod {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: '',
      generateName: `${owner.metadata.name}-`,
      ...(owner.metadata.namespace ? { namespace: owner.metadata.namespace } : {}),
      ...(labels ? { labels } : {}),
      ...(annotations ? { annotations } : {}),
      ...(finalizers?.length ? { finalizers } : {}),
      ownerReferences: [controllerRef],
    },
    spec: template.spec,
  };
}
