import type { FlowRow } from '../../../shared/view/traffic.ts';

/** How a flow of requests is drawn: lengths in world pixels at 100 %, times in seconds. */
export interface FlowDots {
  /** Between two dots. */
  gap: number;
  /** Width of the line, for those who see no dots: reduced motion, a fast clock. */
  width: number;
  /** Every so manieth dot is a request that fails; 0: none is. */
  failedEvery: number;
}

/** All dots run at this speed; only their density tells the rate. px/s */
export const dotSpeed = 36;

const sparse = 96;
const dense = 9;
/** Of a hundred requests; fewer failures are the noise of pods that come and go. */
const failedFloor = 0.01;

/** @param rps requests per second @param failed share of them that fails, 0..1 */
export function flowDots(rps: number, failed: number): FlowDots {
  const decades = Math.log10(Math.max(1, rps));
  return {
    gap: Math.round(Math.max(dense, sparse / 2 ** decades)),
    width: Math.min(4, 1.4 + decades * 0.5),
    failedEvery: failed < failedFloor ? 0 : Math.max(1, Math.round(1 / failed)),
  };
}

/** What becomes of a flow, in a word: `denied` when policies keep out (nearly) all of it. */
export function flowFate({ failed, failure }: Pick<FlowRow, 'failed' | 'failure'>): 'served' | 'failing' | 'denied' {
  if (failed < failedFloor) return 'served';
  return failure?.kind === 'DeniedByPolicy' && !failure.isBehind && failed > 1 - failedFloor ? 'denied' : 'failing';
}

/** `1.2k`, `240`, `0.5`: a rate in as few signs as tell it. */
export function shortRate(rps: number, language: string): string {
  if (rps > 0 && rps < 1) return rps.toLocaleString(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  return rps.toLocaleString(language, rps < 10_000 ? { maximumFractionDigits: 0 } : { notation: 'compact', maximumFractionDigits: 1 });
}
