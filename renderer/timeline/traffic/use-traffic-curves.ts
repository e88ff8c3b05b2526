import { useMemo } from 'react';
import type { TrafficRow } from '../../../shared/view/traffic.ts';
import type { UsagePoint } from '../../../shared/view/usage.ts';
import { sumOf, type StepPoint } from '../../scaling/curves.ts';
import { mirror } from '../../store/cluster.ts';
import { useUsage } from '../usage/use-usage.ts';
import { useThrottled } from '../use-throttled.ts';

/** Over simulated time: what all sources ask for together, how much of it fails, and how many pods and machines there are for it. */
export interface TrafficCurves {
  /** Each source by itself. */
  sources: readonly TrafficRow[];
  rps: readonly StepPoint[];
  failedRps: readonly StepPoint[];
  pods: readonly StepPoint[];
  machines: readonly StepPoint[];
}

const intervalMs = 400;
const readSources = (): TrafficRow[] => mirror.traffic.rows().filter(({ ref }) => ref.kind === 'TrafficSource');
const none: readonly UsagePoint[] = [];

export function useTrafficCurves(): TrafficCurves {
  const sources = useThrottled('traffic', readSources, intervalMs);
  const cluster = useUsage([])?.cluster ?? none;
  const requests = useMemo(() => ({ sources, rps: total(sources, 'rps'), failedRps: total(sources, 'failedRps') }), [sources]);
  const counts = useMemo(() => ({ pods: line(cluster, 'pods'), machines: line(cluster, 'machines') }), [cluster]);
  return useMemo(() => ({ ...requests, ...counts }), [requests, counts]);
}

function total(rows: readonly TrafficRow[], measure: 'rps' | 'failedRps'): StepPoint[] {
  return sumOf(rows.map(({ points }) => points.map((point) => ({ atMs: point.atMs, value: point[measure] }))));
}

function line(points: readonly UsagePoint[], measure: 'pods' | 'machines'): StepPoint[] {
  return points.map((point) => ({ atMs: point.atMs, value: point[measure] }));
}
