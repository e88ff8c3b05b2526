import { clusterScoped } from '../names.ts';
import type { RelationRule } from '../rule.ts';

/** A ResourceQuota or LimitRange holds for its whole namespace. */
export const namespaceLimits: RelationRule = {
  resources: ['resourcequotas', 'limitranges'],
  references: ({ metadata }) => (metadata.namespace ? [{ kind: 'limit', to: clusterScoped('v1', 'Namespace', metadata.namespace), field: 'metadata.namespace' }] : []),
};
