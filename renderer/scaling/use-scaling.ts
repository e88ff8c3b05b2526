import type { ScalingChain } from '../../shared/view/scaling.ts';
import { request } from '../ipc/client.ts';
import { mirror } from '../store/cluster.ts';
import { useListCount } from '../store/hooks.ts';
import { useFollowed } from '../store/use-followed.ts';

interface Known {
  listCount: number;
  version: number;
  chains: readonly ScalingChain[];
}

const intervalMs = 400;
const none: readonly ScalingChain[] = [];

/** What was told last, to whoever asked. */
let newest: Known = { listCount: -1, version: 0, chains: none };

async function ask(): Promise<Known | undefined> {
  const { listCount } = mirror;
  const answer = await request('timeline.scaling', newest.listCount === listCount ? { known: newest.version } : {});
  if (!answer.ok) return undefined;
  const { version, chains } = answer.value;
  if (chains) newest = { listCount, version, chains };
  return newest.listCount === listCount ? newest : undefined;
}

/** Each time that a workload was to grow, oldest first; follows the cluster. */
export function useScaling(): readonly ScalingChain[] {
  // A new list may be that of another design.
  const key = String(useListCount());
  return useFollowed(key, ask, { intervalMs, isSame: (before, after) => before === after })?.chains ?? none;
}
