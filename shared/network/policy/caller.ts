import { matcherOf } from '../../kubernetes/label-selector-matcher.ts';
import type { NetworkPolicyPeer } from '../../kubernetes/types/network-policy.ts';
import { blockHolds } from './ip-block.ts';

/** The label that every namespace has, with its name. Source: kube-apiserver, NamespaceDefaultLabelName. */
export const namespaceNameLabel = 'kubernetes.io/metadata.name';

type Labels = Readonly<Record<string, string>>;

/** Pods that call others, as the peers of a NetworkPolicy see them. */
export interface Caller {
  namespace: string;
  /** What tells these pods from all others of their namespace. Not empty. */
  labels: Labels;
  /** All labels that they have. */
  podLabels: Labels;
  namespaceLabels: Labels;
}

/** The cluster, as far as blocks of addresses may hold pods. */
export interface PodNetwork {
  /** Ranges from which pods get addresses. */
  podCIDRs: readonly string[];
}

/** The narrowest peer that is the caller: of the policy's own namespace by labels alone. */
export function peerOf({ namespace, labels }: Caller, policyNamespace: string): NetworkPolicyPeer {
  const podSelector = { matchLabels: { ...labels } };
  return namespace === policyNamespace ? { podSelector } : { namespaceSelector: { matchLabels: { [namespaceNameLabel]: namespace } }, podSelector };
}

/** Whether a peer is the caller. `maybe`: it is a block of addresses that holds some of those that the caller's pods may get. */
export function peerAdmits({ ipBlock, podSelector, namespaceSelector }: NetworkPolicyPeer, caller: Caller, policyNamespace: string, network: PodNetwork): 'yes' | 'maybe' | 'no' {
  if (ipBlock) {
    const held = network.podCIDRs.map((cidr) => blockHolds(ipBlock, cidr));
    return held.includes('all') ? 'yes' : held.includes('some') ? 'maybe' : 'no';
  }
  if (!podSelector && !namespaceSelector) return 'no';
  const isInNamespace = namespaceSelector ? matcherOf(namespaceSelector)(caller.namespaceLabels) : caller.namespace === policyNamespace;
  return isInNamespace && matcherOf(podSelector ?? {})(caller.podLabels) ? 'yes' : 'no';
}
