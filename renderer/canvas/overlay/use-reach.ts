import { parseRefKey } from '../../../shared/kubernetes/registry.ts';
import type { ReachEdge } from '../../../shared/view/reach.ts';
import { hasTemplate } from '../../../shared/kubernetes/pod-template.ts';
import { request } from '../../ipc/client.ts';
import { mirror } from '../../store/cluster.ts';
import { useFollowed } from '../../store/use-followed.ts';

const intervalMs = 500;
const none: readonly ReachEdge[] = [];

/** What NetworkPolicies say of one workload, or one bare pod, and the others; none until the first answer. Nothing is asked where there are no policies. */
export function useReach(key: string | undefined): readonly ReachEdge[] {
  const ref = key === undefined ? undefined : parseRefKey(key);
  const isAsked = ref !== undefined && (hasTemplate(ref.kind) || ref.kind === 'Pod') && mirror.cardUids().some((uid) => mirror.card(uid)?.ref.kind === 'NetworkPolicy');
  const ask = async (): Promise<readonly ReachEdge[] | undefined> => {
    const answer = ref && await request('network.reach', { ref });
    return answer?.ok ? answer.value.edges : undefined;
  };
  return useFollowed(isAsked ? key : undefined, ask, { intervalMs }) ?? none;
}
