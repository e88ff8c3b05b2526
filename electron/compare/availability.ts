import type { Availability } from '../../shared/compare/comparison.ts';
import { LatencyMix, type Answers } from './latency-mix.ts';

/** One second of requests. */
export interface Second {
  sent: number;
  served: number;
  /** How long the served ones took, by source. */
  answers: readonly Answers[];
}

export const silence: Second = { sent: 0, served: 0, answers: [] };

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
  const all = new LatencyMix();
  for (const { answers } of seconds) answers.forEach((part) => all.add(part));
  return {
    sent, served, availability, errorRate: 1 - availability, worstMinute: worstMinute(seconds, fromMs),
    outageSeconds: seconds.filter((second) => shareServed(second) < outageBelow).length,
    latency: { p50Ms: all.quantile(0.5), p95Ms: all.quantile(0.95), worstSecondP95Ms: seconds.reduce((most, { answers }) => Math.max(most, p95Of(answers)), 0) },
  };
}

function p95Of(answers: readonly Answers[]): number {
  const mix = new LatencyMix();
  answers.forEach((part) => mix.add(part));
  return mix.quantile(0.95);
}

/** All sources together. */
export function together(sources: readonly (readonly Second[])[], length: number): Second[] {
  return Array.from({ length }, (_, index) => {
    const at = sources.flatMap((seconds) => seconds[index] ?? []);
    return { sent: sum(at, (second) => second.sent), served: sum(at, (second) => second.served), answers: at.flatMap(({ answers }) => answers) };
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

export function sum<T>(list: readonly T[], value: (item: T) => number): number {
  return list.reduce((total, item) => total + value(item), 0);
}
