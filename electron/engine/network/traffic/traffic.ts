import type { JsonValue } from '../../../../shared/json.ts';
import type { ContainerLoad } from '../../../../shared/network/failure-cause.ts';
import type { TrafficSource } from '../../../../shared/kubernetes/types/traffic-source.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import type { Component, ComponentContext } from '../../component.ts';
import { DueQueue, type DueQueueState } from '../../simulation/due-queue.ts';
import { decodeState, encodeState } from '../../simulation/state-codec.ts';
import type { NetworkChange } from '../network.ts';
import { Containers, type ContainerHosts } from './containers.ts';
import { FlowTable, type SavedFlows } from './flow-table.ts';
import { FollowedSources } from './followed-sources.ts';
import { TrafficMarks } from './marks.ts';
import { measurePassing, type TrafficMeasure } from './measures.ts';
import type { Paths } from './paths.ts';
import { ServiceTraffic } from './service-traffic.ts';
import type { TrafficPoint } from './series.ts';
import type { SourceState } from './sources.ts';

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
  private followed: FollowedSources;
  private marks: TrafficMarks;
  private changedSources = new Set<string>();
  private due = new DueQueue();
  private readonly listeners: ((news: TrafficNews) => void)[] = [];

  constructor(context: ComponentContext, options: TrafficOptions) {
    this.context = context;
    this.options = options;
    ({ table: this.table, services: this.services, followed: this.followed, marks: this.marks } = this.begin());
    options.kubelets.onProcesses((uid) => { if (this.table.markPod(uid)) this.wake(); });
    options.network.onChange((change) => this.noticeNetwork(change));
  }

  start(): void {
    for (const { metadata: { name } } of this.context.api.list<TrafficSource>('trafficsources')) this.changedSources.add(name);
    if (this.changedSources.size > 0) this.wake();
  }

  stop(): void {
    ({ table: this.table, services: this.services, followed: this.followed, marks: this.marks } = this.begin());
    this.due = new DueQueue();
  }

  observe(event: WatchEvent): void {
    if (event.resource === 'trafficsources') {
      if (event.type === 'MODIFIED' && (event.object as TrafficSource).spec === (event.previous as TrafficSource).spec) return;
      this.changedSources.add(event.key);
      this.wake();
    } else if (this.hasSources) {
      if (event.resource === 'services' && event.type === 'DELETED') this.forgetService(event.key);
      if (this.marks.commit(event)) this.wake();
    }
  }

  run(): void {
    const { nowMs } = this.context.env;
    for (let id = this.due.take(nowMs); id !== undefined; id = this.due.take(nowMs)) this.takeDue(id);
    for (const name of this.changedSources) {
      const source = this.followed.follow(name);
      if (source) this.marks.noteOrigin(source);
    }
    this.changedSources.clear();
    this.update();
    this.planWake();
  }

  /** Something has changed that is told of no single flow: how images behave, or which machines are connected. */
  lookAgain(): void {
    this.table.markAll();
    if (this.hasSources) this.wake();
  }

  /** What came of the requests of a source; undefined: nothing is known of it. */
  ofSource(name: string): (TrafficMeasure & { points: readonly TrafficPoint[] }) | undefined {
    const state = this.followed.states.get(name);
    return state && { ...this.followed.measure(state), points: state.points };
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
    return this.followed.states.size > 0;
  }

  /** What each source sends per second. */
  sourceRates(): { name: string; rps: number }[] {
    return [...this.followed.states].map(([name, { rps }]) => ({ name, rps }));
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
      sources: this.followed.states, changedSources: this.changedSources, due: this.due.state, flows: this.table.save(), services: this.services.points,
    };
    return encodeState(saved);
  }

  load(state: JsonValue): void {
    const { sources, changedSources, due, flows, services } = decodeState(state) as SavedTraffic;
    this.followed = this.follow(this.table, sources);
    this.changedSources = changedSources;
    this.due = new DueQueue(due);
    this.table.load(flows);
    this.services.load(services);
    for (const name of sources.keys()) {
      const source = this.context.api.get<TrafficSource>('trafficsources', name);
      if (source) this.marks.noteOrigin(source);
    }
    this.planWake();
  }

  private forgetService(key: string): void {
    if (this.services.forget(key)) this.tell({ sources: [], services: [key], flows: [] });
  }

  private noticeNetwork(change: NetworkChange): void {
    if (this.hasSources && this.marks.network(change)) this.wake();
  }

  private takeDue(id: string): void {
    const slash = id.indexOf('/');
    const name = id.slice(slash + 1);
    switch (id.slice(0, slash)) {
      case 'pod': this.table.markPod(name); break;
      case 'rate': this.followed.step(name); break;
      default: this.followed.writeStatus(name);
    }
  }

  private update(): void {
    const { nowMs } = this.context.env;
    const changed = this.table.update();
    for (const uid of changed.pods) this.planPod(uid);
    if (changed.flows.size === 0 && changed.removed.size === 0) return;
    const sources = sourcesOf(changed.flows);
    for (const name of sources) this.followed.note(name);
    const services = [...changed.services].filter((key) => this.context.api.get('services', key));
    this.services.note(services, nowMs);
    this.tell({ sources: [...sources, ...sourcesOf(changed.removed)], services, flows: [...changed.flows, ...changed.removed] });
  }

  /** Its processes will listen or hang by themselves. */
  private planPod(uid: string): void {
    this.due.plan(`pod/${uid}`, { atMs: this.options.kubelets.nextProcessChangeMs(uid), backgroundMs: Infinity });
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

  /** Nothing is known yet. */
  private begin(): { table: FlowTable; services: ServiceTraffic; followed: FollowedSources; marks: TrafficMarks } {
    const { paths, kubelets } = this.options;
    const table = new FlowTable(paths, new Containers(this.context.api, kubelets, paths));
    const marks = new TrafficMarks(this.context.api, table, (name) => { this.changedSources.add(name); });
    return { table, marks, services: new ServiceTraffic(table), followed: this.follow(table) };
  }

  private follow(table: FlowTable, states?: Map<string, SourceState>): FollowedSources {
    return new FollowedSources(this.context, this.options.paths, table, {
      plan: (id, due) => this.due.plan(id, due), forget: (id) => this.due.forget(id),
    }, states);
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

export function createTraffic(options: TrafficOptions): (context: ComponentContext) => Traffic {
  return (context) => new Traffic(context, options);
}
