import type { RequestBehaviour } from '../../kubelet/behaviours.ts';
import { noLatency, plus, type Latency } from './latency.ts';

/** A client gives up after so long; who would have to wait longer counts as turned away. */
const patienceMs = 10_000;
/** Answers without load vary by this share of their time. */
const unloadedVariation = 0.3;
const leastCores = 0.001;

/** What a container makes of requests that reach it at a steady rate. */
export interface StationResult {
  /** Of the requests, how many are taken and answered, from 0 to 1; the others get an error at once. */
  acceptance: number;
  /** Of those that are taken, its own part: without what it calls. */
  own: Latency;
  /** With its calls. */
  total: Latency;
  /** Requests in it at a time. */
  inFlight: number;
  /** Cores that it would use if there were enough. */
  wantedCores: number;
}

/**
 * A container as a queue with room for `maxConcurrent` requests, `cores` cores and Poisson arrivals.
 *
 * Turned away: the blocking probability of M/M/1/K, whose server is all cores together (rate cores ÷ CPU seconds per request) and whose K is the
 * room, or as many as are served before clients lose patience. Waiting: that of M/M/1/K as an accepted request finds it, times Sakasegawa's
 * factor ρ^(√(2(c+1))−2) for several cores, by which M/M/c waits less than M/M/1. On top of both, what holds a place without using CPU: the
 * latency without load and the calls (Little's law bounds the rate by room ÷ time).
 * Sources: L. Kleinrock, Queueing Systems I (M/M/1/K); H. Sakasegawa, An approximation formula Lq ≃ αρ^β/(1−ρ), 1977.
 *
 * @param offeredRps requests per second that reach it
 * @param cores CPU that it gets for requests
 * @param calls time that an accepted request spends on calls
 * @param behind time for which it keeps its place besides, which is somebody else's: of one that passes requests on, until they are answered
 */
export function serve(behaviour: RequestBehaviour, offeredRps: number, cores: number, calls: Latency, behind = noLatency): StationResult {
  const { cpuSeconds, latencyMs, maxConcurrent } = behaviour;
  const usable = Math.max(leastCores, cores);
  // One request runs on one core at most.
  const unloadedMs = Math.max(latencyMs, (cpuSeconds * 1000) / Math.min(1, usable));
  const unloaded: Latency = { meanMs: unloadedMs, variance: (unloadedMs * unloadedVariation) ** 2 };
  const queue = cpuSeconds > 0 && offeredRps > 0 ? queueOf(offeredRps, usable, usable / cpuSeconds, maxConcurrent) : noQueue;
  const own = plus(unloaded, queue.wait);
  const total = plus(own, calls);
  const heldMs = Math.max(total.meanMs + behind.meanMs, 0.001);
  const room = (maxConcurrent * 1000) / heldMs;
  const unqueued = (maxConcurrent * 1000) / Math.max(unloadedMs + calls.meanMs + behind.meanMs, 0.001);
  const acceptance = offeredRps > 0 ? Math.min(1 - queue.blocked, room / offeredRps) : 1;
  return {
    acceptance, own, total, inFlight: Math.min(maxConcurrent, (offeredRps * acceptance * heldMs) / 1000),
    wantedCores: Math.min(offeredRps, unqueued) * cpuSeconds,
  };
}

interface Queue {
  blocked: number;
  wait: Latency;
}

const noQueue: Queue = { blocked: 0, wait: { meanMs: 0, variance: 0 } };

function queueOf(rps: number, cores: number, ratePerSecond: number, maxConcurrent: number): Queue {
  const load = rps / ratePerSecond;
  const places = Math.max(1, Math.min(maxConcurrent, Math.floor((patienceMs / 1000) * ratePerSecond)));
  const found = truncatedGeometric(load, places - 1);
  const severalCores = load < 1 ? load ** (Math.sqrt(2 * (Math.max(1, cores) + 1)) - 2) : 1;
  const serviceMs = 1000 / ratePerSecond;
  const meanMs = severalCores * found.mean * serviceMs;
  const square = severalCores * (found.mean + found.variance + found.mean ** 2) * serviceMs ** 2;
  return { blocked: blockingProbability(load, places), wait: { meanMs, variance: Math.max(0, square - meanMs ** 2) } };
}

const nearlyOne = 1e-6;

/** Of M/M/1/K: how likely an arrival finds all places taken. */
function blockingProbability(load: number, places: number): number {
  if (Math.abs(1 - load) < nearlyOne) return 1 / (places + 1);
  // Written for loads above 1 so that no power overflows.
  if (load > 1) return (1 - 1 / load) / (1 - (1 / load) ** (places + 1));
  return ((1 - load) * load ** places) / (1 - load ** (places + 1));
}

/** A number from 0 to `most`, each `ratio` times as likely as the one before. */
function truncatedGeometric(ratio: number, most: number): { mean: number; variance: number } {
  if (most <= 0) return { mean: 0, variance: 0 };
  if (Math.abs(1 - ratio) < nearlyOne) return { mean: most / 2, variance: (most * (most + 2)) / 12 };
  if (ratio > 1) {
    const mirrored = truncatedGeometric(1 / ratio, most);
    return { mean: most - mirrored.mean, variance: mirrored.variance };
  }
  const tail = ratio ** (most + 1);
  const mean = ratio / (1 - ratio) - ((most + 1) * tail) / (1 - tail);
  return { mean, variance: Math.max(0, ratio / (1 - ratio) ** 2 - ((most + 1) ** 2 * tail) / (1 - tail) ** 2) };
}
