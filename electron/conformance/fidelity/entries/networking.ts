/** Ingresses and NetworkPolicies. */
export const networkingFidelity = `
NetworkPolicySpec @validation
  + podSelector ingress egress policyTypes @networkpolicy @policy.test @trace-request.test
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
IngressClassSpec @ingress.test
  + controller @application-balancers.test : A workload is a controller when its image's profile says so; that of AWS has load balancers made.
  - parameters : Without effect.
IngressSpec @ingress.test @match-request.test @application-balancers.test
  + ingressClassName defaultBackend rules
  ~ tls @ingress.test : A followed request tells with which certificate the controller answers, its own where there is no Secret; nobody is turned away for it. A client that is redirected to HTTPS asks again.
IngressTLS @ingress.test
  + secretName
  ~ hosts : What certificates themselves are for is not read.
IngressRule @match-request.test
  + host http
HTTPIngressRuleValue @match-request.test
  + paths
HTTPIngressPath @match-request.test
  + path pathType backend
IngressBackend @ingress.test
  + service
  - resource : No controller knows what to do with one.
IngressServiceBackend @ingress.test
  + name port
ServiceBackendPort @ingress.test
  + name number
IngressStatus @ingress.test
  + loadBalancer
IngressLoadBalancerStatus @ingress.test
  + ingress
IngressLoadBalancerIngress @ingress.test
  + ip
  + hostname @application-balancers.test : Of load balancers of AWS.
  - ports : Not written.
`;
