import type { Definitions } from '../notation.ts';

/** Pod: spec and status (containers, volumes and scheduling have files of their own). */
export const podDefinitions: Definitions = {
  goPackage: 'v1',
  text: `
enum RestartPolicy = Always | OnFailure | Never
enum DNSPolicy = ClusterFirst | ClusterFirstWithHostNet | Default | None
enum PreemptionPolicy = PreemptLowerPriority | Never
enum PodPhase = Pending | Running | Succeeded | Failed | Unknown
enum PodQOSClass = Guaranteed | Burstable | BestEffort
enum OSName = linux | windows
Pod: Containers that run together on one node and share an address and volumes.
  metadata  ObjectMeta  # Name, labels and annotations.
  spec      PodSpec*    # What should run.
  status    PodStatus   # What was observed.
PodTemplateSpec: The pod that a controller makes.
  metadata  ObjectMeta  # Labels and annotations of the pods.
  spec      PodSpec*    # What the pods run.
PodSpec: What a pod should run and where.
  volumes                        []Volume map=name retain  # Storage that containers can mount.
  initContainers                 []Container map=name      # Run one after the other before the containers start; with restartPolicy Always they are sidecars.
  containers                     []Container!* map=name    # The containers that run together. At least one.
  ephemeralContainers            []EphemeralContainer map=name  # Containers added to a running pod for debugging.
  restartPolicy                  RestartPolicy             # Whether containers that end are started again. Default Always.
  terminationGracePeriodSeconds  int64?                    # Seconds between the stop signal and the kill. Default 30.
  activeDeadlineSeconds          int64?                    # Seconds the pod may be active before it is failed.
  dnsPolicy                      DNSPolicy                 # Where names are looked up. Default ClusterFirst.
  nodeSelector                   {}string atomic           # Labels that the node must have.
  serviceAccountName             string                    # Service account the pod runs as. Default "default".
  serviceAccount                 string                    # Old name of serviceAccountName.
  automountServiceAccountToken   bool?                     # Whether a token of the service account is mounted.
  nodeName                       string                    # Node the pod is bound to; set by the scheduler.
  hostNetwork                    bool                      # Use the node's network instead of an own address.
  hostPID                        bool                      # Use the node's process namespace.
  hostIPC                        bool                      # Use the node's IPC namespace.
  shareProcessNamespace          bool?                     # Containers of the pod see each other's processes.
  securityContext                PodSecurityContext?       # User, groups and other security attributes of all containers.
  imagePullSecrets               []LocalObjectReference map=name  # Secrets with registry credentials.
  hostname                       string                    # Host name inside the pod. Default the pod's name.
  subdomain                      string                    # Makes the full host name hostname.subdomain.namespace.svc.
  affinity                       Affinity?                 # Rules that attract the pod to nodes or pods, or keep it away.
  schedulerName                  string                    # Which scheduler places the pod. Default default-scheduler.
  tolerations                    []Toleration              # Taints that the pod accepts.
  hostAliases                    []HostAlias map=ip        # Extra lines of /etc/hosts.
  priorityClassName              string                    # PriorityClass that sets the pod's importance.
  priority                       int32?                    # Importance; filled in from the PriorityClass.
  dnsConfig                      PodDNSConfig?             # Name servers and search domains added to the policy's.
  readinessGates                 []PodReadinessGate        # Extra conditions that must be True for the pod to be ready.
  runtimeClassName               string?                   # RuntimeClass that runs the pod.
  enableServiceLinks             bool?                     # Whether services are described in environment variables. Default true.
  preemptionPolicy               PreemptionPolicy?         # Whether the pod may evict less important pods.
  overhead                       {}quantity                # Resources that the pod itself costs, from its RuntimeClass.
  topologySpreadConstraints      []TopologySpreadConstraint map=topologyKey,whenUnsatisfiable  # How pods spread over zones or nodes.
  setHostnameAsFQDN              bool?                     # The host name is the full domain name.
  os                             PodOS?                    # Operating system of the containers.
  hostUsers                      bool?                     # False runs the pod in a user namespace.
  schedulingGates                []PodSchedulingGate map=name  # The pod is not scheduled while any of these remain.
  resourceClaims                 []PodResourceClaim map=name retain  # Devices to allocate before the pod starts.
  resources                      ResourceRequirements?     # Requests and limits of the pod as a whole.
  hostnameOverride               string?                   # Host name used instead of the pod's name.
  workloadRef                    WorkloadReference?
WorkloadReference
  name                string!
  podGroup            string!
  podGroupReplicaKey  string
PodOS
  name  OSName!*  # Operating system.
PodSchedulingGate
  name  string!*  # Name of the gate.
PodReadinessGate
  conditionType  string!*  # Condition of the pod that must be True.
HostAlias
  ip         string!*  # Address.
  hostnames  []string  # Names for the address.
PodDNSConfig
  nameservers  []string  # Addresses of name servers.
  searches     []string  # Search domains.
  options      []PodDNSConfigOption  # Options of resolv.conf.
PodDNSConfigOption
  name   string
  value  string?
PodResourceClaim
  name                       string!*
  resourceClaimName          string?
  resourceClaimTemplateName  string?
PodSecurityContext
  seLinuxOptions            SELinuxOptions?
  windowsOptions            WindowsSecurityContextOptions?
  runAsUser                 int64?    # User id of the processes.
  runAsGroup                int64?    # Group id of the processes.
  runAsNonRoot              bool?     # Refuse to run as root.
  supplementalGroups        []int64   # More group ids.
  supplementalGroupsPolicy  SupplementalGroupsPolicy?
  fsGroup                   int64?    # Group that owns the volumes.
  sysctls                   []Sysctl  # Kernel parameters of the pod.
  fsGroupChangePolicy       PodFSGroupChangePolicy?
  seccompProfile            SeccompProfile?
  appArmorProfile           AppArmorProfile?
  seLinuxChangePolicy       PodSELinuxChangePolicy?
enum SupplementalGroupsPolicy = Merge | Strict
enum PodFSGroupChangePolicy = OnRootMismatch | Always
enum PodSELinuxChangePolicy = Recursive | MountOption
Sysctl
  name   string!*
  value  string!*
SELinuxOptions
  user   string
  role   string
  type   string
  level  string
WindowsSecurityContextOptions
  gmsaCredentialSpecName  string?
  gmsaCredentialSpec      string?
  runAsUserName           string?
  hostProcess             bool?
enum SeccompProfileType = RuntimeDefault | Localhost | Unconfined
SeccompProfile
  type              SeccompProfileType!*
  localhostProfile  string?
enum AppArmorProfileType = RuntimeDefault | Localhost | Unconfined
AppArmorProfile
  type              AppArmorProfileType!*
  localhostProfile  string?
PodStatus: What was observed of the pod.
  observedGeneration          int64
  phase                       PodPhase  # Pending, Running, Succeeded, Failed or Unknown.
  conditions                  []PodCondition map=type  # Scheduled, initialised, ready.
  message                     string
  reason                      string    # Why the pod is in this phase, e.g. Evicted.
  nominatedNodeName           string    # Node on which room is being made by preemption.
  hostIP                      string
  hostIPs                     []HostIP patch=ip
  podIP                       string
  podIPs                      []PodIP map=ip
  startTime                   time?
  initContainerStatuses       []ContainerStatus
  containerStatuses           []ContainerStatus
  qosClass                    PodQOSClass  # Order of eviction when memory runs out; follows from requests and limits.
  ephemeralContainerStatuses  []ContainerStatus
  resize                      string
  resourceClaimStatuses       []PodResourceClaimStatus map=name retain
  extendedResourceClaimStatus PodExtendedResourceClaimStatus?
  allocatedResources          {}quantity
  resources                   ResourceRequirements?
PodCondition
  type                string!*
  observedGeneration  int64
  status              ConditionStatus!*
  lastProbeTime       time!
  lastTransitionTime  time!
  reason              string
  message             string
PodIP
  ip  string!
HostIP
  ip  string!
PodResourceClaimStatus
  name               string!
  resourceClaimName  string?
PodExtendedResourceClaimStatus
  requestMappings    []ContainerExtendedResourceRequest
  resourceClaimName  string!
ContainerExtendedResourceRequest
  containerName  string!
  resourceName   string!
  requestName    string!
ContainerStatus
  name                      string!
  state                     ContainerState
  lastState                 ContainerState
  ready                     bool!
  restartCount              int32!
  image                     string!
  imageID                   string!
  containerID               string
  started                   bool?
  allocatedResources        {}quantity
  resources                 ResourceRequirements?
  volumeMounts              []VolumeMountStatus map=mountPath
  user                      ContainerUser?
  allocatedResourcesStatus  []ResourceStatus map=name
  stopSignal                string?
ContainerState
  waiting     ContainerStateWaiting?
  running     ContainerStateRunning?
  terminated  ContainerStateTerminated?
ContainerStateWaiting
  reason   string
  message  string
ContainerStateRunning
  startedAt  time
ContainerStateTerminated
  exitCode     int32!
  signal       int32
  reason       string
  message      string
  startedAt    time
  finishedAt   time
  containerID  string
VolumeMountStatus
  name               string!
  mountPath          string!
  readOnly           bool
  recursiveReadOnly  string?
  volumeStatus       VolumeStatus?
VolumeStatus
  image  ImageVolumeStatus?
ImageVolumeStatus
  imageRef  string!
ContainerUser
  linux  LinuxContainerUser?
LinuxContainerUser
  uid                 int64!
  gid                 int64!
  supplementalGroups  []int64
ResourceStatus
  name       string!
  resources  []ResourceHealth map=resourceID nopatch
ResourceHealth
  resourceID  string!
  health      string
  message     string?
`,
};
