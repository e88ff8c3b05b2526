import { refKey } from '../../shared/kubernetes/registry.ts';
import type { ViewDelta } from '../../shared/view/feed.ts';
import type { FlowRow, TrafficRow } from '../../shared/view/traffic.ts';

/** A flow between two drawn things, by refKey; `target` is '' for a host outside the cluster. */
export interface Flow extends FlowRow {
  source: string;
  target: string;
}

type TrafficChanges = Pick<ViewDelta, 'traffic' | 'removedTraffic' | 'flows' | 'removedFlows'>;

/** What the mirror knows of requests: results by object, with their history, and flows between what is drawn. */
export class TrafficTable {
  /** Grows when a flow changes. */
  flowVersion = 0;
  readonly #rows = new Map<string, TrafficRow>();
  readonly #flows = new Map<string, Flow>();

  clear(): void {
    this.flowVersion += 1;
    this.#rows.clear();
    this.#flows.clear();
  }

  /** @returns refKeys of the objects whose results changed */
  apply({ traffic = [], removedTraffic = [], flows = [], removedFlows = [] }: TrafficChanges): string[] {
    for (const key of removedTraffic) this.#rows.delete(key);
    for (const row of traffic) {
      const key = refKey(row.ref);
      this.#rows.set(key, { ...row, points: joined(this.#rows.get(key)?.points, row.points) });
    }
    for (const id of removedFlows) this.#flows.delete(id);
    for (const row of flows) this.#flows.set(row.id, { ...row, source: refKey(row.from), target: 'host' in row.to ? '' : refKey(row.to) });
    if (flows.length + removedFlows.length > 0) this.flowVersion += 1;
    return [...removedTraffic, ...traffic.map((row) => refKey(row.ref))];
  }

  /** Of a TrafficSource or a Service; undefined: nothing has been asked of it. */
  of(key: string): TrafficRow | undefined {
    return this.#rows.get(key);
  }

  rows(): readonly TrafficRow[] {
    return [...this.#rows.values()];
  }

  flows(): IterableIterator<Flow> {
    return this.#flows.values();
  }
}

/** New points take the place of everything from their first moment on. */
function joined(known: TrafficRow['points'] = [], fresh: TrafficRow['points']): TrafficRow['points'] {
  const [first] = fresh;
  if (!first) return known;
  const kept = known.findLastIndex(({ atMs }) => atMs < first.atMs) + 1;
  return [...known.slice(0, kept), ...fresh];
}
