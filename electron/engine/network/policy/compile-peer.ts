import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import type { NetworkPolicyPeer } from '../../../../shared/kubernetes/types/network-policy.ts';
import { compileIpBlock } from './ip-block.ts';
import { addressOf, policedPod, type Endpoint, type NamespaceLabels } from './traffic.ts';

/** Whether the other end of the traffic is the peer that a rule names. */
export type PeerTest = (other: Endpoint, namespaces: NamespaceLabels) => boolean;

/**
 * Selectors match pods: `podSelector` alone those of the policy's namespace, with `namespaceSelector` those of the selected namespaces.
 * An `ipBlock` matches by address, pods' addresses too: with addresses as they are at the pod, nothing having translated them. An empty peer,
 * which the API refuses, matches nothing. Source: networking/v1 NetworkPolicyPeer.
 */
export function compilePeer({ ipBlock, podSelector, namespaceSelector }: NetworkPolicyPeer, policyNamespace: string): PeerTest {
  if (ipBlock) {
    const inBlock = compileIpBlock(ipBlock);
    return (other) => {
      const bytes = addressOf(other);
      return bytes !== undefined && inBlock(bytes);
    };
  }
  if (!podSelector && !namespaceSelector) return () => false;
  const podMatches = matcherOf(podSelector ?? {});
  const namespaceMatches = namespaceSelector ? matcherOf(namespaceSelector) : undefined;
  return (other, namespaces) => {
    const pod = policedPod(other);
    if (!pod) return false;
    const namespace = pod.metadata.namespace ?? '';
    if (namespaceMatches) {
      const labels = namespaces(namespace);
      if (!labels || !namespaceMatches(labels)) return false;
    } else if (namespace !== policyNamespace) return false;
    return podMatches(pod.metadata.labels);
  };
}
