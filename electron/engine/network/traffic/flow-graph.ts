import { FailureTally } from './failures.ts';
import type { Flow, FlowOutcome, HandlerFacts, HandlerLoad } from './flow-state.ts';
import { LatencyMixture, noLatency, plus, type Latency } from './latency.ts';
import { serve, type StationResult } from './station.ts';
import type { ContainerLoad } from '../../../../shared/network/failure-cause.ts';
import { noteWaits, waitOf } from './waiting.ts';
import type { PodRef } from '../../../../shared/network/trace.ts';

/** Passes over what has changed, at most: what is still moving then is left where it is. Only calls in a circle ever need so many. */
const maxRounds = 60;
/** From this pass on values move only half of the way, so that what pushes itself back and forth comes to rest. */
const dampedFrom = 10;
const tolerance = 1e-6;

/** A container as the ways to it name it. */
export interface HandlerAddress {
  pod: PodRef;
  node: string;
  container: string;
}

/**
 * Requests as rates: flows bring them to containers, containers answer, turn away, and send flows of their own. A change is followed only as
 * far as numbers move: rates downstream, success and latency upstream. The rule that holds throughout: what comes in is answered or failed.
 */
export class FlowGraph {
  readonly flows = new Map<string, Flow>();
  readonly handlers = new Map<string, HandlerLoad>();
  /** Ids of the flows that a class sends, and of the containers that are of it. */
  readonly classes = new Map<string, { flows: Set<string>; handlers: Set<string> }>();
  private readonly dirtyFlows = new Set<string>();
  private readonly dirtyHandlers = new Set<string>();
  private readonly emptied = new Set<string>();
  private readonly facts = new Map<string, HandlerFacts>();

  /** Puts a flow in, or new ways for it; its rate and, where nothing changes, its numbers stay. @param addresses of the handlers that the outcomes name */
  setFlow(id: string, outcomes: FlowOutcome[], addresses: ReadonlyMap<string, HandlerAddress>, caller: Flow['caller']): void {
    const before = this.flows.get(id);
    for (const { handlers } of outcomes) for (const handler of handlers) this.addHandler(handler, addresses, id);
    if (before) {
      const kept = new Set(outcomes.flatMap(({ handlers }) => handlers));
      for (const handler of handlersOf(before)) if (!kept.has(handler)) this.dropInflow(handler, id);
      before.outcomes = outcomes;
      if (caller) before.caller = caller;
    } else {
      this.flows.set(id, { id, outcomes, rps: 0, served: 0, latency: noLatency, failures: [], ...(caller ? { caller } : {}) });
      if (caller) this.classOf(caller.classId).flows.add(id);
    }
    this.dirtyFlows.add(id);
  }

  removeFlow(id: string): void {
    const flow = this.flows.get(id);
    if (!flow) return;
    this.flows.delete(id);
    this.dirtyFlows.delete(id);
    if (flow.caller) this.classes.get(flow.caller.classId)?.flows.delete(id);
    for (const handler of handlersOf(flow)) this.dropInflow(handler, id);
  }

  /** What a source sends of a flow now. */
  setRate(id: string, rps: number): void {
    const flow = this.flows.get(id);
    if (!flow || flow.rps === rps) return;
    flow.rps = rps;
    this.dirtyFlows.add(id);
  }

  /** What is known of a container, before anything is worked out for it or after it has changed. */
  setFacts(id: string, facts: HandlerFacts): void {
    const handler = this.handlers.get(id);
    if (!handler) return;
    const before = this.facts.get(id);
    this.facts.set(id, facts);
    if (handler.classId !== facts.classId) {
      this.leaveClass(handler);
      if (facts.classId !== undefined) {
        handler.classId = facts.classId;
        this.classOf(facts.classId).handlers.add(id);
      }
    } else if (before && before.behaviour === facts.behaviour && near(before.cores, facts.cores)) return;
    handler.cores = facts.cores;
    this.dirtyHandlers.add(id);
    this.dirtyClass(handler.classId);
  }

  /** Undefined: no request reaches it. */
  loadOf(id: string): ContainerLoad | undefined {
    const [handler, facts] = [this.handlers.get(id), this.facts.get(id)];
    return handler && facts && handler.offeredRps > 0 ? containerLoad(handler.offeredRps, handler.station, facts) : undefined;
  }

  factsOf(id: string): HandlerFacts | undefined {
    return this.facts.get(id);
  }

  /** Takes out containers that no flow reaches any more. @returns them */
  removeUnreached(ids: Iterable<string>): HandlerLoad[] {
    const removed: HandlerLoad[] = [];
    for (const id of ids) {
      const handler = this.handlers.get(id);
      if (!handler || handler.inflow.size > 0) continue;
      this.leaveClass(handler);
      this.handlers.delete(id);
      this.facts.delete(id);
      this.dirtyHandlers.delete(id);
      removed.push(handler);
    }
    return removed;
  }

