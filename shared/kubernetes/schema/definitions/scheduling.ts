import type { Definitions } from '../notation.ts';

/** What steers the scheduler: affinity, tolerations, taints, spreading, priority. */
export const schedulingDefinitions: Definitions = {
  goPackage: 'v1',
  text: `
enum TaintEffect = NoSchedule | PreferNoSchedule | NoExecute
enum TolerationOperator = Equal | Exists | Lt | Gt
enum NodeSelectorOperator = In | NotIn | Exists | DoesNotExist | Gt | Lt
enum UnsatisfiableConstraintAction = DoNotSchedule | ScheduleAnyway
enum NodeInclusionPolicy = Honor | Ignore
Toleration: Accepts a taint of a node.
  key                string             # Key of the taint; empty with Exists accepts every taint.
  operator           TolerationOperator # Equal (default) compares the value; Exists accepts any.
  value              string             # Value of the taint.
  effect             TaintEffect        # Effect to accept; empty accepts all.
  tolerationSeconds  int64?             # How long a NoExecute taint is endured; absent means for ever.
Taint: Keeps pods off the node unless they tolerate it.
  key        string!*      # Key of the taint.
  value      string        # Its value.
  effect     TaintEffect!* # What happens to pods that do not tolerate it.
  timeAdded  time?
Affinity
  nodeAffinity     NodeAffinity?     # Which nodes, by their labels.
  podAffinity      PodAffinity?      # Near which pods.
  podAntiAffinity  PodAntiAffinity?  # Away from which pods.
NodeAffinity
  requiredDuringSchedulingIgnoredDuringExecution   NodeSelector?              # Nodes that do not match are out.
  preferredDuringSchedulingIgnoredDuringExecution  []PreferredSchedulingTerm  # Matching nodes score higher.
NodeSelector atomic
  nodeSelectorTerms  []NodeSelectorTerm!*  # One of the terms must match.
NodeSelectorTerm atomic
  matchExpressions  []NodeSelectorRequirement  # Conditions on labels, all must hold.
  matchFields       []NodeSelectorRequirement  # Conditions on fields: metadata.name.
NodeSelectorRequirement
  key       string!*  # Label key.
  operator  NodeSelectorOperator!*  # How the label relates to the values.
  values    []string  # Values; one integer for Gt and Lt.
PreferredSchedulingTerm
  weight      int32!*            # 1 to 100.
  preference  NodeSelectorTerm*  # Nodes that are preferred.
PodAffinity
  requiredDuringSchedulingIgnoredDuringExecution   []PodAffinityTerm          # All must hold.
  preferredDuringSchedulingIgnoredDuringExecution  []WeightedPodAffinityTerm  # Raise the score where they hold.
PodAntiAffinity
  requiredDuringSchedulingIgnoredDuringExecution   []PodAffinityTerm          # None may hold.
  preferredDuringSchedulingIgnoredDuringExecution  []WeightedPodAffinityTerm  # Lower the score where they hold.
PodAffinityTerm
  labelSelector      LabelSelector?  # Pods meant.
  namespaces         []string        # Their namespaces. Default the pod's own.
  topologyKey        string!*        # Node label that says what "near" means, e.g. kubernetes.io/hostname.
  namespaceSelector  LabelSelector?  # Namespaces by their labels; {} means all.
  matchLabelKeys     []string        # Pod label keys whose values must be equal.
  mismatchLabelKeys  []string        # Pod label keys whose values must differ.
WeightedPodAffinityTerm
  weight           int32!*           # 1 to 100.
  podAffinityTerm  PodAffinityTerm*
TopologySpreadConstraint: Spreads pods over zones, nodes or other groups of nodes.
  maxSkew             int32!*   # Most by which the fullest group may exceed the emptiest.
  topologyKey         string!*  # Node label that forms the groups.
  whenUnsatisfiable   UnsatisfiableConstraintAction!*  # Wait (DoNotSchedule) or only prefer (ScheduleAnyway).
  labelSelector       LabelSelector?  # Pods that are counted.
  minDomains          int32?    # Least number of groups.
  nodeAffinityPolicy  NodeInclusionPolicy?  # Whether nodes outside the pod's affinity count. Default Honor.
  nodeTaintsPolicy    NodeInclusionPolicy?  # Whether tainted nodes count. Default Ignore.
  matchLabelKeys      []string  # Pod label keys whose values narrow the selector.
PriorityClass: How important pods are.
  metadata          ObjectMeta
  value             int32!*  # Importance; higher first.
  globalDefault     bool     # Applies to pods that name no class.
  description       string   # When to use it.
  preemptionPolicy  PreemptionPolicy?  # Whether its pods may evict others.
`,
};
