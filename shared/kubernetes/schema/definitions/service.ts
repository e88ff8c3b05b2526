import type { Definitions } from '../notation.ts';

/** Service and EndpointSlice. */
export const serviceDefinitions: Definitions = {
  goPackage: 'v1',
  text: `
enum ServiceType = ClusterIP | NodePort | LoadBalancer | ExternalName
enum ServiceAffinity = None | ClientIP
enum ServiceExternalTrafficPolicy = Cluster | Local
enum ServiceInternalTrafficPolicy = Cluster | Local
enum IPFamily = IPv4 | IPv6
enum IPFamilyPolicy = SingleStack | PreferDualStack | RequireDualStack
enum AddressType = IPv4 | IPv6 | FQDN
Service: A lasting address and name for a set of pods.
  metadata  ObjectMeta
  spec      ServiceSpec*
  status    ServiceStatus
ServiceSpec
  ports                          []ServicePort map=port,protocol  # Ports of the service.
  selector                       {}string atomic  # Labels of the pods that answer.
  clusterIP                      string    # Virtual address; None for a headless service. Set by the server.
  clusterIPs                     []string
  type                           ServiceType  # ClusterIP (default), NodePort, LoadBalancer or ExternalName.
  externalIPs                    []string  # Addresses of nodes that also accept traffic.
  sessionAffinity                ServiceAffinity  # ClientIP sends one client to one pod.
  loadBalancerIP                 string
  loadBalancerSourceRanges       []string  # Networks that may use the load balancer.
  externalName                   string    # Name that the service stands for, type ExternalName.
  externalTrafficPolicy          ServiceExternalTrafficPolicy  # Local keeps traffic on the node that it entered.
  healthCheckNodePort            int32
  publishNotReadyAddresses       bool      # Include pods that are not ready.
  sessionAffinityConfig          SessionAffinityConfig?
  ipFamilies                     []IPFamily
  ipFamilyPolicy                 IPFamilyPolicy?
  allocateLoadBalancerNodePorts  bool?
  loadBalancerClass              string?
  internalTrafficPolicy          ServiceInternalTrafficPolicy?  # Local keeps traffic from pods on their node.
  trafficDistribution            string?   # PreferSameZone or PreferSameNode.
ServicePort
  name         string       # Name; needed when there are several ports.
  protocol     Protocol default=TCP  # TCP (default), UDP or SCTP.
  appProtocol  string?
  port         int32!*      # Port of the service.
  targetPort   intOrString! # Port of the pods, by number or name. Default the same as port.
  nodePort     int32        # Port on every node, 30000 to 32767. Chosen by the server.
SessionAffinityConfig
  clientIP  ClientIPConfig?
ClientIPConfig
  timeoutSeconds  int32?
ServiceStatus
  loadBalancer  LoadBalancerStatus
  conditions    []Condition map=type
LoadBalancerStatus
  ingress  []LoadBalancerIngress
LoadBalancerIngress
  ip        string
  hostname  string
  ipMode    string?
  ports     []PortStatus
PortStatus
  port      int32!
  protocol  Protocol!
  error     string?
EndpointSlice: Addresses behind a service.
  metadata     ObjectMeta
  addressType  AddressType!*
  endpoints    []Endpoint
  ports        []EndpointPort
Endpoint
  addresses           []string!* set nopatch
  conditions          EndpointConditions
  hostname            string?
  targetRef           ObjectReference?
  deprecatedTopology  {}string
  nodeName            string?
  zone                string?
  hints               EndpointHints?
EndpointConditions
  ready        bool?
  serving      bool?
  terminating  bool?
EndpointHints
  forZones  []ForZone
  forNodes  []ForNode
ForZone
  name  string!
ForNode
  name  string!
EndpointPort
  name         string?
  protocol     Protocol?
  port         int32?
  appProtocol  string?
`,
};
