import { jsonEqual } from '../../../../shared/json.ts';
import type { DaemonSet } from '../../../../shared/kubernetes/types/daemon-set.ts';
import type { Write } from '../controller.ts';
import { isPodAvailable, isPodReady, podAvailableAtMs } from '../pod-state.ts';
import { byAssignedAndAge, isPodUpdated } from './daemon-pod.ts';
import type { DaemonView } from './view.ts';

type DaemonSetStatus = NonNullable<DaemonSet['status']>;

/**
 * Counts nodes, by the oldest pod on each. Zero counts of optional fields are left out as in the API's JSON.
 * @returns the status, and when the next ready pod will have been ready for long enough
 * Source: updateDaemonSetStatus, pkg/controller/daemon/daemon_controller.go.
 */
export function daemonSetStatus(view: DaemonView, collisionCount: number | undefined): { status: DaemonSetStatus; nextAvailableAtMs: number } {
  const { daemonSet, nodes, podsByNode, eligibility, hash, env } = view;
  const minReadySeconds = daemonSet.spec.minReadySeconds ?? 0;
  let [desired, current, misscheduled, ready, available, updated] = [0, 0, 0, 0, 0, 0];
  let nextAvailableAtMs = Infinity;
  for (const node of nodes) {
    const pods = podsByNode.get(node.metadata.name) ?? [];
    const oldest = [...pods].sort(byAssignedAndAge)[0];
    // Not only the oldest: a surge goes on when the new pod beside it has been ready for long enough.
    for (const pod of pods) {
      const atMs = podAvailableAtMs(pod, minReadySeconds, env);
      if (atMs !== undefined && atMs > env.nowMs) nextAvailableAtMs = Math.min(nextAvailableAtMs, atMs);
    }
    if (!eligibility(node).shouldRun) {
      if (oldest) misscheduled += 1;
      continue;
    }
    desired += 1;
    if (!oldest) continue;
    current += 1;
    if (isPodReady(oldest)) ready += 1;
    if (isPodAvailable(oldest, minReadySeconds, env)) available += 1;
    if (isPodUpdated(daemonSet, oldest, hash)) updated += 1;
  }
  const unavailable = desired - available;
  const { conditions } = daemonSet.status ?? {};
  const status: DaemonSetStatus = {
    currentNumberScheduled: current, numberMisscheduled: misscheduled, desiredNumberScheduled: desired, numberReady: ready,
    ...(daemonSet.metadata.generation ? { observedGeneration: daemonSet.metadata.generation } : {}),
    ...(updated > 0 ? { updatedNumberScheduled: updated } : {}),
    ...(available > 0 ? { numberAvailable: available } : {}),
    ...(unavailable > 0 ? { numberUnavailable: unavailable } : {}),
    ...(collisionCount !== undefined ? { collisionCount } : {}),
    ...(conditions ? { conditions } : {}),
  };
  return { status, nextAvailableAtMs };
}

/** No write when nothing differs. */
export function statusWrite(daemonSet: DaemonSet, status: DaemonSetStatus): Write[] {
  return jsonEqual(status, daemonSet.status) ? [] : [{ verb: 'updateStatus', object: { ...daemonSet, status } as DaemonSet }];
}
