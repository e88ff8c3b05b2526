import type { RequestTrace } from '../../../shared/network/trace.ts';

/** A failure that is rarer than one in some hundreds is not looked for longer. */
const mostDraws = 300;

/** The first draw from there on with which a request fails; undefined: none of some hundreds does. */
export function firstFailing(follow: (draw: number) => RequestTrace, from: number): { trace: RequestTrace; draw: number } | undefined {
  for (let draw = from; draw < from + mostDraws; draw += 1) {
    const trace = follow(draw);
    if (trace.outcome.kind === 'Failed') return { trace, draw };
  }
  return undefined;
}
