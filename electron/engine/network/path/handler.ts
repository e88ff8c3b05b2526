import type { PodRef } from '../../../../shared/network/trace.ts';
import type { Arrival } from './passage.ts';
import type { Walk } from './walk.ts';

/** Notes that a container has the request. */
export function noteHandler(walk: Walk, { pod, node, container, port }: Arrival): PodRef {
  const ref: PodRef = { namespace: pod.metadata.namespace ?? '', name: pod.metadata.name, uid: pod.metadata.uid ?? '' };
  walk.pass({ kind: 'Pod', pod: ref });
  walk.handle({ pod: ref, node, container, port });
  return ref;
}
