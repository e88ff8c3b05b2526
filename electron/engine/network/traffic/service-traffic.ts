import type { RouteStop } from '../../../../shared/network/trace.ts';
import type { FlowTable } from './flow-table.ts';
import { measurePassing, type TrafficMeasure } from './measures.ts';
import { addPoint, failedRate, type TrafficPoint } from './series.ts';

/** What came of the requests for each Service, whoever sent them, now and before. */
export class ServiceTraffic {
  /** By `namespace/name`. Plain data, part of the snapshot. */
  points = new Map<string, TrafficPoint[]>();
  private readonly table: FlowTable;

  constructor(table: FlowTable) {
    this.table = table;
  }

  /** @param key `namespace/name`; undefined: no request has ever been for it */
  of(key: string): (TrafficMeasure & { points: readonly TrafficPoint[] }) | undefined {
    const points = this.points.get(key);
    return points && { ...this.measure(key), points };
  }

  /** Takes down what came of the requests for Services with which flows that have changed have to do. */
  note(keys: Iterable<string>, nowMs: number): void {
    for (const key of keys) {
      const { rps, servedRps, p50Ms, p95Ms } = this.measure(key);
      let points = this.points.get(key);
      if (!points) this.points.set(key, (points = []));
      addPoint(points, { atMs: nowMs, rps, failedRps: failedRate(rps, servedRps), p50Ms, p95Ms });
    }
  }

  /** The Service is gone. @returns whether anything was known of it */
  forget(key: string): boolean {
    return this.points.delete(key);
  }

  load(points: Map<string, TrafficPoint[]>): void {
    this.points = points;
  }

  private measure(key: string): TrafficMeasure {
    const slash = key.indexOf('/');
    const [namespace, name] = [key.slice(0, slash), key.slice(slash + 1)];
    const passes = (stop: RouteStop): boolean => stop.kind === 'Service' && stop.name === name && stop.namespace === namespace;
    return measurePassing(this.table.flowsFor(key), passes);
  }
}
