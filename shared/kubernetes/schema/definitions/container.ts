import type { Definitions } from '../notation.ts';

/** Containers: ports, environment, resources, probes, hooks, security. */
export const containerDefinitions: Definitions = {
  goPackage: 'v1',
  text: `
enum PullPolicy = Always | IfNotPresent | Never
enum Protocol = TCP | UDP | SCTP
enum URIScheme = HTTP | HTTPS
enum TerminationMessagePolicy = File | FallbackToLogsOnError
enum MountPropagationMode = None | HostToContainer | Bidirectional
enum RecursiveReadOnlyMode = Disabled | IfPossible | Enabled
enum ContainerRestartPolicy = Always | OnFailure | Never
enum ResourceResizeRestartPolicy = NotRequired | RestartContainer
enum ProcMountType = Default | Unmasked
Container: A process of the pod, started from an image.
  name                      string!*         # Name, unique in the pod.
  image                     string*          # Image to run, e.g. nginx:1.29.
  command                   []string         # Replaces the image's entry point.
  args                      []string         # Arguments of the entry point.
  workingDir                string           # Directory in which the process starts.
  ports                     []ContainerPort map=containerPort,protocol  # Ports the container listens on. For information and by name.
  envFrom                   []EnvFromSource  # Sources whose keys all become environment variables.
  env                       []EnvVar map=name  # Environment variables.
  resources                 ResourceRequirements  # Requests (reserved by the scheduler) and limits (enforced).
  resizePolicy              []ContainerResizePolicy  # Whether changing a resource restarts the container.
  restartPolicy             ContainerRestartPolicy?  # On an init container, Always makes it a sidecar.
  restartPolicyRules        []ContainerRestartRule   # Exceptions from the restart policy by exit code.
  volumeMounts              []VolumeMount map=mountPath  # Volumes and where they appear.
  volumeDevices             []VolumeDevice map=devicePath  # Raw block devices.
  livenessProbe             Probe?           # Restart the container when this check fails.
  readinessProbe            Probe?           # No traffic to the pod while this check fails.
  startupProbe              Probe?           # The other probes wait until this check succeeds.
  lifecycle                 Lifecycle?       # Actions after start and before stop.
  terminationMessagePath    string           # File with the last words of the container.
  terminationMessagePolicy  TerminationMessagePolicy  # Where the last words come from.
  imagePullPolicy           PullPolicy       # When the image is fetched. Always for :latest, else IfNotPresent.
  securityContext           SecurityContext? # User, privileges and capabilities.
  stdin                     bool             # Keep standard input open.
  stdinOnce                 bool             # Close standard input after the first attach.
  tty                       bool             # Allocate a terminal.
EphemeralContainer
  ...Container
  targetContainerName  string  # Container whose processes are seen.
ContainerPort
  name           string     # Name, unique in the pod, usable by services and probes.
  hostPort       int32      # Port of the node that leads here. Keeps two such pods off one node.
  containerPort  int32!*    # Port inside the pod.
  protocol       Protocol default=TCP  # TCP (default), UDP or SCTP.
  hostIP         string     # Node address that hostPort binds to.
EnvVar
  name       string!*       # Name of the variable.
  value      string         # Its value; $(OTHER) refers to another variable.
  valueFrom  EnvVarSource?  # Takes the value from elsewhere.
EnvVarSource
  fieldRef          ObjectFieldSelector?    # A field of the pod.
  resourceFieldRef  ResourceFieldSelector?  # A request or limit of a container.
  configMapKeyRef   ConfigMapKeySelector?   # A key of a ConfigMap.
  secretKeyRef      SecretKeySelector?      # A key of a Secret.
  fileKeyRef        FileKeySelector?        # A key of a file on a volume.
ObjectFieldSelector atomic
  apiVersion  string
  fieldPath   string!*  # E.g. metadata.name, status.podIP.
ResourceFieldSelector atomic
  containerName  string
  resource       string!*  # E.g. limits.cpu.
  divisor        quantity! # Unit of the result. Default 1.
ConfigMapKeySelector atomic
  name      string    # Name of the ConfigMap.
  key       string!*  # Key to take.
  optional  bool?     # Whether it may be missing.
SecretKeySelector atomic
  name      string    # Name of the Secret.
  key       string!*  # Key to take.
  optional  bool?     # Whether it may be missing.
FileKeySelector atomic
  volumeName  string!*
  path        string!*
  key         string!*
  optional    bool?
EnvFromSource
  prefix        string               # Put before each name.
  configMapRef  ConfigMapEnvSource?  # A ConfigMap.
  secretRef     SecretEnvSource?     # A Secret.
ConfigMapEnvSource
  name      string
  optional  bool?
SecretEnvSource
  name      string
  optional  bool?
ResourceRequirements
  limits    {}quantity  # The most it may use, e.g. cpu: 500m, memory: 256Mi.
  requests  {}quantity  # What is reserved for it on the node.
  claims    []ResourceClaim map=name nopatch  # Devices from the pod's resourceClaims.
ResourceClaim
  name     string!*
  request  string
ContainerResizePolicy
  resourceName   string!*
  restartPolicy  ResourceResizeRestartPolicy!*
ContainerRestartRule
  action     string*
  exitCodes  ContainerRestartRuleOnExitCodes?
ContainerRestartRuleOnExitCodes
  operator  string*
  values    []int32 set
VolumeMount
  name               string!*  # Volume of the pod.
  readOnly           bool      # Mount without write access.
  recursiveReadOnly  RecursiveReadOnlyMode?
  mountPath          string!*  # Where it appears in the container.
  subPath            string    # Directory of the volume to mount.
  mountPropagation   MountPropagationMode?
  subPathExpr        string    # subPath with $(VARIABLES).
VolumeDevice
  name        string!*  # Volume of the pod.
  devicePath  string!*  # Path of the device in the container.
ProbeHandler
  exec       ExecAction?       # Run a command; exit code 0 is success.
  httpGet    HTTPGetAction?    # HTTP request; status 200 to 399 is success.
  tcpSocket  TCPSocketAction?  # Open a TCP connection.
  grpc       GRPCAction?       # Ask the gRPC health service.
Probe: A check that the kubelet repeats.
  ...ProbeHandler
  initialDelaySeconds            int32   # Seconds after the start before the first check.
  timeoutSeconds                 int32   # Seconds before one check counts as failed. Default 1.
  periodSeconds                  int32   # Seconds between checks. Default 10.
  successThreshold               int32   # Successes in a row to count as passing. Default 1.
  failureThreshold               int32   # Failures in a row to count as failing. Default 3.
  terminationGracePeriodSeconds  int64?  # Grace period when this probe kills the container.
ExecAction
  command  []string*  # Command and its arguments.
HTTPGetAction
  path         string        # Path of the request. Default /.
  port         intOrString!* # Port number or name.
  host         string        # Host to ask. Default the pod's address.
  scheme       URIScheme     # HTTP (default) or HTTPS.
  httpHeaders  []HTTPHeader  # Headers to send.
HTTPHeader
  name   string!*
  value  string!*
TCPSocketAction
  port  intOrString!*  # Port number or name.
  host  string
GRPCAction
  port     int32!*  # Port number.
  service  string?  # Name of the service to ask about.
SleepAction
  seconds  int64!*  # Seconds to wait.
LifecycleHandler
  exec       ExecAction?
  httpGet    HTTPGetAction?
  tcpSocket  TCPSocketAction?
  sleep      SleepAction?
Lifecycle
  postStart   LifecycleHandler?  # Right after the container starts.
  preStop     LifecycleHandler?  # Before the stop signal.
  stopSignal  string?            # Signal that stops the container.
Capabilities
  add   []string  # Capabilities to add.
  drop  []string  # Capabilities to remove, e.g. ALL.
SecurityContext
  capabilities              Capabilities?
  privileged                bool?   # Almost like root on the node.
  seLinuxOptions            SELinuxOptions?
  windowsOptions            WindowsSecurityContextOptions?
  runAsUser                 int64?  # User id of the process.
  runAsGroup                int64?  # Group id of the process.
  runAsNonRoot              bool?   # Refuse to run as root.
  readOnlyRootFilesystem    bool?   # No writes outside volumes.
  allowPrivilegeEscalation  bool?   # Whether a process may gain privileges.
  procMount                 ProcMountType?
  seccompProfile            SeccompProfile?
  appArmorProfile           AppArmorProfile?
`,
};
