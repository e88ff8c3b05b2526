/** Containers, probes, hooks, resources and environment. */
export const containerFidelity = `
Container @validation @admission-defaults
  + name image imagePullPolicy @fleet.test @image-name.test
  + resources @pod-requests @scheduler-resources
  + restartPolicy @pod-life.test
  + restartPolicyRules @restart-policy.test
  + livenessProbe readinessProbe startupProbe @probes.test
  + lifecycle @termination.test @hooks.test
  + ports @scheduler-ports @networkpolicy
  ~ env envFrom @fleet.test : References have to exist; what a container does comes from the behaviour of its image, not from its environment.
  ~ volumeMounts @fleet.test : Volumes are mounted; no program reads what lies in them.
  - command args workingDir stdin stdinOnce tty : What a container does comes from the behaviour of its image.
  - terminationMessagePath terminationMessagePolicy : A message comes from the behaviour of the image, whatever the path.
  + resizePolicy @resize.test
  - volumeDevices : Volumes are file systems.
  ~ securityContext.* @container-config.test : runAsNonRoot and runAsUser decide whether a container may start; a simulated process has no other rights.
ContainerResizePolicy @resize.test
  + resourceName restartPolicy
ContainerRestartRule @restart-policy.test
  + action exitCodes
ContainerRestartRuleOnExitCodes @restart-policy.test
  + operator values
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
  + limits @memory-limits.test
  + requests
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
  ~ exec httpGet tcpSocket @hooks.test : Takes as long, and fails, as the behaviour of the image says.
SleepAction @termination.test
  + seconds
`;
