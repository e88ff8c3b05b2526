import type { Definitions } from '../notation.ts';

/** ConfigMap, Secret, ServiceAccount, quotas and limits, disruption budgets. */
export const configurationDefinitions: Definitions = {
  goPackage: 'v1',
  text: `
enum ResourceQuotaScope = Terminating|NotTerminating|BestEffort|NotBestEffort|PriorityClass|CrossNamespacePodAffinity|VolumeAttributesClass
enum ScopeSelectorOperator = In | NotIn | Exists | DoesNotExist
enum LimitType = Container | Pod | PersistentVolumeClaim
enum UnhealthyPodEvictionPolicyType = IfHealthyBudget | AlwaysAllow
ConfigMap: Settings that pods read.
  metadata    ObjectMeta
  immutable   bool?     # When true, the data cannot be changed.
  data        {}string  # Keys and texts.
  binaryData  {}bytes   # Keys and bytes in base64.
Secret: Small confidential data that pods read.
  metadata    ObjectMeta
  immutable   bool?     # When true, the data cannot be changed.
  data        {}bytes   # Keys and values in base64.
  stringData  {}string  # Keys and values as plain text; written into data.
  type        string    # What the secret holds. Default Opaque.
ServiceAccount: Identity of processes in pods.
  metadata                      ObjectMeta
  secrets                       []ObjectReference map=name
  imagePullSecrets              []LocalObjectReference
  automountServiceAccountToken  bool?
ResourceQuota: Limits what a namespace may use in sum.
  metadata  ObjectMeta
  spec      ResourceQuotaSpec
  status    ResourceQuotaStatus
ResourceQuotaSpec
  hard           {}quantity  # Limits by resource, e.g. pods: 10, requests.cpu: 4.
  scopes         []ResourceQuotaScope
  scopeSelector  ScopeSelector?
ScopeSelector atomic
  matchExpressions  []ScopedResourceSelectorRequirement
ScopedResourceSelectorRequirement
  scopeName  ResourceQuotaScope!*
  operator   ScopeSelectorOperator!*
  values     []string
ResourceQuotaStatus
  hard  {}quantity
  used  {}quantity
LimitRange: Bounds and defaults for each container, pod or claim of a namespace.
  metadata  ObjectMeta
  spec      LimitRangeSpec
LimitRangeSpec
  limits  []LimitRangeItem!*
LimitRangeItem
  type                  LimitType!*
  max                   {}quantity
  min                   {}quantity
  default               {}quantity  # Limits where a container gives none.
  defaultRequest        {}quantity  # Requests where a container gives none.
  maxLimitRequestRatio  {}quantity
PodDisruptionBudget: How many pods voluntary evictions must leave.
  metadata  ObjectMeta
  spec      PodDisruptionBudgetSpec
  status    PodDisruptionBudgetStatus
PodDisruptionBudgetSpec
  minAvailable                intOrString?    # Pods, or percent, that must stay available.
  selector                    LabelSelector?  # Pods that it protects.
  maxUnavailable              intOrString?    # Pods, or percent, that may be missing.
  unhealthyPodEvictionPolicy  UnhealthyPodEvictionPolicyType?
PodDisruptionBudgetStatus
  observedGeneration  int64
  disruptedPods       {}time
  disruptionsAllowed  int32!
  currentHealthy      int32!
  desiredHealthy      int32!
  expectedPods        int32!
  conditions          []Condition map=type
`,
};