  /** Forgets classes without containers. @returns the flows that they sent, to be removed */
  takeEmptyClasses(): string[] {
    const flows: string[] = [];
    for (const id of this.emptied) {
      const known = this.classes.get(id);
      if (!known || known.handlers.size > 0) continue;
      flows.push(...known.flows);
      this.classes.delete(id);
    }
    this.emptied.clear();
    return flows;
  }

  /** Works out everything that follows from what has changed. @returns what has other numbers now */
  settle(): { flows: Set<string>; handlers: Set<string> } {
    const changed = { flows: new Set<string>(), handlers: new Set<string>() };
    for (let round = 0; round < maxRounds && (this.dirtyFlows.size > 0 || this.dirtyHandlers.size > 0); round += 1) {
      const flows = [...this.dirtyFlows];
      this.dirtyFlows.clear();
      for (const id of flows) {
        const flow = this.flows.get(id);
        if (!flow) continue;
        changed.flows.add(id);
        this.solveFlow(flow);
      }
      const handlers = [...this.dirtyHandlers];
      this.dirtyHandlers.clear();
      for (const id of handlers) {
        const handler = this.handlers.get(id);
        if (!handler) continue;
        changed.handlers.add(id);
        this.solveHandler(handler, round >= dampedFrom);
      }
    }
    this.dirtyFlows.clear();
    this.dirtyHandlers.clear();
    return changed;
  }

  /** Containers of each class in the order in which they came to it: in which rates are added up, and which stands for all. */
  classOrder(): Map<string, string[]> {
    return new Map([...this.classes].map(([id, { handlers }]) => [id, [...handlers]]));
  }

  /** Puts a saved graph back in place; facts are to be set again. */
  load(flows: Iterable<Flow>, handlers: Iterable<HandlerLoad>, order: ReadonlyMap<string, readonly string[]>): void {
    for (const [id, members] of order) for (const member of members) this.classOf(id).handlers.add(member);
    for (const flow of flows) {
      this.flows.set(flow.id, flow);
      if (flow.caller) this.classOf(flow.caller.classId).flows.add(flow.id);
    }
    for (const handler of handlers) {
      this.handlers.set(handler.id, handler);
      if (handler.classId !== undefined) this.classOf(handler.classId).handlers.add(handler.id);
    }
  }

  /** Of a loaded handler: nothing is worked out anew. */
  restoreFacts(id: string, facts: HandlerFacts): void {
    this.facts.set(id, facts);
  }

  private solveFlow(flow: Flow): void {
    if (flow.caller) flow.rps = this.acceptedBy(flow.caller.classId) * flow.caller.perRequest;
    const reaching = new Map<HandlerLoad, number>();
    const mixture = new LatencyMixture();
    const failures = new FailureTally();
    let served = 0;
    const waits = new Map<HandlerLoad, LatencyMixture>();
    for (const outcome of flow.outcomes) {
      let share = outcome.probability;
      let latency = noLatency;
      const way = outcome.handlers.flatMap((id) => this.handlers.get(id) ?? []);
      for (const handler of way) {
        reaching.set(handler, (reaching.get(handler) ?? 0) + share);
        if (handler.success < 1) failures.addAll(handler.failures, share);
        latency = plus(latency, handler.station.total);
        share *= handler.success;
      }
      noteWaits(waits, way, outcome);
      if (outcome.cause) failures.add(outcome.cause, share);
      else {
        served += share;
        mixture.add(latency.meanMs, latency.variance, share);
      }
      outcome.served = outcome.cause || outcome.probability === 0 ? 0 : share / outcome.probability;
    }
    for (const [handler, share] of reaching) this.bring(handler, flow.id, share * flow.rps);
    for (const handler of reaching.keys()) this.noteWait(handler, flow.id, waits.get(handler)?.latency);
    const { latency } = mixture;
    if (flow.caller && !(near(flow.served, served) && near(flow.latency.meanMs, latency.meanMs))) this.markClass(flow.caller.classId);
    flow.served = Math.min(1, served);
    flow.latency = latency;
    flow.failures = failures.shares;
  }

  private bring(handler: HandlerLoad, flow: string, rps: number): void {
    const before = handler.inflow.get(flow);
    handler.inflow.set(flow, rps);
    if (before === undefined || !near(before, rps)) this.dirtyHandlers.add(handler.id);
  }

  /** How long a container holds a place for requests of a flow until those answer to whom it has passed them on. */
  private noteWait(handler: HandlerLoad, flow: string, wait: Latency | undefined): void {
    const before = handler.waits?.get(flow);
    if (!wait) {
      if (handler.waits?.delete(flow)) this.dirtyHandlers.add(handler.id);
      return;
    }
    (handler.waits ??= new Map<string, Latency>()).set(flow, wait);
    if (!before || !near(before.meanMs, wait.meanMs)) this.dirtyHandlers.add(handler.id);
  }

