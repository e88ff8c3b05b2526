import type { Point } from '../topology/types.ts';
import type { ControlPlaneView } from './control-plane.ts';
import type { CloudView } from './cloud.ts';
import type { CloudChange, CostChange } from './cloud-change.ts';
import type { CostView } from './cost.ts';
import type { PlannedFaultRow } from './planned-faults.ts';
import type { RelationsRow } from './relations.ts';
import type { FlowRow, TrafficRow } from './traffic.ts';
import type { CardRow, ClockState, ClusterRow, EventRow, MachineRow, PodDetailRow, PodRow, ProblemRow, TimelineEntry } from './rows.ts';

/**
 * List-and-watch for the window: one `list`, then `delta`s from its revision, batched per frame. A delta whose `from` is not the mirror's revision is a gap:
 * the window asks for a new list. Pods travel as columns (see pod-columns.ts).
 */
export interface PodColumns {
  count: number;
  /** All strings joined by '\u0000' in the order uid, namespace, name, node, owner, podIP per pod. */
  text: string;
  state: Uint8Array;
  ready: Uint8Array;
  total: Uint8Array;
  restarts: Uint16Array;
}

export interface ViewList {
  kind: 'list';
  revision: number;
  designId: string;
  cluster: ClusterRow;
  /** Absent: the provider runs it. */
  controlPlane?: ControlPlaneView;
  clock: ClockState;
  pods: PodColumns;
  machines: MachineRow[];
  cards: CardRow[];
  /** Of objects that have any. */
  relations: RelationsRow[];
  /** Of sources, and of Services for which there have been requests; absent: none. */
  traffic?: TrafficRow[];
  /** Between things that are drawn; absent: none. */
  flows?: FlowRow[];
  /** Where the provider is a cloud. */
  cloud?: CloudView;
  cost?: CostView;
  /** In the order of the design's list; absent: none. */
  plannedFaults?: PlannedFaultRow[];
  problems: ProblemRow[];
  timeline: TimelineEntry[];
  /** Count of all Kubernetes Events; rows are fetched by `events.list`. */
  eventCount: number;
  layout: Record<string, Point>;
  history: HistoryState;
}

export interface ViewDelta {
  kind: 'delta';
  from: number;
  revision: number;
  clock: ClockState;
  /** Absent: unchanged. */
  cluster?: ClusterRow;
  /** Null: the provider runs it now. */
  controlPlane?: ControlPlaneView | null;
  pods?: PodColumns;
  removedPods?: string[];
  details?: PodDetailRow[];
  machines?: MachineRow[];
  removedMachines?: string[];
  cards?: CardRow[];
  removedCards?: string[];
  /** Replaces all relations that start at these objects. */
  relations?: RelationsRow[];
  traffic?: TrafficRow[];
  /** refKeys. */
  removedTraffic?: string[];
  flows?: FlowRow[];
  /** Ids. */
  removedFlows?: string[];
  /** What has changed of it. */
  cloud?: CloudChange;
  /** When what is running has changed. */
  cost?: CostChange;
  /** All of them, when one has changed. */
  plannedFaults?: PlannedFaultRow[];
  problems?: ProblemRow[];
  /** New entries, or changed ones by id. */
  timeline?: TimelineEntry[];
  /** New or changed events since the last delta (bounded to the newest 200). */
  events?: EventRow[];
  eventCount?: number;
  layout?: Record<string, Point>;
  history?: HistoryState;
}

/** Undo and redo of the design; labels are catalogue keys of commands. */
export interface HistoryState {
  undo?: { key: string; params?: Record<string, string | number> };
  redo?: { key: string; params?: Record<string, string | number> };
  /** Changes since the design was last written to its file. */
  dirty: boolean;
  /** Name of the file, when it has one (no folder). */
  fileName?: string;
  savedAt?: string;
}

export type ViewMessage = ViewList | ViewDelta;
export type { PodRow };
