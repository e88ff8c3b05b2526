import type { Definitions } from '../notation.ts';

/** Group `apps`: Deployment, ReplicaSet, StatefulSet, DaemonSet, ControllerRevision. */
export const appsDefinitions: Definitions = {
  goPackage: 'v1',
  text: `
enum DeploymentStrategyType = RollingUpdate | Recreate
enum StatefulSetUpdateStrategyType = RollingUpdate | OnDelete
enum DaemonSetUpdateStrategyType = RollingUpdate | OnDelete
enum PodManagementPolicyType = OrderedReady | Parallel
enum PersistentVolumeClaimRetentionPolicyType = Retain | Delete
Deployment: Keeps a number of equal pods running and rolls out changes of their template.
  metadata  ObjectMeta
  spec      DeploymentSpec*  # Desired pods and how to roll out.
  status    DeploymentStatus
DeploymentSpec
  replicas                 int32?           # How many pods. Default 1.
  selector                 LabelSelector?* # Which pods belong to it; must match the template's labels. Cannot be changed.
  template                 PodTemplateSpec* # The pod to run.
  strategy                 DeploymentStrategy retain  # How pods of a new template replace the old ones.
  minReadySeconds          int32            # Seconds a pod must be ready to count as available. Default 0.
  revisionHistoryLimit     int32?           # Old ReplicaSets to keep for rollback. Default 10.
  paused                   bool             # While true, changes of the template are not rolled out.
  progressDeadlineSeconds  int32?           # Seconds without progress before the rollout counts as failed. Default 600.
DeploymentStrategy
  type           DeploymentStrategyType  # RollingUpdate (default) or Recreate.
  rollingUpdate  RollingUpdateDeployment?
RollingUpdateDeployment
  maxUnavailable  intOrString?  # How many pods, or percent, may be missing during the rollout. Default 25%.
  maxSurge        intOrString?  # How many pods, or percent, may be added during the rollout. Default 25%.
DeploymentStatus
  observedGeneration   int64
  replicas             int32
  updatedReplicas      int32
  readyReplicas        int32
  availableReplicas    int32
  unavailableReplicas  int32
  terminatingReplicas  int32?
  conditions           []DeploymentCondition map=type
  collisionCount       int32?
DeploymentCondition
  type                string!*
  status              ConditionStatus!*
  lastUpdateTime      time!
  lastTransitionTime  time!
  reason              string
  message             string
ReplicaSet: Keeps a number of equal pods running.
  metadata  ObjectMeta
  spec      ReplicaSetSpec*
  status    ReplicaSetStatus
ReplicaSetSpec
  replicas         int32?           # How many pods. Default 1.
  minReadySeconds  int32            # Seconds a pod must be ready to count as available. Default 0.
  selector         LabelSelector?* # Which pods belong to it; must match the template's labels. Cannot be changed.
  template         PodTemplateSpec* # The pod to run.
ReplicaSetStatus
  replicas              int32!
  fullyLabeledReplicas  int32
  readyReplicas         int32
  availableReplicas     int32
  terminatingReplicas   int32?
  observedGeneration    int64
  conditions            []ReplicaSetCondition map=type
ReplicaSetCondition
  type                string!*
  status              ConditionStatus!*
  lastTransitionTime  time!
  reason              string
  message             string
StatefulSet: Keeps pods with lasting names and storage running, in order.
  metadata  ObjectMeta
  spec      StatefulSetSpec*
  status    StatefulSetStatus
StatefulSetSpec
  replicas                              int32?           # How many pods. Default 1.
  selector                              LabelSelector?* # Which pods belong to it. Cannot be changed.
  template                              PodTemplateSpec* # The pod to run.
  volumeClaimTemplates                  []PersistentVolumeClaim  # Claims made for each pod.
  serviceName                           string!          # Headless Service that gives the pods their names.
  podManagementPolicy                   PodManagementPolicyType  # OrderedReady (default) starts pods one by one.
  updateStrategy                        StatefulSetUpdateStrategy
  revisionHistoryLimit                  int32?           # Old revisions to keep. Default 10.
  minReadySeconds                       int32            # Seconds a pod must be ready to count as available.
  persistentVolumeClaimRetentionPolicy  StatefulSetPersistentVolumeClaimRetentionPolicy?
  ordinals                              StatefulSetOrdinals?
StatefulSetUpdateStrategy
  type           StatefulSetUpdateStrategyType
  rollingUpdate  RollingUpdateStatefulSetStrategy?
RollingUpdateStatefulSetStrategy
  partition       int32?        # Only pods with this number or higher are updated. Default 0.
  maxUnavailable  intOrString?
StatefulSetPersistentVolumeClaimRetentionPolicy
  whenDeleted  PersistentVolumeClaimRetentionPolicyType  # Claims when the StatefulSet is deleted. Default Retain.
  whenScaled   PersistentVolumeClaimRetentionPolicyType  # Claims of pods that are scaled away. Default Retain.
StatefulSetOrdinals
  start  int32!  # Number of the first pod. Default 0.
StatefulSetStatus
  observedGeneration  int64
  replicas            int32!
  readyReplicas       int32
  currentReplicas     int32
  updatedReplicas     int32
  currentRevision     string
  updateRevision      string
  collisionCount      int32?
  conditions          []StatefulSetCondition map=type
  availableReplicas   int32!
StatefulSetCondition
  type                string!*
  status              ConditionStatus!*
  lastTransitionTime  time!
  reason              string
  message             string
DaemonSet: Keeps one pod on every matching node.
  metadata  ObjectMeta
  spec      DaemonSetSpec*
  status    DaemonSetStatus
DaemonSetSpec
  selector              LabelSelector?* # Which pods belong to it. Cannot be changed.
  template              PodTemplateSpec* # The pod to run.
  updateStrategy        DaemonSetUpdateStrategy
  minReadySeconds       int32            # Seconds a pod must be ready to count as available.
  revisionHistoryLimit  int32?           # Old revisions to keep. Default 10.
DaemonSetUpdateStrategy
  type           DaemonSetUpdateStrategyType
  rollingUpdate  RollingUpdateDaemonSet?
RollingUpdateDaemonSet
  maxUnavailable  intOrString?  # How many nodes may be without the pod during an update. Default 1.
  maxSurge        intOrString?  # How many nodes may run two pods during an update. Default 0.
DaemonSetStatus
  currentNumberScheduled  int32!
  numberMisscheduled      int32!
  desiredNumberScheduled  int32!
  numberReady             int32!
  observedGeneration      int64
  updatedNumberScheduled  int32
  numberAvailable         int32
  numberUnavailable       int32
  collisionCount          int32?
  conditions              []DaemonSetCondition map=type
DaemonSetCondition
  type                string!*
  status              ConditionStatus!*
  lastTransitionTime  time!
  reason              string
  message             string
ControllerRevision: A snapshot of the template of a StatefulSet or DaemonSet.
  metadata  ObjectMeta
  data      raw
  revision  int64!
`,
};
