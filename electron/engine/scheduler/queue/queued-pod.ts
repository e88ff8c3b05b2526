/** A waiting pod's scheduling history. Plain data. Source: framework.QueuedPodInfo. */
export interface QueuedPod {
  readonly key: string;
  readonly uid: string;
  priority: number;
  /** Order of arrival: the tie-break where the source leaves the order open. */
  readonly sequence: number;
  /** When it entered the queue, or came back from its last attempt. */
  timestampMs: number;
  attempts: number;
  /** Attempts that plugins refused, and attempts that failed for other causes since the last refusal: they set the back-off. */
  unschedulableCount: number;
  errorCount: number;
  /** When the back-off of the last attempt ends; undefined: not worked out yet. */
  backoffUntilMs: number | undefined;
  /** Plugins that refused it in the last attempt. */
  rejectedBy: string[];
  /** The plugin that keeps it from entering the queue at all. */
  gatedBy: string | undefined;
}

export function newQueuedPod(key: string, uid: string, priority: number, sequence: number, nowMs: number): QueuedPod {
  return {
    key, uid, priority, sequence, timestampMs: nowMs, attempts: 0, unschedulableCount: 0, errorCount: 0, backoffUntilMs: undefined,
    rejectedBy: [], gatedBy: undefined,
  };
}

/** With its fields in the order of a new one, whichever of them a snapshot has: so a continued world has the same bytes as one that went on. */
export function wholeQueuedPod(saved: QueuedPod): QueuedPod {
  const { key, uid, priority, sequence, timestampMs } = saved;
  return { ...newQueuedPod(key, uid, priority, sequence, timestampMs), ...saved };
}
