import type { TrafficRate } from '../../../shared/kubernetes/types/traffic-source.ts';
import { rateAt } from '../../../shared/network/rate.ts';
import type { PlotStep } from '../kinds/StepPlot.tsx';

export type RatePattern = TrafficRate['pattern'];
export const ratePatterns: readonly RatePattern[] = ['Constant', 'Ramp', 'Day', 'Spike'];

export interface RateField {
  name: string;
  unit?: string;
  /** A part of a second, or of a request, is meant as well. */
  isFraction?: boolean;
}

const rps = (name: string): RateField => ({ name, unit: 'req/s', isFraction: true });
const seconds = (name: string): RateField => ({ name, unit: 's' });

/** Fields of each pattern, in the order in which one thinks of them. */
export const rateFields: Readonly<Record<RatePattern, readonly RateField[]>> = {
  Constant: [rps('rps')],
  Ramp: [rps('fromRps'), rps('toRps'), seconds('startSeconds'), seconds('seconds')],
  Day: [rps('lowRps'), rps('highRps'), { name: 'peakHour', unit: 'h', isFraction: true }, seconds('periodSeconds')],
  Spike: [rps('rps'), rps('spikeRps'), seconds('startSeconds'), seconds('seconds'), seconds('everySeconds')],
};

/** A pattern that has just been chosen begins soon, not in the past of its source. */
const leadSeconds = 30;

/**
 * The rate of another pattern that goes on from where the present one is.
 *
 * @param elapsedMs since the source was made, from when patterns count
 */
export function rateOfPattern(pattern: RatePattern, present: TrafficRate, elapsedMs: number): TrafficRate {
  const now = Math.round(rateAt(present, elapsedMs).rps * 10) / 10;
  const startSeconds = Math.ceil(elapsedMs / 1_000) + leadSeconds;
  switch (pattern) {
    case 'Constant': return { pattern, rps: now };
    case 'Ramp': return { pattern, fromRps: now, toRps: now * 2, startSeconds, seconds: 300 };
    case 'Day': return { pattern, lowRps: now, highRps: now * 4, periodSeconds: 3_600 };
    case 'Spike': return { pattern, rps: now, spikeRps: now * 5, startSeconds, seconds: 60, everySeconds: 600 };
  }
}

/** Part of the curve that shows what the pattern is about; milliseconds since the creation of the source. */
export interface RateCurve {
  fromMs: number;
  untilMs: number;
  steps: PlotStep[];
}

const mostSteps = 500;

/** @returns undefined: the rate is not whole yet */
export function rateCurve(rate: TrafficRate, elapsedMs: number): RateCurve | undefined {
  const needed = rateFields[rate.pattern].filter(({ name }) => /rps|^seconds$/i.test(name));
  if (needed.some(({ name }) => typeof (rate as unknown as Record<string, unknown>)[name] !== 'number')) return undefined;
  const { fromMs, untilMs } = shownPart(rate, elapsedMs);
  const steps: PlotStep[] = [];
  for (let atMs = fromMs; atMs < untilMs && steps.length < mostSteps;) {
    const step = rateAt(rate, atMs);
    const endMs = Math.min(untilMs, step.untilMs);
    steps.push({ fromMs: atMs, untilMs: endMs, value: step.rps });
    atMs = endMs;
  }
  return { fromMs, untilMs, steps };
}

function shownPart(rate: TrafficRate, elapsedMs: number): { fromMs: number; untilMs: number } {
  switch (rate.pattern) {
    case 'Constant': return { fromMs: 0, untilMs: Math.max(60_000, elapsedMs * 1.1) };
    case 'Ramp': {
      const { startSeconds = 0, seconds: length } = rate;
      return { fromMs: Math.max(0, (startSeconds - length * 0.3) * 1_000), untilMs: (startSeconds + length * 1.3) * 1_000 };
    }
    case 'Day': {
      const periodMs = (rate.periodSeconds ?? 86_400) * 1_000;
      const fromMs = Math.floor(elapsedMs / periodMs) * periodMs;
      return { fromMs, untilMs: fromMs + periodMs };
    }
    case 'Spike': {
      const { startSeconds = 0, seconds: length, everySeconds } = rate;
      const roundMs = (everySeconds ?? 0) * 1_000;
      const round = roundMs > 0 ? Math.max(0, Math.floor((elapsedMs - startSeconds * 1_000) / roundMs)) : 0;
      const beginMs = startSeconds * 1_000 + round * roundMs;
      return { fromMs: Math.max(0, beginMs - length * 500), untilMs: beginMs + (roundMs > 0 ? roundMs + length * 1_500 : length * 1_500) };
    }
  }
}
