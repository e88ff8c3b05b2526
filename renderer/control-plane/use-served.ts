import { useCallback, useSyncExternalStore } from 'react';
import { mirror } from '../store/cluster.ts';

interface Served {
  /** Requests per second, in all. */
  rps: number;
  served: number;
}

/** As text, so that what is the same is equal. */
function read(): string {
  const sources = mirror.traffic.rows().filter(({ ref, rps }) => ref.kind === 'TrafficSource' && rps > 0);
  const sum = (of: (row: (typeof sources)[number]) => number): number => Math.round(sources.reduce((all, row) => all + of(row), 0));
  return `${sum(({ rps }) => rps)} ${sum(({ servedRps }) => servedRps)}`;
}

/** How many of the requests of all TrafficSources are served now. */
export function useServed(): Served {
  const text = useSyncExternalStore(useCallback((listener: () => void) => mirror.topics.subscribe('traffic', listener), []), read);
  const [rps = 0, served = 0] = text.split(' ').map(Number);
  return { rps, served };
}
