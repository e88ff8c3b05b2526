import type { FailureCause } from '../../../../shared/network/failure-cause.ts';
import type { Outcome, PodRef, RouteStop, WeightedOutcome } from '../../../../shared/network/trace.ts';
import type { RequestBehaviour } from '../../kubelet/behaviours.ts';
import type { Latency } from './latency.ts';
import type { StationResult } from './station.ts';

/** Failed requests of one cause; `cause` is one of them. */
export interface FailureShare {
  cause: FailureCause;
  /** Of the requests, from 0 to 1. */
  share: number;
}

/**
 * Requests of one kind from equal senders to one target: of a TrafficSource, or what the containers of one class ask of one of the
 * Services that they call. Plain data.
 */
export interface Flow {
  id: string;
  /** The class of containers that sends it, with the number of requests for each that they take; absent: a source does. */
  caller?: { classId: string; perRequest: number };
  outcomes: FlowOutcome[];
  rps: number;
  /** Of the requests, how many are answered; their latency; why the others are not. */
  served: number;
  latency: Latency;
  failures: FailureShare[];
}

/** One of the ways that requests of a flow go. */
export interface FlowOutcome {
  probability: number;
  /** Ids of the containers that handle it, in order. */
  handlers: string[];
  /** Why it fails after those have handled it; absent: the last one answers. */
  cause?: FailureCause;
  route: RouteStop[];
  /** Of the requests that go this way, how many are answered. */
  served: number;
}

/** A container that requests reach. Plain data but for its facts, which are found anew. */
export interface HandlerLoad {
  id: string;
  pod: PodRef;
  node: string;
  container: string;
  /** Flow → requests per second that it brings. */
  inflow: Map<string, number>;
  /** Of one that passes requests on: flow → how long it waits for who answers. */
  waits?: Map<string, Latency>;
  offeredRps: number;
  station: StationResult;
  /** Of what reaches it, how much it answers: taken, and all its calls answered. */
  success: number;
  failures: FailureShare[];
  /** Cores for requests that it had when this was worked out. */
  cores: number;
  classId?: string;
}

/** What is to be known of a container to work out what it makes of requests. */
export interface HandlerFacts {
  behaviour: RequestBehaviour;
  cores: number;
  /** Containers of one class are alike in what they call and how they reach it; absent: they call nothing. */
  classId?: string;
}

/** An outcome of a path as the graph keeps it. */
export function flowOutcome({ probability, outcome, route }: WeightedOutcome): FlowOutcome {
  return { probability, handlers: outcome.handlers.map(handlerId), ...(outcome.kind === 'Failed' ? { cause: outcome.cause } : {}), route, served: 0 };
}

export function handlerId({ pod, container }: Outcome['handlers'][number]): string {
  return `${pod.uid}/${container}`;
}
