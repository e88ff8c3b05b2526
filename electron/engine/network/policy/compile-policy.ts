import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import type { Matcher } from '../../../../shared/kubernetes/label-selector.ts';
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort, PolicyDirection } from '../../../../shared/kubernetes/types/network-policy.ts';
import { compilePeer, type PeerTest } from './compile-peer.ts';
import { compilePort, type PortTest } from './compile-port.ts';

/** Tests in the order of the lists of the policy; undefined stands for an absent or empty list, which allows any. */
export interface CompiledRule {
  readonly peers: readonly PeerTest[] | undefined;
  readonly ports: readonly PortTest[] | undefined;
}

export interface CompiledPolicy {
  readonly policy: NetworkPolicy;
  readonly selects: Matcher;
  /** Rules by direction; the selected pods are isolated in those directions which are present, if by no rule at all. */
  readonly rules: Readonly<Partial<Record<PolicyDirection, readonly CompiledRule[]>>>;
}

export function compilePolicy(policy: NetworkPolicy): CompiledPolicy {
  const { podSelector, ingress, egress } = policy.spec;
  const namespace = policy.metadata.namespace ?? '';
  const directions = directionsOf(policy);
  return {
    policy,
    selects: matcherOf(podSelector ?? {}),
    rules: {
      ...(directions.includes('Ingress') ? { Ingress: (ingress ?? []).map(({ from, ports }) => compileRule(from, ports, namespace)) } : {}),
      ...(directions.includes('Egress') ? { Egress: (egress ?? []).map(({ to, ports }) => compileRule(to, ports, namespace)) } : {}),
    },
  };
}

/** Rules of a direction that is not among the types have no effect. Without types the defaults of the API hold. */
function directionsOf({ spec: { policyTypes, egress } }: NetworkPolicy): readonly PolicyDirection[] {
  if (policyTypes && policyTypes.length > 0) return policyTypes;
  return egress && egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function compileRule(peers: NetworkPolicyPeer[] | undefined, ports: NetworkPolicyPort[] | undefined, namespace: string): CompiledRule {
  return {
    peers: peers && peers.length > 0 ? peers.map((peer) => compilePeer(peer, namespace)) : undefined,
    ports: ports && ports.length > 0 ? ports.map(compilePort) : undefined,
  };
}
