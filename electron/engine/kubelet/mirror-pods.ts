import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { FleetContext } from './context.ts';
import { isMirrorPod, mirrorAnnotation } from './pod/pod-object.ts';
import type { NodeRuntime } from './node/node-state.ts';
import type { PodRuntime } from './pod/pod-state.ts';
import { staticPodManifest } from './static-pods.ts';

/** Takes away the mirrors of static pods that have ended. */
export function removeStaleMirrors(context: FleetContext, node: NodeRuntime): void {
  const { api } = context.component;
  for (const key of node.staleMirrors) {
    const mirror = api.get<Pod>('pods', key);
    if (mirror && isMirrorPod(mirror)) {
      context.state.mirrors.delete(mirror.metadata.uid ?? '');
      context.ownWrite(() => api.delete('pods', key, { gracePeriodSeconds: 0 }));
    }
  }
  node.staleMirrors.clear();
}

/**
 * Makes the API show the static pods of a machine: one mirror pod each, owned by the Node. A mirror that someone deleted is made anew.
 * @returns the static pods whose mirror is new and needs its status
 * Source: pkg/kubelet/pod/mirror_client.go.
 */
export function ensureMirrorPods(context: FleetContext, node: NodeRuntime): PodRuntime[] {
  const { api, env } = context.component;
  const created: PodRuntime[] = [];
  const owner = api.get<Node>('nodes', node.name);
  if (!owner) return created;
  for (const [process, uid] of node.staticPods) {
    const pod = context.state.pods.get(uid);
    if (!pod) continue;
    const existing = api.get<Pod>('pods', pod.key);
    if (existing && !existing.metadata.deletionTimestamp) continue;
    if (existing && isMirrorPod(existing)) context.ownWrite(() => api.delete('pods', pod.key, { gracePeriodSeconds: 0 }));
    const manifest = staticPodManifest(process, node.name);
    const hash = manifest.metadata.annotations?.['kubernetes.io/config.hash'] as string;
    const mirror: Pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: manifest.metadata.name,
        namespace: 'kube-system',
        labels: manifest.metadata.labels ?? {},
        annotations: {
          ...manifest.metadata.annotations, [mirrorAnnotation]: hash, 'kubernetes.io/config.seen': env.timestamp(pod.seenAtMs),
        },
        ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: node.name, uid: owner.metadata.uid ?? '', controller: true }],
      },
      spec: manifest.spec,
    };
    const written = context.ownWrite(() => api.create(mirror));
    if (!written.ok) continue;
    if (existing) context.state.mirrors.delete(existing.metadata.uid ?? '');
    context.state.mirrors.set(written.value.metadata.uid ?? '', uid);
    created.push(pod);
  }
  return created;
}
