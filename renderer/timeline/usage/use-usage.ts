import { refKey, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { ResponseOf } from '../../../shared/ipc/contract.ts';
import { request } from '../../ipc/client.ts';
import { useListCount } from '../../store/hooks.ts';
import { useFollowed } from '../../store/use-followed.ts';

const intervalMs = 500;

/** How many pods and machines there were, and what they used, of the cluster and of these workloads, Machines and NodeGroups. Follows the cluster. */
export function useUsage(of: readonly ObjectRef[]): ResponseOf<'timeline.usage'> | undefined {
  // A new list may be that of another design.
  const key = `${useListCount()} ${of.map(refKey).join(' ')}`;
  return useFollowed(key, async () => {
    const answer = await request('timeline.usage', { of: [...of] });
    return answer.ok ? answer.value : undefined;
  }, { intervalMs });
}
