/** Deployments, ReplicaSets, StatefulSets, DaemonSets. */
export const appsFidelity = `
DeploymentSpec @validation @traces @deployment.test
  + replicas @deployment-scale
  + selector template minReadySeconds revisionHistoryLimit paused progressDeadlineSeconds
  + strategy @deployment-rollout
DeploymentStrategy @deployment-rollout @deployment.test
  + type rollingUpdate
RollingUpdateDeployment @deployment-fenceposts @deployment-rollout
  + maxUnavailable maxSurge
DeploymentStatus @traces @deployment.test
  + observedGeneration replicas updatedReplicas readyReplicas availableReplicas unavailableReplicas terminatingReplicas conditions collisionCount
DeploymentCondition @traces @deployment.test
  + type status lastUpdateTime lastTransitionTime reason message
ReplicaSetSpec @validation @traces @replicaset.test
  + replicas @replicaset-victims
  + minReadySeconds selector template
ReplicaSetStatus @traces @replicaset.test
  + replicas fullyLabeledReplicas readyReplicas availableReplicas terminatingReplicas observedGeneration conditions
ReplicaSetCondition @replicaset.test
  + type status lastTransitionTime reason message
StatefulSetSpec @validation @traces @statefulset.test
  + replicas selector template volumeClaimTemplates podManagementPolicy updateStrategy revisionHistoryLimit minReadySeconds
  + persistentVolumeClaimRetentionPolicy ordinals
  ~ serviceName @endpointslice.test : Pods get their hostname and subdomain; names are not resolved.
StatefulSetUpdateStrategy @statefulset.test
  + type rollingUpdate
RollingUpdateStatefulSetStrategy @statefulset.test
  + partition
  - maxUnavailable : Dropped, as v1.36 does: its feature gate (MaxUnavailableStatefulSet) was turned off again.
StatefulSetPersistentVolumeClaimRetentionPolicy @statefulset.test
  + whenDeleted whenScaled
StatefulSetOrdinals @statefulset.test
  + start
StatefulSetStatus @traces @statefulset.test
  + observedGeneration replicas readyReplicas currentReplicas updatedReplicas currentRevision updateRevision collisionCount availableReplicas
  - conditions : Kubernetes itself writes none.
DaemonSetSpec @validation @traces @daemonset.test
  + selector template updateStrategy minReadySeconds revisionHistoryLimit
DaemonSetUpdateStrategy @daemonset.test
  + type rollingUpdate
RollingUpdateDaemonSet @daemonset.test
  + maxUnavailable maxSurge
DaemonSetStatus @traces @daemonset.test
  + currentNumberScheduled numberMisscheduled desiredNumberScheduled numberReady observedGeneration updatedNumberScheduled numberAvailable numberUnavailable collisionCount
  - conditions : Kubernetes itself writes none.
`;
