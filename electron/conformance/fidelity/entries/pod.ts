/** Pods: their spec, what their templates say, and their status. */
export const podFidelity = `
PodTemplateSpec @validation @traces
  + metadata spec
PodSpec @validation @admission-defaults
  + volumes @volumes.test @fleet.test
  + initContainers containers restartPolicy @pod-life.test @pod-requests
  + terminationGracePeriodSeconds @termination.test
  + activeDeadlineSeconds @pod-life.test
  + nodeName @scheduler-nodename
  + nodeSelector affinity @scheduler-nodeaffinity @scheduler-interpod
  + tolerations @scheduler-taints @taint-eviction.test
  + topologySpreadConstraints @scheduler-spread
  + schedulerName schedulingGates @scheduler.test @scheduling-queue.test
  + priorityClassName priority preemptionPolicy @scheduler-preemption
  + overhead resources @pod-requests @scheduler-resources
  + serviceAccountName serviceAccount automountServiceAccountToken imagePullSecrets
  + hostname subdomain @endpointslice.test
  + readinessGates @fleet.test
  + hostNetwork @scheduler-ports @policy.test
  ~ runtimeClassName : Adds the class's overhead and scheduling; every class runs containers in the same way.
  - ephemeralContainers : Debugging containers are not started.
  - dnsPolicy dnsConfig hostAliases setHostnameAsFQDN hostnameOverride : Containers have no name resolution of their own.
  ~ securityContext.* @container-config.test : runAsNonRoot and runAsUser hold for containers that do not say otherwise; a simulated process has no other rights.
  - hostPID hostIPC hostUsers shareProcessNamespace : A simulated process has no rights that could be taken from it.
  - enableServiceLinks os : Containers run no code that would see it.
  ~ resourceClaims @dynamic-resources.test : A pod waits for its claims and for their allocation; there are no devices that could be allocated.
  - workloadRef : Dropped, as its feature gate (GenericWorkload) is off.
Affinity @scheduler-nodeaffinity @scheduler-interpod
  + nodeAffinity podAffinity podAntiAffinity
NodeAffinity @scheduler-nodeaffinity
  + requiredDuringSchedulingIgnoredDuringExecution preferredDuringSchedulingIgnoredDuringExecution
PreferredSchedulingTerm @scheduler-nodeaffinity
  + weight preference
PodAffinity @scheduler-interpod
  + requiredDuringSchedulingIgnoredDuringExecution preferredDuringSchedulingIgnoredDuringExecution
PodAntiAffinity @scheduler-interpod
  + requiredDuringSchedulingIgnoredDuringExecution preferredDuringSchedulingIgnoredDuringExecution
PodAffinityTerm @scheduler-interpod
  + labelSelector namespaces topologyKey namespaceSelector matchLabelKeys mismatchLabelKeys
WeightedPodAffinityTerm @scheduler-interpod
  + weight podAffinityTerm
Toleration @scheduler-taints @taint-eviction.test
  + key operator value effect tolerationSeconds
TopologySpreadConstraint @scheduler-spread @scheduler-defaultspread
  + maxSkew topologyKey whenUnsatisfiable labelSelector minDomains nodeAffinityPolicy nodeTaintsPolicy matchLabelKeys
PodReadinessGate @fleet.test
  + conditionType
PodResourceClaim @dynamic-resources.test
  + name resourceClaimName
  ~ resourceClaimTemplateName : Nobody makes claims from templates: the pod waits for one.
PodSchedulingGate @scheduler.test
  + name
PodStatus @fleet.test @pod-life.test
  + observedGeneration @subresources
  + phase conditions message reason hostIP hostIPs podIP podIPs startTime
  + initContainerStatuses containerStatuses
  + nominatedNodeName @scheduler-preemption @subresources @volumes.test
  + qosClass @pod-requests
  - ephemeralContainerStatuses resize resourceClaimStatuses extendedResourceClaimStatus allocatedResources resources : Not written.
PodCondition @fleet.test @pod-life.test
  + type status lastProbeTime lastTransitionTime reason message
  + observedGeneration @subresources
HostIP @fleet.test
  + ip
PodIP @fleet.test
  + ip
ContainerStatus @pod-life.test @fleet.test
  + name state lastState ready restartCount image imageID containerID started
  + allocatedResources resources @resize.test
  - volumeMounts user allocatedResourcesStatus stopSignal : Not written.
ContainerState @pod-life.test
  + waiting running terminated
ContainerStateWaiting @pod-life.test
  + reason message
ContainerStateRunning @pod-life.test
  + startedAt
ContainerStateTerminated @pod-life.test
  + exitCode reason message startedAt finishedAt containerID
  - signal : The runtime reports exit codes, as containerd does.
`;
