import type { RequestOrigin, RequestTarget } from '../../../../shared/network/request.ts';
import type { Distribution } from '../../../../shared/network/trace.ts';
import { forgetsOtherwise, type Affinity } from './affinities.ts';
import type { Containers } from './containers.ts';
import { DependencyIndex, dependenciesOf, type Dependency } from './dependencies.ts';
import { FlowGraph, type HandlerAddress } from './flow-graph.ts';
import { flowOutcome, handlerId, type Flow, type HandlerLoad } from './flow-state.ts';
import { HandlerIndex } from './handler-index.ts';
import type { Paths } from './paths.ts';

/** What a flow asks for, and where it comes from. The origin of a class's flow is one of its pods, which stands for all. */
export interface FlowSpec {
  origin: RequestOrigin;
  node?: string;
  target: RequestTarget;
  /** Different clients on the Internet. */
  clients?: number;
  caller?: Flow['caller'];
  /** What a source sends; of a class, what its containers take decides. */
  rps?: number;
}

/** Plain data, part of the snapshot. */
export interface SavedFlows {
  specs: Map<string, FlowSpec>;
  flows: Flow[];
  handlers: HandlerLoad[];
  dependencies: [string, ReadonlySet<Dependency>][];
  rooms: Map<string, string>;
  stale: Set<string>;
  affinities?: Map<string, Affinity>;
  classes?: Map<string, string[]>;
}

/** What an update changed. */
export interface TableChange {
  /** Flows and containers with other numbers than before. */
  flows: Set<string>;
  handlers: Set<string>;
  /** Pods whose processes may be others than before, or become others by themselves. */
  pods: string[];
  /** Flows that are no more. */
  removed: Set<string>;
  /** Services that any of this has to do with, or had. */
  services: Set<string>;
}

/** How often loads and the CPU that is left for them are brought into line, at most. */
const cpuPasses = 4;

/**
 * All flows with the ways they go. A change in the network marks the flows that rest on it; those are looked at again, and the graph follows
 * what comes of it.
 */
export class FlowTable {
  readonly graph = new FlowGraph();
  private readonly paths: Paths;
  private readonly containers: Containers;
  private specs = new Map<string, FlowSpec>();
  private readonly dependencies = new DependencyIndex();
  private stale = new Set<string>();
  private readonly reached = new HandlerIndex();
  /** How much CPU was left on a node when its containers were looked at. */
  private rooms = new Map<string, string>();
  private affinities = new Map<string, Affinity>();
  private readonly changedPods = new Set<string>();
  private readonly changedNodes = new Set<string>();
  private readonly unreached = new Set<string>();
  /** Since the last update: flows that are no more, and Services by which ways led that do not any more. */
  private removed = new Set<string>();
  private left = new Set<string>();
  /** Pods that requests reach for the first time, or have found starting: their processes may listen, or hang, by themselves. */
  private readonly awaited = new Set<string>();

  constructor(paths: Paths, containers: Containers) {
    this.paths = paths;
    this.containers = containers;
  }

  get isDirty(): boolean {
    return this.stale.size > 0 || this.changedPods.size > 0 || this.changedNodes.size > 0 || this.unreached.size > 0;
  }

  /** Puts a flow of a source in; where there is one, its ways are looked at again. */
  put(id: string, spec: FlowSpec): void {
    const before = this.specs.get(id);
    if (before?.rps !== undefined) spec.rps = before.rps;
    this.specs.set(id, spec);
    this.stale.add(id);
  }

  setRate(id: string, rps: number): void {
    const spec = this.specs.get(id);
    if (spec) spec.rps = rps;
    this.graph.setRate(id, rps);
    const affinity = this.affinities.get(id);
    if (affinity && spec && forgetsOtherwise(affinity, spec, rps)) this.stale.add(id);
  }

  remove(id: string): void {
    if (!this.specs.delete(id)) return;
    this.affinities.delete(id);
    this.removed.add(id);
    this.leaveServices(id);
    this.dependencies.delete(id);
    this.stale.delete(id);
    for (const { handlers } of this.graph.flows.get(id)?.outcomes ?? []) for (const handler of handlers) this.unreached.add(handler);
    this.graph.removeFlow(id);
  }

  /** Something that ways rest on has changed. @returns whether any does */
  mark(key: Dependency): boolean {
    const flows = this.dependencies.flows(key);
    for (const flow of flows) this.stale.add(flow);
    return flows.size > 0;
  }

  markAll(): void {
    for (const id of this.specs.keys()) this.stale.add(id);
    for (const uid of this.reached.pods()) this.changedPods.add(uid);
  }

