import type { Fields } from '../fields.ts';
import { ensureFields, itemsOf, setDefault, textOf } from '../fields.ts';

const rbacGroup = 'rbac.authorization.k8s.io';

/** RoleBinding and ClusterRoleBinding. Source: rbac/v1 SetDefaults_RoleBinding, SetDefaults_Subject. */
export function defaultRoleBinding(binding: Fields): void {
  setDefault(ensureFields(binding, 'roleRef'), 'apiGroup', rbacGroup);
  for (const subject of itemsOf(binding, 'subjects')) {
    const kind = textOf(subject, 'kind');
    if (kind === 'User' || kind === 'Group') setDefault(subject, 'apiGroup', rbacGroup);
  }
}
