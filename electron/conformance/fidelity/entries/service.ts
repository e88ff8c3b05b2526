/** Services and their EndpointSlices. */
export const serviceFidelity = `
ServiceSpec @validation
  + ports selector publishNotReadyAddresses @endpointslice.test
  + clusterIP clusterIPs : IPv4 only; the lowest free address of the range.
  + ipFamilies ipFamilyPolicy : The cluster is IPv4 only.
  + type @trace-request.test @load-balancers.test
  + healthCheckNodePort @follow-calls.test
  + externalName allocateLoadBalancerNodePorts @trace-request.test
  + trafficDistribution @endpointslice.test @choose-endpoints.test
  + externalTrafficPolicy internalTrafficPolicy @choose-endpoints.test
  + loadBalancerSourceRanges loadBalancerIP loadBalancerClass @load-balancers.test @classic-balancers.test
  ~ externalIPs @choose-endpoints.test : kube-proxy has rules for them; nothing outside the cluster routes to them.
  ~ sessionAffinity sessionAffinityConfig @walk.test @affinity.test : A client's address decides which endpoint it keeps to; of a source's clients those that come less often than the timeout are sent anywhere.
SessionAffinityConfig
  + clientIP @walk.test
ClientIPConfig
  + timeoutSeconds @affinity.test
ServicePort @validation @endpointslice.test
  + name protocol appProtocol port targetPort nodePort
ServiceStatus @validation
  + loadBalancer @load-balancers.test
  - conditions : Not written.
LoadBalancerStatus @load-balancers.test
  + ingress
LoadBalancerIngress @load-balancers.test
  + ip ipMode
  + hostname ports @classic-balancers.test : Names of load balancers of AWS; the bare provider's have addresses.
PortStatus
  - port protocol error : Not written.
EndpointSlice @endpointslice.test
  + addressType endpoints ports
Endpoint @endpointslice.test
  + addresses conditions hostname targetRef nodeName zone hints
  - deprecatedTopology : Not used by v1.
EndpointHints @endpointslice.test
  + forZones forNodes
ForZone @endpointslice.test
  + name
ForNode @endpointslice.test
  + name
EndpointConditions @endpointslice.test
  + ready serving terminating
EndpointPort @endpointslice.test
  + name protocol port appProtocol
`;
