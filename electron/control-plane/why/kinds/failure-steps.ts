import type { TrafficMeasure } from '../../../engine/network/traffic/measures.ts';
import { causeText } from '../../network/cause-text.ts';
import type { ChainStep } from '../chain.ts';
import { says } from './shared.ts';

/** Why requests fail now, the most frequent cause first: each with its share, and what there is to know about it. */
export function failureSteps(failures: TrafficMeasure['failures'], rps: number, nowMs: number): ChainStep[] {
  return failures.flatMap(({ cause, rps: of }): ChainStep[] => {
    const { headline, details } = causeText(cause);
    const share = says('source.share', { percent: Math.round((of / rps) * 1_000) / 10, rps: Math.round(of * 10) / 10 });
    return [{ atMs: nowMs, icon: 'bad/Error', text: headline }, { atMs: nowMs, icon: 'attention/Warning', text: share }, ...details.map((text) => ({ atMs: nowMs, icon: 'attention/Warning', text }))];
  });
}
