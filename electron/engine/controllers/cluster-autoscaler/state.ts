/** Nodes asked for and not there yet. Source: ScaleUpRequest. */
export interface ScaleUpRequest {
  increase: number;
  atMs: number;
  /** If they are not there by then, the group is left alone for a while. */
  expectedByMs: number;
}

/** Source: exponentialBackoffInfo. */
export interface BackOff {
  durationMs: number;
  untilMs: number;
  failedAtMs: number;
}

/** A node on its way out. Source: NodeDeletionTracker; Evictor. */
export interface Deletion {
  group: string;
  drain: boolean;
  startedAtMs: number;
  stage: 'Tainted' | 'Evicting' | 'Waiting';
  /** When it goes on. */
  nextAtMs: number;
  /** Evictions are tried again, or the pods waited for, until then. */
  untilMs: number;
  /** Keys of pods of which the eviction was refused so far, with the last refusal. */
  refused: Map<string, string>;
  /** Key → uid of pods that are to be gone. */
  leaving: Map<string, string>;
}

/** What was last said of a node, to say it again only when it is news. */
export interface NodeVerdict {
  reason: string;
  pod?: string;
  because?: string;
}

/** Memory of the autoscaler; plain data, part of the snapshot. A restarted one knows only what taints tell it. */
export interface AutoscalerState {
  startedAtMs: number;
  /** Taints of an earlier life have been looked at. */
  begun: boolean;
  /** Something happened since the last scan. */
  wanted: boolean;
  /** When the next scan has something to do although nothing happens: surely, and perhaps. */
  deadlineMs: number;
  backgroundMs: number;
  /** By group. */
  requests: Map<string, ScaleUpRequest>;
  backOffs: Map<string, BackOff>;
  /** Machine without a node → since when. */
  unregistered: Map<string, number>;
  lastScaleUpMs: number;
  lastScaleDownFailureMs: number;
  /** Node → since when it is unneeded. */
  unneeded: Map<string, number>;
  /** Node that cannot be removed → when that is looked at again. */
  recheckAtMs: Map<string, number>;
  /** Node → what was last said of it. */
  verdicts: Map<string, NodeVerdict>;
  deletions: Map<string, Deletion>;
  /** Status condition → its last value and since when. */
  conditions: Map<string, { status: string; sinceMs: number }>;
  /** The status as last written, without times. */
  status: string;
}

export function newState(nowMs: number): AutoscalerState {
  return {
    startedAtMs: nowMs, begun: false, wanted: true, deadlineMs: Infinity, backgroundMs: Infinity, requests: new Map(), backOffs: new Map(),
    unregistered: new Map(), lastScaleUpMs: -Infinity, lastScaleDownFailureMs: -Infinity, unneeded: new Map(), recheckAtMs: new Map(),
    verdicts: new Map(), deletions: new Map(), conditions: new Map(), status: '',
  };
}
