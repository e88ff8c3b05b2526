import type { JsonValue } from '../../../shared/json.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { Unavailable } from '../apistore/aggregation/aggregated-api.ts';
import type { Component, ComponentContext } from '../component.ts';
import { decodeState, encodeState } from '../simulation/state-codec.ts';
import type { UsageSource } from './pod-usage.ts';
import { metricResolutionMs, nextPoint, sampleOf, type Amounts, type PodPoint, type PodSample } from './samples.ts';
import { scrapedPods } from './scraped-pods.ts';
import { serverUnavailable } from './server-pods.ts';

/** Plain data, part of the snapshot. */
interface ServerState {
  /** When the process began; no scrape was before. */
  startedAtMs: number;
  scrapedAtMs: number;
  /** By uid, of the last scrape: a pod whose kubelet did not answer has no containers there. */
  points: Map<string, PodPoint>;
}

/**
 * metrics-server: asks every kubelet for the use of its containers every 15 s and answers the resource metrics API (metrics.k8s.io) with what
 * it keeps. Young containers and those of a kubelet that does not answer are missing from it.
 * Differs: CPU is what is used at the moment of the scrape, not the mean since the one before; all kubelets answer at that moment; and
 * only the pods of autoscalers are asked about in every scrape (see scraped-pods.ts): use of others is that of the moment of asking.
 */
export class MetricsServer implements Component {
  readonly name = 'metrics-server';
  readonly process = 'metrics-server';
  readonly watches: readonly string[] = [];
  private readonly context: ComponentContext;
  private readonly source: UsageSource;
  private state: ServerState = noSamples(0);

  constructor(context: ComponentContext, source: UsageSource) {
    this.context = context;
    this.source = source;
  }

  start(): void {
    const { nowMs } = this.context.env;
    this.state = noSamples(nowMs);
    this.planScrape();
  }

  stop(): void {
    this.state = noSamples(this.context.env.nowMs);
  }

  observe(): void {}

  run(): void {
    const { nowMs } = this.context.env;
    if (nowMs >= this.nextScrapeMs()) {
      if (this.unavailable()) this.state = noSamples(nowMs);
      else this.scrape(nowMs);
    }
    this.planScrape();
  }

  /** What the API tells of a pod; undefined: nothing yet, or not any more. */
  podSample(pod: Pod): PodSample | undefined {
    const { points, scrapedAtMs } = this.state;
    return sampleOf(points.get(pod.metadata.uid ?? '') ?? this.pointNow(pod, scrapedAtMs));
  }

  /** Use of a whole node; undefined: its kubelet does not answer, or it was not there yet at the scrape before the last. */
  nodeSample({ metadata: { name, creationTimestamp } }: Node): { atMs: number; windowMs: number; usage: Amounts } | undefined {
    const { scrapedAtMs, startedAtMs } = this.state;
    const sinceMs = Math.max(startedAtMs, creationTimestamp === undefined ? 0 : this.context.env.parseTimestamp(creationTimestamp));
    const usage = scrapedAtMs - metricResolutionMs >= sinceMs ? this.source.nodeUsage(name) : undefined;
    return usage && { atMs: scrapedAtMs, windowMs: metricResolutionMs, usage: { cpuMilli: usage.cpuMilli, memoryBytes: usage.memoryBytes } };
  }

  /** Undefined: it answers. What it has in memory is gone with the last of its pods. */
  unavailable(): Unavailable | undefined {
    return serverUnavailable(this.context.api);
  }

  save(): JsonValue {
    return encodeState(this.state);
  }

  load(state: JsonValue): void {
    this.state = decodeState(state) as ServerState;
    this.planScrape();
  }

  private scrape(atMs: number): void {
    const points = new Map<string, PodPoint>();
    for (const [uid, pod] of scrapedPods(this.context.api)) {
      points.set(uid, this.pointOf(pod, atMs, this.state.points.get(uid)));
    }
    this.state = { ...this.state, scrapedAtMs: atMs, points };
  }

  private pointOf(pod: Pod, atMs: number, previous: PodPoint | undefined): PodPoint {
    const containers = this.source.podUsage(pod)?.flatMap(({ name, running, startedAtMs, usage }) =>
      running && startedAtMs !== undefined && startedAtMs < atMs ? [nextPoint(atMs, previous, { name, startedAtMs, usage })] : []);
    return { atMs, containers: containers ?? [] };
  }

  /** As if the last two scrapes had looked at the pod. */
  private pointNow(pod: Pod, scrapedAtMs: number): PodPoint | undefined {
    const before = this.pointOf(pod, scrapedAtMs - metricResolutionMs, undefined);
    return scrapedAtMs > this.state.startedAtMs ? this.pointOf(pod, scrapedAtMs, before) : undefined;
  }

  private nextScrapeMs(): number {
    return this.state.scrapedAtMs + metricResolutionMs;
  }

  private planScrape(): void {
    this.context.wakeAt(this.nextScrapeMs(), { background: true });
  }
}

function noSamples(nowMs: number): ServerState {
  return { startedAtMs: nowMs, scrapedAtMs: nowMs, points: new Map() };
}

export function createMetricsServer(source: UsageSource): (context: ComponentContext) => MetricsServer {
  return (context) => new MetricsServer(context, source);
}
