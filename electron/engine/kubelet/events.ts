import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { FleetContext } from './context.ts';
import { reachesApi } from './node/last-seen.ts';
import { apiPod } from './pod/pod-object.ts';
import type { PodRuntime } from './pod/pod-state.ts';

/**
 * Records an Event of the kubelet on `node`. Without an API server it is lost (the real one keeps a short queue).
 */
export function nodeEvent(
  context: FleetContext, node: string, about: KubernetesObject, type: 'Normal' | 'Warning', reason: string, message: string,
): void {
  if (!reachesApi(context, node)) return;
  context.component.api.recordEvent(about, { type, reason, message, host: node });
}

/**
 * About a pod. A static pod's events are recorded on its mirror (the real ones name the uid of the static pod, where nobody finds them).
 */
export function podEvent(
  context: FleetContext, pod: PodRuntime, type: 'Normal' | 'Warning', reason: string, message: string, annotations?: Record<string, string>,
): void {
  const about = apiPod(context, pod);
  if (about) context.component.api.recordEvent(about, { type, reason, message, host: pod.node, ...(annotations ? { annotations } : {}) });
}

/** About one container of a pod. `object` says whether it is an init container. */
export function containerEvent(
  context: FleetContext, pod: PodRuntime, object: Pod, container: string, type: 'Normal' | 'Warning', reason: string, message: string,
): void {
  const about = apiPod(context, pod);
  if (!about) return;
  const list = object.spec.initContainers?.some(({ name }) => name === container) ? 'initContainers' : 'containers';
  context.component.api.recordEvent(about, { type, reason, message, host: pod.node, fieldPath: fieldPathOf(list, container) });
}

const fieldPaths = new Map<string, string>();
/** Follows from the names alone, so it is kept only to share one text between all events about containers of that name. */
const fieldPathLimit = 1_024;

function fieldPathOf(list: 'initContainers' | 'containers', container: string): string {
  const key = list === 'containers' ? container : `init/${container}`;
  let path = fieldPaths.get(key);
  if (path === undefined) {
    if (fieldPaths.size >= fieldPathLimit) fieldPaths.clear();
    fieldPaths.set(key, (path = `spec.${list}{${container}}`));
  }
  return path;
}
