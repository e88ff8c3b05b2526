import type { JsonValue } from '../../../../shared/json.ts';
import type { EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { ContainerLoad } from '../../../../shared/network/failure-cause.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { TrafficSource } from '../../../../shared/kubernetes/types/traffic-source.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import type { Component, ComponentContext } from '../../component.ts';
import { DueQueue, type DueQueueState } from '../../simulation/due-queue.ts';
import { isHeartbeat } from '../../simulation/heartbeat.ts';
import { decodeState, encodeState } from '../../simulation/state-codec.ts';
import type { NetworkChange } from '../network.ts';
import { Containers, type ContainerHosts } from './containers.ts';
import { FlowTable, type SavedFlows } from './flow-table.ts';
import { measureFlows, measurePassing, type TrafficMeasure } from './measures.ts';
import type { Paths } from './paths.ts';
import { ServiceTraffic } from './service-traffic.ts';
import { addPoint, failedRate, type TrafficPoint } from './series.ts';
import { putFlows, sendsFrom, stepRate, type SourceState } from './sources.ts';
import { sourceStatus, statusMoved } from './source-status.ts';

/** Between two writes of one source's status. */
const statusPeriodMs = 10_000;
/** From the first numbers to their being written. */
const statusDelayMs = 1_000;

export interface TrafficOptions {
  /** Asked when something is worked out, not before all components are there. */
  paths: Paths;
  kubelets: ContainerHosts & { onProcesses(listener: (uid: string) => void): void };
  network: { onChange(listener: (change: NetworkChange) => void): void };
}

/** What has other numbers than before, or is no more. */
export interface TrafficNews {
  sources: string[];
  /** Keys `namespace/name`. */
  services: string[];
  flows: string[];
}

/** Plain data, part of the snapshot. */
interface SavedTraffic {
  sources: Map<string, SourceState>;
  changedSources: Set<string>;
  due: DueQueueState;
  flows: SavedFlows;
  services: Map<string, TrafficPoint[]>;
}

/**
 * Traffic as rates: what TrafficSources send, the ways it takes through the network, what containers make of it, what they call in turn, and
 * what comes back. Worked out anew for what has changed and what follows from it; patterns move in steps in the background.
 * Differs from real traffic: rates without noise, no retries, and a change is felt everywhere at once.
 */
export class Traffic implements Component {
  readonly name = 'traffic';
  readonly process = 'world';
  readonly watches = ['trafficsources', 'services', 'endpointslices', 'pods', 'nodes', 'namespaces', 'ingressclasses'];
  private readonly context: ComponentContext;
  private readonly options: TrafficOptions;
  private table: FlowTable;
  private services: ServiceTraffic;
  private sources = new Map<string, SourceState>();
  private changedSources = new Set<string>();
  private due = new DueQueue();
  /** Sources that send from pods, by namespace. */
  private sendingFrom = new Map<string, Set<string>>();
  private readonly listeners: ((news: TrafficNews) => void)[] = [];

  constructor(context: ComponentContext, options: TrafficOptions) {
    this.context = context;
    this.options = options;
    this.table = this.newTable();
    this.services = new ServiceTraffic(this.table);
    options.kubelets.onProcesses((uid) => { if (this.table.markPod(uid)) this.wake(); });
    options.network.onChange((change) => this.noticeNetwork(change));
  }

  start(): void {
    for (const { metadata: { name } } of this.context.api.list<TrafficSource>('trafficsources')) this.changedSources.add(name);
    if (this.changedSources.size > 0) this.wake();
  }

  stop(): void {
    this.table = this.newTable();
    this.services = new ServiceTraffic(this.table);
    this.sources = new Map();
    this.sendingFrom = new Map();
    this.due = new DueQueue();
  }

  observe(event: WatchEvent): void {
    if (event.resource === 'trafficsources') {
      if (event.type === 'MODIFIED' && (event.object as TrafficSource).spec === (event.previous as TrafficSource).spec) return;
      this.changedSources.add(event.key);
      this.wake();
    } else if (this.sources.size > 0 && this.mark(event)) this.wake();
  }

  run(): void {
    const { nowMs } = this.context.env;
    for (let id = this.due.take(nowMs); id !== undefined; id = this.due.take(nowMs)) this.takeDue(id);
    for (const name of this.changedSources) this.follow(name);
    this.changedSources.clear();
    this.update();
    this.planWake();
  }

  /** Something has changed that is told of no single flow: how images behave, or which machines are connected. */
  lookAgain(): void {
    this.table.markAll();
    if (this.sources.size > 0) this.wake();
  }

  /** What came of the requests of a source; undefined: nothing is known of it. */
  ofSource(name: string): (TrafficMeasure & { points: readonly TrafficPoint[] }) | undefined {
    const state = this.sources.get(name);
    return state && { ...this.measureSource(state), points: state.points };
  }

  /** What came of the requests for a Service, by `namespace/name`. */
  ofService(key: string): (TrafficMeasure & { points: readonly TrafficPoint[] }) | undefined {
    return this.services.of(key);
  }

  /** Keys of the Services for which there have been requests. */
  serviceKeys(): string[] {
    return [...this.services.points.keys()];
  }

  /** Requests per second that reach the containers of a pod; undefined: none does. */
  ofPod(uid: string): number | undefined {
    return this.table.podRps(uid);
  }

  /** What requests there are for a container; undefined: none. */
  loadOf(uid: string, container: string): ContainerLoad | undefined {
    return this.table.graph.loadOf(`${uid}/${container}`);
  }

  get hasSources(): boolean {
    return this.sources.size > 0;
  }

  /** What each source sends per second. */
  sourceRates(): { name: string; rps: number }[] {
    return [...this.sources].map(([name, { rps }]) => ({ name, rps }));
  }

  /** Requests per second for an object of a namespace: a Pod, a Service, an Ingress; 0 when none comes. Undefined: there is none, or nothing is measured of its kind. */
  ofObject(kind: string, namespace: string, name: string): number | undefined {
    const key = `${namespace}/${name}`;
    const resource = measuredKinds[kind];
    const object = resource === undefined ? undefined : this.context.api.get(resource, key);
    if (!object) return undefined;
    if (kind === 'Service') return this.ofService(key)?.rps ?? 0;
    if (kind === 'Pod') return this.ofPod(object.metadata.uid ?? '') ?? 0;
    return measurePassing(this.table.graph.flows.values(), (stop) => stop.kind === 'Ingress' && stop.name === name && stop.namespace === namespace).rps;
  }

  get flows(): FlowTable {
    return this.table;
  }

  onChange(listener: (news: TrafficNews) => void): void {
    this.listeners.push(listener);
  }

  save(): JsonValue {
    const saved: SavedTraffic = {
      sources: this.sources, changedSources: this.changedSources, due: this.due.state, flows: this.table.save(), services: this.services.points,
    };
    return encodeState(saved);
  }

  load(state: JsonValue): void {
    const { sources, changedSources, due, flows, services } = decodeState(state) as SavedTraffic;
    this.sources = sources;
    this.changedSources = changedSources;
    this.due = new DueQueue(due);
    this.table.load(flows);
    this.services.load(services);
    for (const name of sources.keys()) {
      const source = this.context.api.get<TrafficSource>('trafficsources', name);
      if (source) this.noteOrigin(source);
    }
    this.planWake();
  }

  private mark({ type, resource, key, object, previous }: WatchEvent): boolean {
    switch (resource) {
      case 'pods': return (type !== 'MODIFIED' || isMoved(object as Pod, previous as Pod)) && this.markPod(object as Pod);
      case 'services': return this.markService(type, key);
      case 'endpointslices': return this.markSlice(serviceOf(object as EndpointSlice));
      case 'nodes': return !isHeartbeat({ type, resource, key, object, previous } as WatchEvent) && this.table.markNode(key);
      case 'ingressclasses': return this.table.mark('names');
      default:
        this.table.markAll();
        return true;
    }
  }

  private markPod(pod: Pod): boolean {
    let marked = this.table.markPod(pod.metadata.uid ?? '');
    for (const name of this.sendingFrom.get(pod.metadata.namespace ?? '') ?? []) {
      const source = this.context.api.get<TrafficSource>('trafficsources', name);
      if (!source || !sendsFrom(source, pod)) continue;
      this.changedSources.add(name);
      marked = true;
    }
    return marked;
  }

  /** Endpoints of a Service with an address of its own are those of kube-proxies, which follow; who asks for endpoints by name, and Ingress controllers, see them at once. */
  private markSlice(key: string): boolean {
    const isHeadless = this.context.api.get<Service>('services', key)?.spec.clusterIP === 'None';
    return this.table.mark(isHeadless ? `service/${key}` : `slices/${key}`);
  }

  private markService(type: WatchEvent['type'], key: string): boolean {
    if (type === 'DELETED' && this.services.forget(key)) this.tell({ sources: [], services: [key], flows: [] });
    const named = this.table.mark('names');
    return this.table.mark(`service/${key}`) || named;
  }

  private noticeNetwork(change: NetworkChange): void {
    if (this.sources.size > 0 && this.markChange(change)) this.wake();
  }

  private markChange(change: NetworkChange): boolean {
    switch (change.kind) {
      case 'Service': return this.table.mark(`service/${change.key}`);
      case 'Node': return this.table.markNode(change.name);
      case 'Policies': return this.table.mark(`policies/${change.namespace}`);
      case 'LoadBalancer': {
        const named = this.table.mark('names');
        return this.table.mark(`service/${change.key}`) || named;
      }
      case 'Ingresses': return this.table.mark('names');
    }
  }

  private takeDue(id: string): void {
    const slash = id.indexOf('/');
    const name = id.slice(slash + 1);
    switch (id.slice(0, slash)) {
      case 'pod': this.table.markPod(name); break;
      case 'rate': this.step(name); break;
      default: this.writeStatus(name);
    }
  }

  /** A source is new, has another spec, is gone, or has other pods. */
  private follow(name: string): void {
    const { api, env } = this.context;
    const source = api.get<TrafficSource>('trafficsources', name);
    const known = this.sources.get(name);
    if (known && known.uid !== source?.metadata.uid) {
      for (const { id } of known.flows) this.table.remove(id);
      this.sources.delete(name);
      this.due.forget(`rate/${name}`);
      this.due.forget(`status/${name}`);
    }
    if (!source) return;
    let state = this.sources.get(name);
    if (!state) {
      const { uid = '', creationTimestamp } = source.metadata;
      state = { uid, createdMs: creationTimestamp ? env.parseTimestamp(creationTimestamp) : env.nowMs, rps: 0, flows: [], points: [], writtenMs: -Infinity };
      this.sources.set(name, state);
    }
    this.noteOrigin(source);
    putFlows(source, state, this.table, api, this.options.paths);
    this.step(name);
  }

  private noteOrigin({ metadata: { name }, spec: { from } }: TrafficSource): void {
    for (const names of this.sendingFrom.values()) names.delete(name);
    if (!from) return;
    const names = this.sendingFrom.get(from.namespace);
    if (names) names.add(name);
    else this.sendingFrom.set(from.namespace, new Set([name]));
  }

  private step(name: string): void {
    const source = this.context.api.get<TrafficSource>('trafficsources', name);
    const state = this.sources.get(name);
    if (source && state) this.due.plan(`rate/${name}`, { atMs: Infinity, backgroundMs: stepRate(source, state, this.table, this.context.env.nowMs) });
  }

  private update(): void {
    const { nowMs } = this.context.env;
    const changed = this.table.update();
    for (const uid of changed.pods) this.planPod(uid);
    if (changed.flows.size === 0 && changed.removed.size === 0) return;
    const sources = sourcesOf(changed.flows);
    for (const name of sources) this.noteSource(name);
    const services = [...changed.services].filter((key) => this.context.api.get('services', key));
    this.services.note(services, nowMs);
    this.tell({ sources: [...sources, ...sourcesOf(changed.removed)], services, flows: [...changed.flows, ...changed.removed] });
  }

  /** Its processes will listen or hang by themselves. */
  private planPod(uid: string): void {
    this.due.plan(`pod/${uid}`, { atMs: this.options.kubelets.nextProcessChangeMs(uid), backgroundMs: Infinity });
  }

  private noteSource(name: string): void {
    const { nowMs } = this.context.env;
    const state = this.sources.get(name);
    if (!state) return;
    const { rps, servedRps, p50Ms, p95Ms } = this.measureSource(state);
    addPoint(state.points, { atMs: nowMs, rps, failedRps: failedRate(rps, servedRps), p50Ms, p95Ms });
    const atMs = Math.max(nowMs + statusDelayMs, state.writtenMs + statusPeriodMs);
    this.due.plan(`status/${name}`, { atMs: Infinity, backgroundMs: atMs });
  }

  private writeStatus(name: string): void {
    const { api, env } = this.context;
    const source = api.get<TrafficSource>('trafficsources', name);
    const state = this.sources.get(name);
    if (!source || !state || source.metadata.uid !== state.uid) return;
    const status = sourceStatus(source, this.measureSource(state), env.timestamp());
    if (!statusMoved(source.status, status)) return;
    state.writtenMs = env.nowMs;
    api.updateStatus<TrafficSource>({ ...source, status });
  }

  private measureSource({ flows, rps }: SourceState): TrafficMeasure {
    const measure = measureFlows(flows.flatMap(({ id }) => this.table.graph.flows.get(id) ?? []));
    return { ...measure, rps };
  }

  private tell(news: TrafficNews): void {
    for (const listener of this.listeners) listener(news);
  }

  private wake(): void {
    this.context.wakeAt(this.context.env.nowMs);
  }

  private planWake(): void {
    const nextMs = this.due.nextForegroundMs();
    if (nextMs < Infinity) this.context.wakeAt(nextMs);
    const backgroundMs = this.due.nextBackgroundMs();
    if (backgroundMs < Infinity) this.context.wakeAt(backgroundMs, { background: true });
  }

  private newTable(): FlowTable {
    const { paths, kubelets } = this.options;
    return new FlowTable(paths, new Containers(this.context.api, kubelets, paths));
  }
}

const measuredKinds: Readonly<Record<string, string>> = { Service: 'services', Pod: 'pods', Ingress: 'ingresses' };

/** Names of the sources that send flows, by the ids of those. */
function sourcesOf(flows: Iterable<string>): string[] {
  const names = new Set<string>();
  for (const id of flows) {
    const [kind, name = ''] = id.split('/');
    if (kind === 'source') names.add(name);
  }
  return [...names];
}

/** Something of a pod has changed that the network knows it by; what its processes do is told by its kubelet. */
function isMoved(pod: Pod, before: Pod): boolean {
  return pod.metadata.labels !== before.metadata.labels || pod.metadata.deletionTimestamp !== before.metadata.deletionTimestamp
    || pod.spec.nodeName !== before.spec.nodeName || pod.status?.phase !== before.status?.phase || pod.status?.podIP !== before.status?.podIP;
}

function serviceOf({ metadata: { namespace = '', labels } }: EndpointSlice): string {
  return `${namespace}/${labels?.['kubernetes.io/service-name'] ?? ''}`;
}

export function createTraffic(options: TrafficOptions): (context: ComponentContext) => Traffic {
  return (context) => new Traffic(context, options);
}