  /** A pod, its processes or its limits have changed. @returns whether requests have to do with it */
  markPod(uid: string): boolean {
    const reached = this.reached.ofPod(uid) !== undefined;
    if (reached) this.changedPods.add(uid);
    return this.mark(`pod/${uid}`) || reached;
  }

  markNode(name: string): boolean {
    const reached = this.reached.ofNode(name) !== undefined;
    if (reached) this.changedNodes.add(name);
    const internet = this.mark('internet');
    return this.mark(`node/${name}`) || internet || reached;
  }

  /** Brings everything up to date. */
  update(): TableChange {
    this.containers.freshMachines();
    const pods = [...this.changedPods];
    for (const node of this.changedNodes) for (const handler of this.reached.ofNode(node) ?? []) this.refresh(handler);
    for (const uid of pods) for (const handler of this.reached.ofPod(uid) ?? []) this.refresh(handler);
    const again = new Set(pods.flatMap((uid) => [...(this.reached.ofPod(uid) ?? [])]));
    this.changedNodes.clear();
    this.changedPods.clear();
    this.resolve();
    pods.push(...this.awaited);
    this.awaited.clear();
    const changed: TableChange = { flows: new Set(), handlers: new Set(), pods, removed: this.removed, services: this.left };
    this.removed = new Set();
    this.left = new Set();
    for (let pass = 0; pass < cpuPasses; pass += 1) {
      const settled = this.graph.settle();
      for (const flow of settled.flows) changed.flows.add(flow);
      for (const handler of settled.handlers) changed.handlers.add(handler);
      this.tellKubelets(pass === 0 ? [...new Set([...settled.handlers, ...again])] : [...settled.handlers]);
      if (!this.refreshRooms(settled.handlers)) break;
    }
    for (const flow of this.graph.settle().flows) changed.flows.add(flow);
    for (const id of changed.flows) for (const key of this.servicesOf(id)) changed.services.add(key);
    return changed;
  }

  /** Keys of the Services by which the ways of a flow lead, or for which it is. */
  servicesOf(id: string): string[] {
    return this.dependencies.keys(id).flatMap((key) => (key.startsWith(servicePrefix) ? [key.slice(servicePrefix.length)] : []));
  }

  /** Flows that have to do with a Service. */
  flowsFor(service: string): Flow[] {
    return [...this.dependencies.flows(`${servicePrefix}${service}`)].flatMap((id) => this.graph.flows.get(id) ?? []);
  }

  specOf(id: string): FlowSpec | undefined {
    return this.specs.get(id);
  }

  /** Requests per second that reach a pod. */
  podRps(uid: string): number | undefined {
    const handlers = this.reached.ofPod(uid);
    if (!handlers) return undefined;
    let rps = 0;
    for (const id of handlers) rps += this.graph.handlers.get(id)?.offeredRps ?? 0;
    return rps;
  }

  save(): SavedFlows {
    return {
      specs: this.specs, flows: [...this.graph.flows.values()], handlers: [...this.graph.handlers.values()],
      dependencies: this.dependencies.entries(), rooms: this.rooms, stale: this.stale, affinities: this.affinities, classes: this.graph.classOrder(),
    };
  }

  load({ specs, flows, handlers, dependencies, rooms, stale, affinities = new Map(), classes = new Map() }: SavedFlows): void {
    this.affinities = affinities;
    this.specs = specs;
    this.rooms = rooms;
    this.stale = stale;
    for (const [flow, keys] of dependencies) this.dependencies.set(flow, keys);
    this.graph.load(flows, handlers, classes);
    for (const handler of handlers) {
      this.reached.add(handler);
      const facts = this.containers.factsOf(handler);
      if (facts) this.graph.restoreFacts(handler.id, { ...facts, cores: handler.cores });
    }
  }

  /** Finds the ways of all marked flows anew, and of those that come of it: what newly reached containers call. */
  private resolve(): void {
    while (this.stale.size > 0) {
      const ids = [...this.stale];
      this.stale.clear();
      for (const id of ids) this.resolveFlow(id);
      this.dropUnreached();
    }
    this.dropUnreached();
  }

