/** How long answers take, as far as the model knows it: mean and variance, in milliseconds. */
export interface Latency {
  meanMs: number;
  variance: number;
}

export const noLatency: Latency = { meanMs: 0, variance: 0 };

/** One thing after the other, `times` times. */
export function plus(first: Latency, next: Latency, times = 1): Latency {
  return { meanMs: first.meanMs + next.meanMs * times, variance: first.variance + next.variance * times };
}

/** Collects the latencies of many answers, each with its weight, into that of all of them. */
export class LatencyMixture {
  private weight = 0;
  private sum = 0;
  private squares = 0;

  add(meanMs: number, variance: number, weight: number): void {
    this.weight += weight;
    this.sum += weight * meanMs;
    this.squares += weight * (variance + meanMs * meanMs);
  }

  /** Nothing was added: no latency. */
  get latency(): Latency {
    if (this.weight <= 0) return noLatency;
    const meanMs = this.sum / this.weight;
    return { meanMs, variance: Math.max(0, this.squares / this.weight - meanMs * meanMs) };
  }
}

/** Standard normal quantile of 0.95. */
const z95 = 1.6449;

/**
 * Half of the answers, and 95 of 100, take no longer than this: of the lognormal distribution with the same mean and variance, which is
 * how response times of services are mostly spread. Milliseconds.
 */
export function percentiles({ meanMs, variance }: Latency): { p50Ms: number; p95Ms: number } {
  if (meanMs <= 0) return { p50Ms: 0, p95Ms: 0 };
  const spread = Math.log1p(variance / (meanMs * meanMs));
  const p50Ms = meanMs / Math.exp(spread / 2);
  return { p50Ms, p95Ms: p50Ms * Math.exp(z95 * Math.sqrt(spread)) };
}
