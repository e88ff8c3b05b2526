import type { TrafficRate } from '../kubernetes/types/traffic-source.ts';

/** A rate, and how long it stays as it is; milliseconds since the creation of the source. */
export interface RateStep {
  rps: number;
  /** Infinity: for ever. */
  untilMs: number;
}

/** Steps of a curve: never more often than once a second, and no more than are needed to look smooth. */
const stepsPerRamp = 100;
const stepsPerDay = 288;

/** Requests per second of a pattern at a moment. Curves move in steps, each with the value at its beginning. @param elapsedMs not negative */
export function rateAt(rate: TrafficRate, elapsedMs: number): RateStep {
  switch (rate.pattern) {
    case 'Constant': return { rps: rate.rps, untilMs: Infinity };
    case 'Ramp': {
      const { fromRps, toRps, startSeconds = 0, seconds } = rate;
      const startMs = startSeconds * 1000;
      const endMs = startMs + seconds * 1000;
      if (elapsedMs < startMs) return { rps: fromRps, untilMs: startMs };
      if (elapsedMs >= endMs) return { rps: toRps, untilMs: Infinity };
      const { atMs, untilMs } = stepAt(elapsedMs - startMs, (endMs - startMs) / stepsPerRamp);
      return { rps: fromRps + ((toRps - fromRps) * atMs) / (endMs - startMs), untilMs: Math.min(endMs, startMs + untilMs) };
    }
    case 'Day': {
      const { lowRps, highRps, peakHour = 14, periodSeconds = 86_400 } = rate;
      const { atMs, untilMs } = stepAt(elapsedMs, (periodSeconds * 1000) / stepsPerDay);
      const hour = ((atMs / 1000 / periodSeconds) * 24) % 24;
      return { rps: lowRps + ((highRps - lowRps) * (1 + Math.cos(((hour - peakHour) / 12) * Math.PI))) / 2, untilMs };
    }
    case 'Spike': {
      const { rps, spikeRps, startSeconds = 0, seconds, everySeconds } = rate;
      const sinceMs = elapsedMs - startSeconds * 1000;
      if (sinceMs < 0) return { rps, untilMs: startSeconds * 1000 };
      const roundMs = everySeconds === undefined ? Infinity : everySeconds * 1000;
      const inRoundMs = roundMs === Infinity ? sinceMs : sinceMs % roundMs;
      const beginMs = elapsedMs - inRoundMs;
      if (inRoundMs < seconds * 1000) return { rps: spikeRps, untilMs: beginMs + seconds * 1000 };
      return { rps, untilMs: beginMs + roundMs };
    }
  }
}

/** The step of whole seconds in which a moment lies. */
function stepAt(elapsedMs: number, lengthMs: number): { atMs: number; untilMs: number } {
  const stepMs = Math.max(1_000, Math.ceil(lengthMs / 1_000) * 1_000);
  const atMs = Math.floor(elapsedMs / stepMs) * stepMs;
  return { atMs, untilMs: atMs + stepMs };
}
