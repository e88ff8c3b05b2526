import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Container } from '../../../../shared/kubernetes/types/pod.ts';
import type { FleetContext } from '../context.ts';
import { reachesApi, seenBy } from '../node/last-seen.ts';
import { withAllocation } from '../resources/allocation.ts';
import type { PodRuntime } from './pod-state.ts';
import { staticPodManifest } from '../static-pods.ts';

export const mirrorAnnotation = 'kubernetes.io/config.mirror';

/** The pod as the kubelet knows it: the API object, or the manifest on the machine's disk, with the resources that it has been granted. Undefined: there is none any more. */
export function podObject(context: FleetContext, pod: PodRuntime): Pod | undefined {
  const object = specOf(context, pod);
  return object && pod.resize ? withAllocation(object, pod.resize.allocated) : object;
}

/** The same with the resources that it asks for, granted or not. */
export function specOf(context: FleetContext, pod: PodRuntime): Pod | undefined {
  if (pod.control) return pod.control.manifestGone ? undefined : staticPodManifest(pod.control.process, pod.node);
  const object = seenBy<Pod>(context, pod.node, 'pods', pod.key);
  return object?.metadata.uid === pod.uid ? object : undefined;
}

/** The API object whose status the kubelet writes: the pod itself, or the mirror of a static pod. Undefined: nothing to write to. */
export function apiPod(context: FleetContext, pod: PodRuntime): Pod | undefined {
  if (!reachesApi(context, pod.node)) return undefined;
  const object = context.component.api.get<Pod>('pods', pod.key);
  if (!object) return undefined;
  // A mirror of the static pod before it goes first.
  if (pod.control) return object.metadata.annotations?.[mirrorAnnotation] && !context.state.nodes.get(pod.node)?.staleMirrors.has(pod.key) ? object : undefined;
  return object.metadata.uid === pod.uid ? object : undefined;
}

export function isMirrorPod(pod: Pod): boolean {
  return pod.metadata.annotations?.[mirrorAnnotation] !== undefined;
}

/** An init container that runs beside the others. */
export function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always';
}

/** All containers of a pod, init containers first, with where they stand in the spec. */
export function* eachContainer(object: Pod): IterableIterator<{ container: Container; init: boolean }> {
  for (const container of object.spec.initContainers ?? []) yield { container, init: true };
  for (const container of object.spec.containers) yield { container, init: false };
}

export function findContainer(object: Pod, name: string): { container: Container; init: boolean } | undefined {
  for (const entry of eachContainer(object)) if (entry.container.name === name) return entry;
  return undefined;
}

/** Read from a file on the machine, not from the API; its mirror says so too. Source: IsStaticPod, pkg/kubelet/types. */
export function isStaticPod({ metadata }: Pod): boolean {
  const source = metadata.annotations?.['kubernetes.io/config.source'];
  return source !== undefined && source !== 'api';
}
