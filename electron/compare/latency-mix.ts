/** Answers of one kind: so many, half of them within `p50Ms`, 95 of 100 within `p95Ms`. */
export interface Answers {
  count: number;
  p50Ms: number;
  p95Ms: number;
}

/** Standard normal quantile of 0.95, as the traffic model uses it. */
const z95 = 1.6449;
/** Halvings of the searched range: far below what is printed. */
const halvings = 80;
/** Standard deviations beyond which there are no answers. */
const widest = 6;

/**
 * The response times of many answers together. The traffic model spreads those of a source in a second lognormally, so two percentiles say all about them; a percentile
 * of all is where that share of all answers has come, not a mean of percentiles.
 */
export class LatencyMix {
  private readonly parts = new Map<string, Answers>();
  private count = 0;

  add({ count, p50Ms, p95Ms }: Answers): void {
    if (count <= 0) return;
    this.count += count;
    const key = `${p50Ms} ${p95Ms}`;
    const same = this.parts.get(key);
    if (same) same.count += count;
    else this.parts.set(key, { count, p50Ms, p95Ms });
  }

  /** Within so many milliseconds that share of all answers has come; 0 where there were none. @param share above 0 and below 1 */
  quantile(share: number): number {
    if (this.count === 0) return 0;
    const parts = [...this.parts.values()];
    let low = Math.min(...parts.map((part) => part.p50Ms * Math.exp(-widest * sigmaOf(part))));
    let high = Math.max(...parts.map((part) => part.p50Ms * Math.exp(widest * sigmaOf(part))));
    for (let round = 0; round < halvings && high - low > high * 1e-9; round += 1) {
      const middle = (low + high) / 2;
      if (parts.reduce((come, part) => come + part.count * shareWithin(part, middle), 0) < share * this.count) low = middle;
      else high = middle;
    }
    return high;
  }
}

function sigmaOf({ p50Ms, p95Ms }: Answers): number {
  return p50Ms > 0 ? Math.log(p95Ms / p50Ms) / z95 : 0;
}

/** Of the answers of a part, how many take no longer than `ms`. */
function shareWithin(part: Answers, ms: number): number {
  const sigma = sigmaOf(part);
  if (sigma === 0) return ms >= part.p50Ms ? 1 : 0;
  return ms <= 0 ? 0 : normalShare(Math.log(ms / part.p50Ms) / sigma);
}

/** Of a standard normal distribution, how much lies below `z`; Abramowitz and Stegun 7.1.26, off by less than 2e-7. */
function normalShare(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp(-x * x);
  return z >= 0 ? 1 - tail / 2 : tail / 2;
}
