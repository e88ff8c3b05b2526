/** Containers, probes, hooks, resources and environment. */
export const containerFidelity = `
Container @validation @admission-defaults
  + name image imagePullPolicy @fleet.test @image-name.test
  + resources @pod-requests @scheduler-resources
  + restartPolicy @pod-life.test
  + livenessProbe readinessProbe startupProbe @probes.test
  + lifecycle @termination.test
  + ports @scheduler-ports @networkpolicy
  ~ env envFrom @fleet.test : References have to exist; what a container does comes from the behaviour of its image, not from its environment.
  ~ volumeMounts @fleet.test : Volumes are mounted; no program reads what lies in them.
  - command args workingDir stdin stdinOnce tty : What a container does comes from the behaviour of its image.
  - terminationMessagePath terminationMessagePolicy : Processes leave no message behind.
  - resizePolicy : Running containers are not resized.
  - restartPolicyRules : Only the pod's restart policy decides.
  - volumeDevices : Volumes are file systems.
  - securityContext : A simulated process has no rights that could be taken from it.
ContainerPort @scheduler-ports @networkpolicy
  + name hostPort containerPort protocol hostIP
EnvVar @fleet.test
  + name valueFrom
  - value : Nothing reads it.
EnvVarSource @fleet.test
  + configMapKeyRef secretKeyRef
  - fieldRef resourceFieldRef fileKeyRef : Nothing reads the value.
ConfigMapKeySelector @fleet.test
  + name key optional
SecretKeySelector @fleet.test
  + name key optional
EnvFromSource @fleet.test
  + configMapRef secretRef
  - prefix : Nothing reads the variables.
ConfigMapEnvSource @fleet.test
  + name optional
SecretEnvSource @fleet.test
  + name optional
ResourceRequirements @pod-requests @scheduler-resources
  + limits requests
  - claims : Dynamic resource allocation is not simulated.
VolumeMount @fleet.test
  + name mountPath readOnly
  - recursiveReadOnly subPath subPathExpr mountPropagation : No program reads what lies in the volume.
Probe @probes.test
  + initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold terminationGracePeriodSeconds
  ~ exec httpGet tcpSocket grpc : The answer comes from the behaviour of the image and from faults; the texts are those of each kind.
ExecAction @probes.test
  + command
HTTPGetAction @probes.test
  + path port host scheme
  - httpHeaders : The answer does not depend on them.
TCPSocketAction @probes.test
  + port host
GRPCAction @probes.test
  + port service
Lifecycle @termination.test
  + preStop postStart
  - stopSignal : Processes end on any signal.
LifecycleHandler @termination.test
  + sleep
  ~ exec httpGet tcpSocket : Takes as long as the behaviour of the image says.
SleepAction @termination.test
  + seconds
`;
