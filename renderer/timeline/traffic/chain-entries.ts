import type { ScalingChain } from '../../../shared/view/scaling.ts';
import type { TimelineEntry } from '../../../shared/view/rows.ts';
import type { Text } from '../../i18n/use-text.ts';
import { formatDuration } from '../../i18n/format.ts';
import { periodOf } from '../../scaling/chain-rows.ts';
import { growthText } from '../../scaling/growth-text.ts';
import { indexLane, type LaneIndex } from '../lane-index.ts';

/** Chains are no entries of the recorded timeline: their ids are apart from those. */
const firstId = 1_000_000_000;

export function chainIdOf({ id }: TimelineEntry): number | undefined {
  return id >= firstId ? id - firstId : undefined;
}

/** Each chain as a span of the lane of traffic. */
export function chainLane(chains: readonly ScalingChain[], text: Text): LaneIndex {
  return indexLane(chains.flatMap((chain): TimelineEntry[] => {
    if (chain.steps.length === 0) return [];
    const { fromMs, untilMs } = periodOf(chain);
    const params = { name: chain.target.name, growth: growthText(chain, text), time: formatDuration(untilMs - fromMs) };
    return [{
      id: firstId + chain.id, lane: 'workloads', atMs: fromMs, endMs: Math.max(untilMs, fromMs + 1), icon: chain.done ? 'done/Scaled' : 'working/Scaling',
      text: { key: 'timeline:scaling.span', params }, ref: chain.target,
    }];
  }));
}
