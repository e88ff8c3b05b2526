import type { Definitions } from '../notation.ts';

/** Group `rbac.authorization.k8s.io`. */
export const rbacDefinitions: Definitions = {
  goPackage: 'v1',
  text: `
Role: What may be done in one namespace.
  metadata  ObjectMeta
  rules     []PolicyRule!
RoleBinding: Gives a role to users, groups or service accounts.
  metadata  ObjectMeta
  subjects  []Subject
  roleRef   RoleRef*
ClusterRole: What may be done in the whole cluster.
  metadata         ObjectMeta
  rules            []PolicyRule!
  aggregationRule  AggregationRule?
ClusterRoleBinding: Gives a cluster role to users, groups or service accounts.
  metadata  ObjectMeta
  subjects  []Subject
  roleRef   RoleRef*
PolicyRule
  verbs            []string!*  # E.g. get, list, watch, create.
  apiGroups        []string    # "" is the core group.
  resources        []string    # E.g. pods, deployments.
  resourceNames    []string    # Only objects of these names.
  nonResourceURLs  []string
AggregationRule
  clusterRoleSelectors  []LabelSelector
Subject atomic
  kind       string!*
  apiGroup   string
  name       string!*
  namespace  string
RoleRef atomic
  apiGroup  string
  kind      string!*
  name      string!*
`,
};
