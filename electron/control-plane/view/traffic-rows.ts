import { refKey, refOf, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { balancerRef } from '../../../shared/view/provided.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { RouteStop } from '../../../shared/network/trace.ts';
import type { FlowRow, TrafficRow } from '../../../shared/view/traffic.ts';
import type { ApiReader } from '../../engine/apistore/api-client.ts';
import { FailureTally } from '../../engine/network/traffic/failures.ts';
import type { FailureShare } from '../../engine/network/traffic/flow-state.ts';
import { legsOf, type TrafficMeasure } from '../../engine/network/traffic/measures.ts';
import { failedRate, type TrafficPoint } from '../../engine/network/traffic/series.ts';
import type { Traffic, TrafficNews } from '../../engine/network/traffic/traffic.ts';
import { causeText } from '../network/cause-text.ts';
import { placeOf } from './relations/names.ts';

/** Points may still be joined with the ones before within this time: a delta sends them again. */
const unsettledMs = 5_000;

export interface ProjectedTraffic {
  traffic?: TrafficRow[];
  removedTraffic?: string[];
  flows?: FlowRow[];
  removedFlows?: string[];
}

/** A leg of one flow, as a part of the edge that is drawn. */
interface Part {
  rps: number;
  failedRps: number;
  behindRps: number;
  failures: readonly FailureShare[];
}

interface Edge {
  from: ObjectRef;
  to: FlowRow['to'];
  /** Flow → its part. */
  parts: Map<string, Part>;
}

/** Keeps the rows of sources, Services and edges; a delta costs as much as the flows that have changed. */
export class TrafficRows {
  private readonly api: ApiReader;
  private readonly traffic: Traffic;
  private readonly dirty = new Map<string, ObjectRef>();
  private readonly dirtyFlows = new Set<string>();
  private readonly edges = new Map<string, Edge>();
  private readonly edgesOf = new Map<string, string[]>();
  private readonly sentMs = new Map<string, number>();

  constructor(api: ApiReader, traffic: Traffic) {
    this.api = api;
    this.traffic = traffic;
  }

  observe({ sources, services, flows }: TrafficNews): void {
    for (const name of sources) this.touch(sourceRef(name));
    for (const key of services) this.touch(serviceRef(key));
    for (const flow of flows) this.dirtyFlows.add(flow);
  }

  list(): { traffic: TrafficRow[]; flows: FlowRow[] } {
    this.dirty.clear();
    this.dirtyFlows.clear();
    this.edges.clear();
    this.edgesOf.clear();
    this.sentMs.clear();
    for (const id of this.traffic.flows.graph.flows.keys()) this.project(id);
    const refs = [...this.traffic.sourceRates().map(({ name }) => sourceRef(name)), ...this.traffic.serviceKeys().map(serviceRef)];
    return { traffic: refs.flatMap((ref) => this.rowOf(ref) ?? []), flows: [...this.edges].map(([id, edge]) => flowRow(id, edge)) };
  }

  delta(): ProjectedTraffic {
    const delta: ProjectedTraffic = {};
    if (this.dirty.size > 0) this.projectRows(delta);
    if (this.dirtyFlows.size > 0) this.projectFlows(delta);
    return delta;
  }

  private touch(ref: ObjectRef): void {
    this.dirty.set(refKey(ref), ref);
  }

  private projectRows(delta: ProjectedTraffic): void {
    const rows: TrafficRow[] = [];
    const removed: string[] = [];
    for (const [key, ref] of this.dirty) {
      const row = this.rowOf(ref);
      if (row) rows.push(row);
      else if (this.sentMs.delete(key)) removed.push(key);
    }
    this.dirty.clear();
    if (rows.length > 0) delta.traffic = rows;
    if (removed.length > 0) delta.removedTraffic = removed;
  }

  private projectFlows(delta: ProjectedTraffic): void {
    const before = new Set<string>();
    const touched = new Set<string>();
    for (const id of this.dirtyFlows) {
      for (const edge of this.edgesOf.get(id) ?? []) before.add(edge);
      for (const edge of this.project(id)) touched.add(edge);
    }
    this.dirtyFlows.clear();
    const rows: FlowRow[] = [];
    const removed: string[] = [];
    for (const id of new Set([...before, ...touched])) {
      const edge = this.edges.get(id);
      if (edge) rows.push(flowRow(id, edge));
      else removed.push(id);
    }
    if (rows.length > 0) delta.flows = rows;
    if (removed.length > 0) delta.removedFlows = removed;
  }

  /** Takes a flow's part in the edges out and, if the flow is still there, puts the present one in. @returns the edges that it has a part in */
  private project(id: string): string[] {
    for (const key of this.edgesOf.get(id) ?? []) {
      const edge = this.edges.get(key);
      edge?.parts.delete(id);
      if (edge?.parts.size === 0) this.edges.delete(key);
    }
    this.edgesOf.delete(id);
    const flow = this.traffic.flows.graph.flows.get(id);
    const sender = flow && this.senderOf(id);
    if (!flow || !sender) return [];
    const drawn = new Map<RouteStop, FlowRow['to'] | undefined>();
    const drawnAs = (stop: RouteStop): FlowRow['to'] | undefined => {
      if (!drawn.has(stop)) drawn.set(stop, this.drawnAs(stop));
      return drawn.get(stop);
    };
    const keys: string[] = [];
    for (const { from, to, rps, failedRps, behindRps, failures } of legsOf(flow, (stop) => textOf(drawnAs(stop)))) {
      const start = from ? drawnAs(from) : sender;
      const end = drawnAs(to);
      if (!start || !end || 'host' in start) continue;
      const key = `${textOf(start)}→${textOf(end)}`;
      let edge = this.edges.get(key);
      if (!edge) this.edges.set(key, (edge = { from: start, to: end, parts: new Map() }));
      edge.parts.set(id, { rps, failedRps, behindRps, failures: failures.shares });
      keys.push(key);
    }
    this.edgesOf.set(id, keys);
    return keys;
  }

  private senderOf(flow: string): ObjectRef | undefined {
    const [kind, name = ''] = flow.split('/');
    if (kind === 'source') return sourceRef(name);
    const origin = this.traffic.flows.specOf(flow)?.origin;
    return origin?.kind === 'Pod' ? this.workloadOf(origin.namespace, origin.name) : undefined;
  }

  private drawnAs(stop: RouteStop): FlowRow['to'] | undefined {
    switch (stop.kind) {
      case 'LoadBalancer': return balancerRef({ kind: stop.of, namespace: stop.namespace, name: stop.name });
      case 'Service': return serviceRef(`${stop.namespace}/${stop.name}`);
      case 'Ingress': return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', namespace: stop.namespace, name: stop.name };
      case 'Pod': return this.workloadOf(stop.pod.namespace, stop.pod.name);
      case 'External': return { host: stop.host };
    }
  }

  /** What is drawn for a pod: the uppermost controller above it, else itself. */
  private workloadOf(namespace: string, name: string): ObjectRef | undefined {
    const pod = this.api.get<Pod>('pods', `${namespace}/${name}`);
    let ref: ObjectRef | undefined = pod && refOf(pod);
    let object: { metadata: Pod['metadata'] } | undefined = pod;
    while (object) {
      const owner = object.metadata.ownerReferences?.find(({ controller }) => controller);
      if (!owner || owner.kind === 'Node') return ref;
      const above: ObjectRef = { apiVersion: owner.apiVersion, kind: owner.kind, namespace, name: owner.name };
      const { resource, key } = placeOf(above);
      object = this.api.get(resource, key);
      if (object) ref = above;
    }
    return ref;
  }

  private rowOf(ref: ObjectRef): TrafficRow | undefined {
    const measure = ref.kind === 'TrafficSource' ? this.traffic.ofSource(ref.name) : this.traffic.ofService(`${ref.namespace}/${ref.name}`);
    if (!measure) return undefined;
    const key = refKey(ref);
    const sentMs = this.sentMs.get(key) ?? -Infinity;
    this.sentMs.set(key, measure.points.at(-1)?.atMs ?? -Infinity);
    return trafficRow(ref, measure, measure.points.filter(({ atMs }) => atMs >= sentMs - unsettledMs));
  }
}

function trafficRow(ref: ObjectRef, { rps, servedRps, p50Ms, p95Ms, failures }: TrafficMeasure, points: TrafficPoint[]): TrafficRow {
  return { ref, rps, servedRps, failedRps: failedRate(rps, servedRps), p50Ms, p95Ms, failures: failures.map(inWords), points };
}

function inWords({ cause, rps }: TrafficMeasure['failures'][number]): TrafficRow['failures'][number] {
  const { headline, details } = causeText(cause);
  return { cause, rps, text: headline, details };
}

function flowRow(id: string, { from, to, parts }: Edge): FlowRow {
  let rps = 0;
  let failedRps = 0;
  let behindRps = 0;
  const failures = new FailureTally();
  for (const part of parts.values()) {
    behindRps += part.behindRps;
    rps += part.rps;
    failedRps += part.failedRps;
    failures.addAll(part.failures, 1);
  }
  const [first] = failures.shares;
  return { id, from, to, rps, failed: rps > 0 ? failedRps / rps : 0, ...(first ? { failure: { kind: first.cause.kind, text: causeText(first.cause).headline, ...(behindRps > failedRps / 2 ? { isBehind: true as const } : {}) } } : {}) };
}

function textOf(drawn: FlowRow['to'] | undefined): string | undefined {
  return drawn && ('host' in drawn ? `host/${drawn.host}` : refKey(drawn));
}

function sourceRef(name: string): ObjectRef {
  return { apiVersion: 'clusterwright.dev/v1', kind: 'TrafficSource', name };
}

function serviceRef(key: string): ObjectRef {
  const slash = key.indexOf('/');
  return { apiVersion: 'v1', kind: 'Service', namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}
