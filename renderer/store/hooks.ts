import { useCallback, useSyncExternalStore } from 'react';
import type { CloudView } from '../../shared/view/cloud.ts';
import type { CostView } from '../../shared/view/cost.ts';
import type { HistoryState } from '../../shared/view/feed.ts';
import type { ControlPlaneView } from '../../shared/view/control-plane.ts';
import type { CardRow, ClockState, ClusterRow, EventRow, MachineRow, PodDetailRow, PodRow, ProblemRow, TimelineEntry } from '../../shared/view/rows.ts';
import type { PlannedFaultRow } from '../../shared/view/planned-faults.ts';
import type { TrafficRow } from '../../shared/view/traffic.ts';
import type { Point } from '../../shared/topology/types.ts';
import { mirror } from './cluster.ts';

/** Subscribes to one topic of the mirror. `read` must return the same value until the topic changes. */
function useTopic<T>(topic: string, read: () => T): T {
  const subscribe = useCallback((listener: () => void) => mirror.topics.subscribe(topic, listener), [topic]);
  return useSyncExternalStore(subscribe, read);
}

export function useCluster(): ClusterRow | undefined { return useTopic('cluster', () => mirror.cluster); }
/** Undefined: the provider runs it. */
export function useControlPlane(): ControlPlaneView | undefined { return useTopic('controlPlane', () => mirror.controlPlane); }
export function useClock(): ClockState { return useTopic('clock', () => mirror.clock); }
/** For what does not show the time: renders again only when the clock starts or stops, or its speed changes. */
export function useClockRunning(): boolean { return useTopic('clock', () => mirror.clock.running); }
export function useClockSpeed(): number { return useTopic('clock', () => mirror.clock.speed); }
export function useMachineNames(): readonly string[] { return useTopic('machines', () => mirror.machineNames()); }
export function useMachine(name: string): MachineRow | undefined { return useTopic(`machine/${name}`, () => mirror.machine(name)); }
/** Uids of the pods on a machine in arrival order; '' gives the Pending ones. */
export function usePodUids(machine: string): readonly string[] { return useTopic(`pods/${machine}`, () => mirror.pods.uidsOn(machine)); }
/** State codes of the pods on a machine, in the order of `usePodUids`. */
export function usePodStates(machine: string): Uint8Array { return useTopic(`states/${machine}`, () => mirror.pods.statesOn(machine)); }
export function usePod(uid: string): PodRow | undefined { return useTopic(`pod/${uid}`, () => mirror.pods.row(uid)); }
export function usePodDetail(uid: string): PodDetailRow | undefined { return useTopic(`detail/${uid}`, () => mirror.podDetail(uid)); }
export function useCardUids(): readonly string[] { return useTopic('cards', () => mirror.cardUids()); }
export function useCard(uid: string): CardRow | undefined { return useTopic(`card/${uid}`, () => mirror.card(uid)); }
export function useProblems(): readonly ProblemRow[] { return useTopic('problems', () => mirror.problems); }
export function useTimeline(): readonly TimelineEntry[] { return useTopic('timeline', () => mirror.timeline); }
export function useRecentEvents(): readonly EventRow[] { return useTopic('events', () => mirror.recentEvents); }
export function useEventCount(): number { return useTopic('events', () => mirror.eventCount); }
export function useHistory(): HistoryState { return useTopic('history', () => mirror.history); }
/** The cloud's account; undefined where the provider has no API. */
export function useCloud(): CloudView | undefined { return useTopic('cloud', () => mirror.cloud); }
export function useCost(): CostView | undefined { return useTopic('cost', () => mirror.cost); }
/** What the design plans to break, and what has come of it. */
export function usePlannedFaults(): readonly PlannedFaultRow[] { return useTopic('plannedFaults', () => mirror.plannedFaults); }
export function useLayout(): Readonly<Record<string, Point>> { return useTopic('layout', () => mirror.layout); }
/** Grows when relations between cards change. */
export function useRelationVersion(): number { return useTopic('relations', () => mirror.relations.version); }
/** Grows when flows of requests change. */
export function useFlowVersion(): number { return useTopic('flows', () => mirror.traffic.flowVersion); }
/** What comes of the requests of a TrafficSource, or of those for a Service. @param key refKey */
export function useTraffic(key: string): TrafficRow | undefined { return useTopic(`traffic/${key}`, () => mirror.traffic.of(key)); }
/** Grows when the feed begins anew. */
export function useListCount(): number { return useTopic('list', () => mirror.listCount); }
