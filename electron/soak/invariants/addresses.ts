import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { isPodTerminal } from '../../engine/controllers/pod-state.ts';
import type { ClusterInvariant } from './index.ts';

/** A node that goes gives its block back at once; its pods are collected up to a minute later. Source: podgc, quarantineTime. */
export const addressesAreUnique: ClusterInvariant = {
  name: 'no two pods have one address',
  check(world) {
    const holders = new Map<string, string>();
    const problems: string[] = [];
    for (const pod of world.api.list<Pod>('pods')) {
      const address = pod.status?.podIP;
      if (!address || pod.spec.hostNetwork || isPodTerminal(pod) || !world.api.get('nodes', pod.spec.nodeName ?? '')) continue;
      const other = holders.get(address);
      if (other) problems.push(`${other} and ${pod.metadata.name} have ${address}`);
      holders.set(address, pod.metadata.name);
    }
    return problems;
  },
};
