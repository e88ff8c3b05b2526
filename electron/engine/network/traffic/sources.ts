import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { TrafficSource } from '../../../../shared/kubernetes/types/traffic-source.ts';
import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import type { RequestTarget } from '../../../../shared/network/request.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import { hexDigest } from '../../hex-digest.ts';
import { labelText } from './containers.ts';
import type { FlowSpec, FlowTable } from './flow-table.ts';
import type { Paths } from './paths.ts';
import { rateAt } from '../../../../shared/network/rate.ts';
import type { TrafficPoint } from './series.ts';

/** What is remembered of a TrafficSource. Plain data. */
export interface SourceState {
  uid: string;
  createdMs: number;
  /** Sent per second now: nothing while it is paused or has no pod to send from. */
  rps: number;
  /** Flows and the share of the rate that each has. */
  flows: { id: string; share: number }[];
  points: TrafficPoint[];
  /** When its status was written. */
  writtenMs: number;
}

/** The part of a TrafficSource that decides what it sends, and when that changes next by itself; Infinity: never. */
export function stepRate(source: TrafficSource, state: SourceState, flows: FlowTable, nowMs: number): number {
  const { rate, paused } = source.spec;
  const elapsedMs = Math.max(0, nowMs - state.createdMs);
  const step = paused || state.flows.length === 0 ? { rps: 0, untilMs: Infinity } : rateAt(rate, elapsedMs);
  state.rps = step.rps;
  for (const { id, share } of state.flows) flows.setRate(id, step.rps * share);
  return step.untilMs === Infinity ? Infinity : nowMs + Math.max(1, step.untilMs - elapsedMs);
}

/** Puts the flows of a source in place of those that it had: one from the Internet, or one for each group of its pods that are alike. */
export function putFlows(source: TrafficSource, state: SourceState, table: FlowTable, api: ApiReader, paths: Paths): void {
  const { target } = source.spec;
  const specs = source.spec.from ? fromPods(source, source.spec.from, target, api, paths) : fromInternet(source, target);
  const next = new Set(specs.map(({ id }) => id));
  for (const { id } of state.flows) if (!next.has(id)) table.remove(id);
  for (const { id, spec } of specs) table.put(id, spec);
  state.flows = specs.map(({ id, share }) => ({ id, share }));
}

interface SourceFlow {
  id: string;
  share: number;
  spec: FlowSpec;
}

function fromInternet(source: TrafficSource, target: RequestTarget): SourceFlow[] {
  const { name } = source.metadata;
  return [{ id: `source/${name}`, share: 1, spec: { origin: { kind: 'Internet' }, target, ...(source.spec.clients === undefined ? {} : { clients: source.spec.clients }) } }];
}

function fromPods(
  source: TrafficSource, { namespace, podSelector }: NonNullable<TrafficSource['spec']['from']>, target: RequestTarget, api: ApiReader, paths: Paths,
): SourceFlow[] {
  const matches = matcherOf(podSelector);
  const groups = new Map<string, Pod[]>();
  let count = 0;
  for (const pod of api.byIndex<Pod>('pods', 'namespace', namespace)) {
    if (!matches(pod.metadata.labels ?? {}) || !sends(pod)) continue;
    count += 1;
    const key = `${paths.nodeClass(pod, target)}|${labelText(pod.metadata.labels ?? {})}`;
    const group = groups.get(key);
    if (group) group.push(pod);
    else groups.set(key, [pod]);
  }
  return [...groups].map(([key, pods]) => {
    const { metadata: { name }, spec: { nodeName } } = pods[0] as Pod;
    const spec: FlowSpec = { origin: { kind: 'Pod', namespace, name }, target, ...(nodeName ? { node: nodeName } : {}) };
    return { id: `source/${source.metadata.name}/${hexDigest(key, 12)}`, share: pods.length / count, spec };
  });
}

function sends({ metadata, status }: Pod): boolean {
  return status?.phase === 'Running' && metadata.deletionTimestamp === undefined && status.podIP !== undefined;
}

/** Whether a change of a pod may change from where the source sends. */
export function sendsFrom({ spec: { from } }: TrafficSource, pod: Pod): boolean {
  return from !== undefined && pod.metadata.namespace === from.namespace && matcherOf(from.podSelector)(pod.metadata.labels ?? {});
}
