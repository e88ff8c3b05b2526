/** Ingresses and NetworkPolicies. */
export const networkingFidelity = `
NetworkPolicySpec @validation
  ~ podSelector ingress egress policyTypes @networkpolicy @policy.test : Decided as in Kubernetes; no traffic is simulated that asks.
NetworkPolicyIngressRule @networkpolicy @policy.test
  + ports from
NetworkPolicyEgressRule @networkpolicy @policy.test
  + ports to
NetworkPolicyPort @networkpolicy @policy.test
  + protocol port endPort
NetworkPolicyPeer @networkpolicy @policy.test
  + podSelector namespaceSelector ipBlock
IPBlock @networkpolicy @policy.test
  + cidr except
IngressClass
  - spec : No ingress controller runs.
Ingress
  - spec status : No ingress controller runs.
`;
