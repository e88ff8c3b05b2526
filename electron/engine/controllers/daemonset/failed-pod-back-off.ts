/** Source: NewDaemonSetsController in cmd/kube-controller-manager: flowcontrol.NewBackOff(1 s, 15 min). */
const firstMs = 1_000;
const lastMs = 15 * 60_000;

interface Entry {
  backOffMs: number;
  atMs: number;
}

/**
 * How long to wait before a failed daemon pod on a node is replaced again, so that a pod that its kubelet refuses is not made in a tight
 * loop. Plain data. Source: client-go/util/flowcontrol/backoff.go.
 */
export type FailedPodBackOff = Map<string, Entry>;

/** @returns milliseconds still to wait; 0 when it may go ahead, which is noted then */
export function nextAttempt(backOff: FailedPodBackOff, key: string, nowMs: number): number {
  const entry = backOff.get(key);
  const expired = !entry || nowMs - entry.atMs > 2 * lastMs;
  if (!expired && nowMs - entry.atMs < entry.backOffMs) return entry.backOffMs;
  backOff.set(key, { backOffMs: expired ? firstMs : Math.min(entry.backOffMs * 2, lastMs), atMs: nowMs });
  return 0;
}
