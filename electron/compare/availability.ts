import type { Availability } from './comparison.ts';

/** One second of requests. */
export interface Second {
  sent: number;
  served: number;
  p95Ms: number;
}

/** Less than this served is an outage. */
const outageBelow = 0.99;
const minute = 60;

export function shareServed({ sent, served }: Pick<Second, 'sent' | 'served'>): number {
  return sent > 0 ? Math.min(1, served / sent) : 1;
}

/** @param seconds in a row, the first of which begins at `fromMs` */
export function availabilityOf(seconds: readonly Second[], fromMs: number): Availability {
  const sent = sum(seconds, (second) => second.sent);
  const served = sum(seconds, (second) => second.served);
  const availability = shareServed({ sent, served });
  return {
    sent, served, availability, errorRate: 1 - availability, worstMinute: worstMinute(seconds, fromMs),
    outageSeconds: seconds.filter((second) => shareServed(second) < outageBelow).length,
    p95Ms: { mean: served > 0 ? sum(seconds, (second) => second.p95Ms * second.served) / served : 0, worst: seconds.reduce((most, { p95Ms }) => Math.max(most, p95Ms), 0) },
  };
}

/** All sources together; the percentile is the mean of theirs, weighted by what each was served. */
export function together(sources: readonly (readonly Second[])[], length: number): Second[] {
  return Array.from({ length }, (_, index) => {
    const at = sources.flatMap((seconds) => seconds[index] ?? []);
    const served = sum(at, (second) => second.served);
    return { sent: sum(at, (second) => second.sent), served, p95Ms: served > 0 ? sum(at, (second) => second.p95Ms * second.served) / served : 0 };
  });
}

/** A time shorter than a minute is its own worst minute. Minutes without requests do not count. */
function worstMinute(seconds: readonly Second[], fromMs: number): Availability['worstMinute'] {
  let worst = { fromMs, availability: 1 };
  let [sent, served] = [0, 0];
  for (const [index, second] of seconds.entries()) {
    const gone = seconds[index - minute];
    sent += second.sent - (gone?.sent ?? 0);
    served += second.served - (gone?.served ?? 0);
    if (index < minute - 1 && index < seconds.length - 1) continue;
    const availability = Math.max(0, shareServed({ sent, served }));
    if (availability < worst.availability) worst = { fromMs: fromMs + Math.max(0, index - minute + 1) * 1_000, availability };
  }
  return worst;
}

function sum<T>(list: readonly T[], value: (item: T) => number): number {
  return list.reduce((total, item) => total + value(item), 0);
}
