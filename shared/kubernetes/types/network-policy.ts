import type { IntOrString, KubernetesObject, LabelSelector } from './meta.ts';
import type { ContainerPort } from './pod.ts';

export type Protocol = NonNullable<ContainerPort['protocol']>;
export type PolicyDirection = 'Ingress' | 'Egress';

/** networking.k8s.io/v1. */
export interface NetworkPolicy extends KubernetesObject {
  spec: {
    podSelector?: LabelSelector;
    ingress?: NetworkPolicyIngressRule[];
    egress?: NetworkPolicyEgressRule[];
    policyTypes?: PolicyDirection[];
  };
}

export interface NetworkPolicyIngressRule {
  ports?: NetworkPolicyPort[];
  from?: NetworkPolicyPeer[];
}

export interface NetworkPolicyEgressRule {
  ports?: NetworkPolicyPort[];
  to?: NetworkPolicyPeer[];
}

export interface NetworkPolicyPort {
  protocol?: Protocol;
  port?: IntOrString;
  endPort?: number;
}

export interface NetworkPolicyPeer {
  podSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
  ipBlock?: { cidr: string; except?: string[] };
}
