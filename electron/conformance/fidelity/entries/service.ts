/** Services and their EndpointSlices. */
export const serviceFidelity = `
ServiceSpec @validation
  + ports selector publishNotReadyAddresses @endpointslice.test
  + clusterIP clusterIPs : IPv4 only; the lowest free address of 10.96.0.0/16.
  + ipFamilies ipFamilyPolicy : The cluster is IPv4 only.
  ~ type : Addresses and node ports are allocated; no load balancer answers.
  + externalName healthCheckNodePort allocateLoadBalancerNodePorts
  ~ trafficDistribution @endpointslice.test : Endpoints get their hints; no traffic is simulated that follows them.
  ~ externalTrafficPolicy : Decides whether there is a health check port; no traffic is simulated.
  - externalIPs sessionAffinity sessionAffinityConfig loadBalancerIP loadBalancerSourceRanges loadBalancerClass internalTrafficPolicy : No traffic is simulated.
ServicePort @validation @endpointslice.test
  + name protocol appProtocol port targetPort nodePort
ServiceStatus @validation
  - loadBalancer : No load balancer is made.
  - conditions : Not written.
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
