/** Machines, nodes, namespaces, leases and events. */
export const clusterFidelity = `
MachineSpec @fleet.test @control-plane.test
  + roles type zone capacity labels taints bootSeconds egress
MachineStatus @fleet.test
  + phase address phaseChangedAt
  + instanceID maxPods message @instances.test
NodeGroupSpec @node-groups.test @autoscaler-properties.test
  + minSize maxSize desiredSize type zones capacity labels taints bootSeconds
NodeGroupStatus @node-groups.test
  + observedGeneration size ready
  + message @scaling-groups.test
TrafficSourceSpec @traffic.test
  + target from clients paused
  + rate @rate.test
TrafficTarget @traffic.test
  + host port path service
TrafficService @traffic.test
  + namespace name port
TrafficOrigin @traffic.test
  + namespace podSelector
TrafficRate @rate.test
  + pattern rps fromRps toRps lowRps highRps spikeRps startSeconds seconds everySeconds peakHour periodSeconds
TrafficSourceStatus @traffic.test
  + observedGeneration rps servedRps failedRps failures measuredAt
  ~ p50Ms p95Ms @station.test : Response times are those of a queue with steady arrivals, without noise.
TrafficFailure @traffic.test
  + cause rps
  - message : The window has words for each cause.
Taint @scheduler-taints @node-lifecycle.test
  + key value effect timeAdded
NamespaceSpec @namespace.test
  + finalizers
NamespaceStatus @namespace.test
  + phase conditions
NamespaceCondition @namespace.test
  + type status lastTransitionTime reason message
NodeSpec @validation
  + podCIDR podCIDRs @node-ipam.test
  + providerID @fleet.test
  + unschedulable taints @scheduler-taints @scheduler-suite
  - configSource externalID : Removed from Kubernetes, or never used.
NodeStatus @fleet.test @node-lifecycle.test
  + capacity allocatable addresses nodeInfo
  + conditions : Pressure comes of memory, of the bytes of the disk and of processes (pid.available below 10 %); disks do not run out of inodes, about which profiles of images say nothing.
  + images @scheduler-images
  + daemonEndpoints
  - phase config : No longer written by Kubernetes.
  + volumesInUse volumesAttached @attach-detach.test
  - runtimeHandlers features declaredFeatures : Not written.
AttachedVolume @attach-detach.test
  + name devicePath
NodeCondition @fleet.test @node-lifecycle.test
  + type status lastHeartbeatTime lastTransitionTime reason message
NodeAddress @fleet.test
  + type address
NodeDaemonEndpoints @fleet.test
  + kubeletEndpoint
DaemonEndpoint @fleet.test
  + Port
NodeSystemInfo @fleet.test
  + machineID systemUUID bootID kernelVersion osImage containerRuntimeVersion kubeletVersion kubeProxyVersion operatingSystem architecture
  - swap : Machines have no swap.
ContainerImage @scheduler-images
  + names sizeBytes
LeaseSpec @fleet.test @node-lifecycle.test @leader-election.test
  + holderIdentity leaseDurationSeconds renewTime acquireTime leaseTransitions
  - strategy preferredHolder : Of coordinated leader election, which is off.
Event @event-correlator.test @event-ttl.test @served-versions.test
  + involvedObject reason message source firstTimestamp lastTimestamp count type reportingComponent reportingInstance
  + eventTime action series @event-series.test
  - related : Components do not say it.
EventSeries @event-series.test
  + lastObservedTime
  ~ count : Written each time, not with the second Event, then every half hour and at the end of the series.
EventSource @event-correlator.test
  + component host
`;
