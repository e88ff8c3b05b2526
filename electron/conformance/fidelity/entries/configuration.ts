/** Configuration, limits, quotas and budgets. */
export const configurationFidelity = `
ConfigMap @validation @fleet.test
  + immutable data binaryData
Secret @validation @fleet.test
  + immutable data stringData type
ServiceAccount @admission-defaults
  + imagePullSecrets automountServiceAccountToken
  - secrets : Tokens are not made.
PriorityClass @scheduler-preemption @admission-defaults
  + value globalDefault preemptionPolicy description
ResourceQuotaSpec @quota
  + hard scopes scopeSelector
ScopeSelector @quota
  + matchExpressions
ScopedResourceSelectorRequirement @quota
  + scopeName operator values
ResourceQuotaStatus @quota
  + hard used
LimitRangeSpec @limitrange
  + limits
LimitRangeItem @limitrange
  + type max min default defaultRequest maxLimitRequestRatio
PodDisruptionBudgetSpec @pdb @disruption.test
  + minAvailable selector maxUnavailable unhealthyPodEvictionPolicy
PodDisruptionBudgetStatus @pdb @disruption.test
  + observedGeneration disruptedPods disruptionsAllowed currentHealthy desiredHealthy expectedPods conditions
ControllerRevision @daemonset.test @statefulset.test
  + data revision
Role
  - rules : Everybody may do everything.
RoleBinding
  - subjects roleRef : Everybody may do everything.
ClusterRole
  - rules aggregationRule : Everybody may do everything.
ClusterRoleBinding
  - subjects roleRef : Everybody may do everything.
`;
