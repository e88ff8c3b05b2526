import type { Definitions } from '../notation.ts';

/** Node, Namespace, Lease and Event. */
export const clusterDefinitions: Definitions = {
  goPackage: 'v1',
  text: `
enum NamespacePhase = Active | Terminating
enum EventType = Normal | Warning
Namespace: Groups objects; names are unique within one.
  metadata  ObjectMeta
  spec      NamespaceSpec
  status    NamespaceStatus
NamespaceSpec
  finalizers  []string
NamespaceStatus
  phase       NamespacePhase
  conditions  []NamespaceCondition map=type
NamespaceCondition
  type                string!*
  status              ConditionStatus!*
  lastTransitionTime  time!
  reason              string
  message             string
Node: A machine as the control plane sees it; registered by its kubelet.
  metadata  ObjectMeta
  spec      NodeSpec
  status    NodeStatus
NodeSpec
  podCIDR        string
  podCIDRs       []string set merge
  providerID     string
  unschedulable  bool     # Cordoned: no new pods.
  taints         []Taint  # Keep pods away that do not tolerate them.
  configSource   NodeConfigSource?
  externalID     string
NodeConfigSource
  configMap  ConfigMapNodeConfigSource?
ConfigMapNodeConfigSource
  namespace         string!
  name              string!
  uid               string
  resourceVersion   string
  kubeletConfigKey  string!
NodeStatus
  capacity          {}quantity  # What the machine has.
  allocatable       {}quantity  # What pods may use.
  phase             string
  conditions        []NodeCondition map=type  # Ready, and pressure of memory, disk and processes.
  addresses         []NodeAddress map=type
  daemonEndpoints   NodeDaemonEndpoints
  nodeInfo          NodeSystemInfo
  images            []ContainerImage
  volumesInUse      []string
  volumesAttached   []AttachedVolume
  config            NodeConfigStatus?
  runtimeHandlers   []NodeRuntimeHandler
  features          NodeFeatures?
  declaredFeatures  []string
NodeCondition
  type                string!*
  status              ConditionStatus!*
  lastHeartbeatTime   time!
  lastTransitionTime  time!
  reason              string
  message             string
NodeAddress
  type     string!
  address  string!
NodeDaemonEndpoints
  kubeletEndpoint  DaemonEndpoint
DaemonEndpoint
  Port  int32!
NodeSystemInfo
  machineID                string!
  systemUUID               string!
  bootID                   string!
  kernelVersion            string!
  osImage                  string!
  containerRuntimeVersion  string!
  kubeletVersion           string!
  kubeProxyVersion         string!
  operatingSystem          string!
  architecture             string!
  swap                     NodeSwapStatus?
NodeSwapStatus
  capacity  int64?
ContainerImage
  names      []string
  sizeBytes  int64
AttachedVolume
  name        string!
  devicePath  string!
NodeConfigStatus
  assigned       NodeConfigSource?
  active         NodeConfigSource?
  lastKnownGood  NodeConfigSource?
  error          string
NodeRuntimeHandler
  name      string
  features  NodeRuntimeHandlerFeatures?
NodeRuntimeHandlerFeatures
  recursiveReadOnlyMounts  bool?
  userNamespaces           bool?
NodeFeatures
  supplementalGroupsPolicy  bool?
Lease: A sign of life; kubelets renew theirs every ten seconds.
  metadata  ObjectMeta
  spec      LeaseSpec
LeaseSpec
  holderIdentity        string?
  leaseDurationSeconds  int32?
  acquireTime           microTime?
  renewTime             microTime?
  leaseTransitions      int32?
  strategy              string?
  preferredHolder       string?
Event: A message about something that happened to an object.
  metadata            ObjectMeta
  involvedObject      ObjectReference*
  reason              string
  message             string
  source              EventSource
  firstTimestamp      time
  lastTimestamp       time
  count               int32
  type                EventType
  eventTime           microTime
  series              EventSeries?
  action              string
  related             ObjectReference?
  reportingComponent  string!
  reportingInstance   string!
EventSource
  component  string
  host       string
EventSeries
  count             int32
  lastObservedTime  microTime
`,
};
