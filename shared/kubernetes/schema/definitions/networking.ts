import type { Definitions } from '../notation.ts';

/** Group `networking.k8s.io`: Ingress, IngressClass, NetworkPolicy. */
export const networkingDefinitions: Definitions = {
  goPackage: 'v1',
  text: `
enum PathType = Prefix | Exact | ImplementationSpecific
enum PolicyType = Ingress | Egress
Ingress: Leads HTTP requests from outside to services, by host and path.
  metadata  ObjectMeta
  spec      IngressSpec*
  status    IngressStatus
IngressSpec
  ingressClassName  string?          # Which controller serves it.
  defaultBackend    IngressBackend?  # Where requests go that match no rule.
  tls               []IngressTLS
  rules             []IngressRule    # Rules by host.
IngressBackend
  service   IngressServiceBackend?
  resource  TypedLocalObjectReference?
IngressServiceBackend
  name  string!*
  port  ServiceBackendPort
ServiceBackendPort atomic
  name    string
  number  int32
IngressTLS
  hosts       []string
  secretName  string
IngressRule
  host  string  # Host name; may start with "*.".
  ...IngressRuleValue
IngressRuleValue
  http  HTTPIngressRuleValue?
HTTPIngressRuleValue
  paths  []HTTPIngressPath!*
HTTPIngressPath
  path      string         # Path of the request.
  pathType  PathType?*    # How the path is compared.
  backend   IngressBackend*
IngressStatus
  loadBalancer  IngressLoadBalancerStatus
IngressLoadBalancerStatus
  ingress  []IngressLoadBalancerIngress
IngressLoadBalancerIngress
  ip        string
  hostname  string
  ports     []PortStatus
IngressClass: A kind of ingress controller.
  metadata  ObjectMeta
  spec      IngressClassSpec
IngressClassSpec
  controller  string
  parameters  IngressClassParametersReference?
IngressClassParametersReference
  apiGroup   string?
  kind       string!*
  name       string!*
  scope      string?
  namespace  string?
NetworkPolicy: Which traffic the selected pods may receive and send.
  metadata  ObjectMeta
  spec      NetworkPolicySpec
NetworkPolicySpec
  podSelector  LabelSelector*  # Pods that it applies to; {} selects all of the namespace.
  ingress      []NetworkPolicyIngressRule  # Allowed incoming traffic.
  egress       []NetworkPolicyEgressRule   # Allowed outgoing traffic.
  policyTypes  []PolicyType    # Directions that it isolates.
NetworkPolicyIngressRule
  ports  []NetworkPolicyPort
  from   []NetworkPolicyPeer
NetworkPolicyEgressRule
  ports  []NetworkPolicyPort
  to     []NetworkPolicyPeer
NetworkPolicyPort
  protocol  Protocol?
  port      intOrString?
  endPort   int32?
NetworkPolicyPeer
  podSelector        LabelSelector?
  namespaceSelector  LabelSelector?
  ipBlock            IPBlock?
IPBlock
  cidr    string!*
  except  []string
`,
};
