/** A token bucket of one token, as plain data. Source: flowcontrol.NewTokenBucketRateLimiter with EvictionRateLimiterBurst = 1. */
export interface RateLimiter {
  /** Tokens per second; 0: never. */
  qps: number;
  tokens: number;
  updatedMs: number;
}

export function newRateLimiter(qps: number, nowMs: number): RateLimiter {
  return { qps, tokens: 1, updatedMs: nowMs };
}

export function tryAccept(limiter: RateLimiter, nowMs: number): boolean {
  refill(limiter, nowMs);
  if (limiter.qps <= 0 || limiter.tokens < 1) return false;
  limiter.tokens -= 1;
  return true;
}

/** When the next token is there; Infinity: never. */
export function nextTokenAtMs(limiter: RateLimiter, nowMs: number): number {
  refill(limiter, nowMs);
  if (limiter.qps <= 0) return Infinity;
  return limiter.tokens >= 1 ? nowMs : nowMs + Math.ceil(((1 - limiter.tokens) / limiter.qps) * 1000);
}

/** Changes the rate; a limiter that makes one wait goes on doing so. Source: RateLimitedTimedQueue.SwapLimiter. */
export function swapRate(limiter: RateLimiter, qps: number, nowMs: number): void {
  if (limiter.qps === qps) return;
  const accepts = tryAccept(limiter, nowMs);
  limiter.qps = qps;
  limiter.tokens = accepts ? 1 : 0;
  limiter.updatedMs = nowMs;
}

function refill(limiter: RateLimiter, nowMs: number): void {
  // Thousandths, so that a token that is due at a millisecond is there at it in spite of binary fractions.
  limiter.tokens = Math.min(1, Math.round((limiter.tokens + ((nowMs - limiter.updatedMs) * limiter.qps) / 1000) * 1e9) / 1e9);
  limiter.updatedMs = nowMs;
}