  private resolveFlow(id: string): void {
    const spec = this.specs.get(id);
    if (!spec || !this.findOrigin(id, spec)) return;
    const { clients, rps } = spec;
    const distribution = this.paths.distribute(spec.origin, spec.target, { clients, rps });
    const { affinitySeconds } = distribution;
    if (affinitySeconds === undefined || rps === undefined) this.affinities.delete(id);
    else this.affinities.set(id, { seconds: affinitySeconds, rps });
    const addresses = addressesOf(distribution);
    for (const { handlers } of this.graph.flows.get(id)?.outcomes ?? []) for (const handler of handlers) if (!addresses.has(handler)) this.unreached.add(handler);
    this.graph.setFlow(id, distribution.outcomes.map(flowOutcome), addresses, spec.caller);
    if (spec.rps !== undefined) this.graph.setRate(id, spec.rps);
    this.leaveServices(id);
    for (const { outcome } of distribution.outcomes) if (outcome.kind === 'Failed' && outcome.cause.kind === 'Starting') this.awaited.add(outcome.cause.pod.uid);
    this.dependencies.set(id, dependenciesOf(spec.origin, spec.node, spec.target, distribution));
    for (const [handler, { pod }] of addresses) {
      if (this.graph.factsOf(handler)) continue;
      this.refresh(handler);
      this.awaited.add(pod.uid);
    }
  }

  /** A pod that stands for the class; without any left the class sends nothing more. */
  private findOrigin(id: string, spec: FlowSpec): boolean {
    if (!spec.caller) return true;
    for (const handler of this.graph.classes.get(spec.caller.classId)?.handlers ?? []) {
      const known = this.graph.handlers.get(handler);
      const pod = known && this.containers.podOf(known.pod);
      if (!known || !pod) continue;
      spec.origin = { kind: 'Pod', namespace: known.pod.namespace, name: known.pod.name };
      spec.node = known.node;
      return true;
    }
    this.remove(id);
    return false;
  }

  /** Looks at a container again: what it costs, what it calls, how much CPU there is. */
  private refresh(id: string): void {
    const handler = this.graph.handlers.get(id);
    if (!handler) return;
    this.reached.add(handler);
    const facts = this.containers.factsOf(handler);
    if (!facts) return;
    const before = handler.classId;
    this.graph.setFacts(id, facts);
    if (before !== undefined && before !== facts.classId) this.staleClass(before);
    if (facts.classId !== undefined && before !== facts.classId) this.addCalls(facts.classId, handler);
  }

  private addCalls(classId: string, handler: HandlerLoad): void {
    const pod = this.containers.podOf(handler.pod);
    if (!pod || this.specs.has(callFlowId(classId, 0))) return;
    for (const [index, { target, perRequest }] of this.containers.callsOf(pod, handler.container).entries()) {
      const { namespace, name } = handler.pod;
      this.put(callFlowId(classId, index), { origin: { kind: 'Pod', namespace, name }, node: handler.node, target, caller: { classId, perRequest } });
    }
  }

  private leaveServices(id: string): void {
    for (const key of this.servicesOf(id)) this.left.add(key);
  }

  /** The pod that stood for the class may have left it. */
  private staleClass(classId: string): void {
    for (const flow of this.graph.classes.get(classId)?.flows ?? []) this.stale.add(flow);
  }

  private dropUnreached(): void {
    for (const handler of this.graph.removeUnreached(this.unreached)) {
      this.containers.unload(handler);
      this.reached.remove(handler);
    }
    this.unreached.clear();
    for (const flow of this.graph.takeEmptyClasses()) this.remove(flow);
    if (this.unreached.size > 0) this.dropUnreached();
  }

  private tellKubelets(handlers: readonly string[]): void {
    for (const id of handlers) {
      const handler = this.graph.handlers.get(id);
      const facts = this.graph.factsOf(id);
      if (handler && facts) this.containers.load(handler, facts);
    }
  }

  /** Containers on nodes that have other room for them now. @returns whether there are any */
  private refreshRooms(changed: ReadonlySet<string>): boolean {
    this.containers.freshMachines();
    const nodes = new Set<string>();
    for (const id of changed) {
      const handler = this.graph.handlers.get(id);
      if (handler) nodes.add(handler.node);
    }
    let refreshed = false;
    for (const node of nodes) {
      const room = this.containers.roomOf(node);
      if (this.rooms.get(node) === room) continue;
      this.rooms.set(node, room);
      for (const handler of this.reached.ofNode(node) ?? []) this.refresh(handler);
      refreshed = true;
    }
    return refreshed;
  }
}

const servicePrefix = 'service/';

function callFlowId(classId: string, index: number): string {
  return `calls/${classId}/${index}`;
}

function addressesOf({ outcomes }: Distribution): Map<string, HandlerAddress> {
  const addresses = new Map<string, HandlerAddress>();
  for (const { outcome } of outcomes) {
    for (const handler of outcome.handlers) addresses.set(handlerId(handler), { pod: handler.pod, node: handler.node, container: handler.container });
  }
  return addresses;
}