  private solveHandler(handler: HandlerLoad, damped: boolean): void {
    const facts = this.facts.get(handler.id);
    if (!facts) return;
    let offered = 0;
    for (const rps of handler.inflow.values()) offered += rps;
    const calls = this.callsOf(handler.classId);
    const station = serve(facts.behaviour, offered, facts.cores, calls.latency, waitOf(handler));
    if (damped) station.acceptance = (station.acceptance + handler.station.acceptance) / 2;
    const success = station.acceptance * calls.success;
    const accepted = offered * station.acceptance;
    const acceptedBefore = handler.offeredRps * handler.station.acceptance;
    if (!near(success, handler.success) || !near(station.total.meanMs, handler.station.total.meanMs)) for (const flow of handler.inflow.keys()) this.dirtyFlows.add(flow);
    if (!near(accepted, acceptedBefore)) this.dirtyClass(handler.classId);
    const failures = new FailureTally();
    failures.add({ kind: 'Overloaded', pod: handler.pod, container: handler.container, load: containerLoad(offered, station, facts) }, 1 - station.acceptance);
    failures.addAll(calls.failures, station.acceptance);
    Object.assign(handler, { offeredRps: offered, station, success, failures: failures.shares });
  }

  /** What answering a request costs in calls: their time, how likely all are answered, and why not. */
  private callsOf(classId: string | undefined): { latency: Latency; success: number; failures: Flow['failures'] } {
    const flows = classId === undefined ? undefined : this.classes.get(classId)?.flows;
    if (!flows || flows.size === 0) return { latency: noLatency, success: 1, failures: [] };
    const failures = new FailureTally();
    let latency: Latency = noLatency;
    let success = 1;
    for (const id of flows) {
      const flow = this.flows.get(id);
      if (!flow?.caller || flow.caller.perRequest === 0) continue;
      latency = plus(latency, flow.latency, flow.caller.perRequest);
      // From the share that fails, not from what is left of 1: where calls go in a circle the smallest failure counts for much.
      const failing = Math.min(1, flow.failures.reduce((sum, { share }) => sum + share, 0));
      const lost = -Math.expm1(flow.caller.perRequest * Math.log1p(-failing));
      // The call that fails first is the reason; those after it are not made.
      if (failing > 0) failures.addAll(flow.failures, (success * lost) / failing);
      success *= 1 - lost;
    }
    return { latency, success, failures: failures.shares };
  }

  private acceptedBy(classId: string): number {
    let accepted = 0;
    for (const id of this.classes.get(classId)?.handlers ?? []) {
      const handler = this.handlers.get(id);
      if (handler) accepted += handler.offeredRps * handler.station.acceptance;
    }
    return accepted;
  }

  private addHandler(id: string, addresses: ReadonlyMap<string, HandlerAddress>, flow: string): void {
    const known = this.handlers.get(id);
    const address = addresses.get(id);
    if (known && !known.inflow.has(flow)) known.inflow.set(flow, 0);
    if (known || !address) return;
    this.handlers.set(id, {
      id, ...address, inflow: new Map([[flow, 0]]), offeredRps: 0, success: 1, failures: [], cores: 0,
      station: { acceptance: 1, own: noLatency, total: noLatency, inFlight: 0, wantedCores: 0 },
    });
  }

  private dropInflow(id: string, flow: string): void {
    const handler = this.handlers.get(id);
    if (handler?.inflow.delete(flow)) this.dirtyHandlers.add(id);
    handler?.waits?.delete(flow);
  }

  private leaveClass(handler: HandlerLoad): void {
    if (handler.classId === undefined) return;
    this.dirtyClass(handler.classId);
    const { handlers } = this.classOf(handler.classId);
    handlers.delete(handler.id);
    if (handlers.size === 0) this.emptied.add(handler.classId);
    delete handler.classId;
  }

  private classOf(classId: string): { flows: Set<string>; handlers: Set<string> } {
    let known = this.classes.get(classId);
    if (!known) this.classes.set(classId, (known = { flows: new Set(), handlers: new Set() }));
    return known;
  }

  /** What the class sends has to be added up again. */
  private dirtyClass(classId: string | undefined): void {
    if (classId !== undefined) for (const flow of this.classes.get(classId)?.flows ?? []) this.dirtyFlows.add(flow);
  }

  /** What its calls cost has changed for all of the class. */
  private markClass(classId: string): void {
    for (const handler of this.classes.get(classId)?.handlers ?? []) this.dirtyHandlers.add(handler);
  }
}

function containerLoad(offeredRps: number, { acceptance, inFlight }: StationResult, { behaviour: { maxConcurrent }, cores }: HandlerFacts): ContainerLoad {
  return { offeredRps, refusedShare: 1 - acceptance, inFlight, maxConcurrent, cores };
}

function handlersOf(flow: Flow): Set<string> {
  return new Set(flow.outcomes.flatMap(({ handlers }) => handlers));
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= tolerance * Math.max(1e-3, Math.abs(a), Math.abs(b));
}
