import { useEffect, useState } from 'react';
import type { CloudCall } from '../../../shared/view/cloud.ts';
import { request } from '../../ipc/client.ts';
import { mirror } from '../../store/cluster.ts';
import { useListCount } from '../../store/hooks.ts';
import { useThrottled } from '../use-throttled.ts';

const fetched = 1_000;
const intervalMs = 250;

/** The newest 1,000 calls, newest first, asked for again when there are more, at most four times a second. */
export function useCloudCalls(): readonly CloudCall[] {
  const count = useThrottled('cloud', () => mirror.cloud?.calls ?? 0, intervalMs);
  const listCount = useListCount();
  const [calls, setCalls] = useState<readonly CloudCall[]>([]);
  useEffect(() => {
    let wanted = true;
    void request('cloud.calls', { limit: fetched }).then((answer) => {
      if (wanted && answer.ok) setCalls(answer.value);
    });
    return () => {
      wanted = false;
    };
  }, [count, listCount]);
  return calls;
}
