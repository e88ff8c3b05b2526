import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Env } from '../../env.ts';
import type { Write } from '../controller.ts';

/**
 * Sets Ready=False on pods of a node that does not answer, so that they get no traffic; reason and message stay as the kubelet wrote them.
 * Source: MarkPodsNotReady, pkg/controller/util/node/controller_utils.go.
 */
export function markPodsNotReady(pods: Iterable<Pod>, env: Env): Write[] {
  const writes: Write[] = [];
  for (const pod of pods) {
    const conditions = pod.status?.conditions ?? [];
    if (!conditions.some(isReady)) continue;
    const lastTransitionTime = env.timestamp();
    const marked = conditions.map(
      (condition) => (isReady(condition) ? { ...condition, status: 'False' as const, lastTransitionTime } : condition),
    );
    writes.push(
      { verb: 'updateStatus', object: { ...pod, status: { ...pod.status, conditions: marked } } as Pod },
      { verb: 'event', about: pod, record: { type: 'Warning', reason: 'NodeNotReady', message: 'Node is not ready' } },
    );
  }
  return writes;
}

function isReady(condition: { type: string; status: string }): boolean {
  return condition.type === 'Ready' && condition.status === 'True';
}
