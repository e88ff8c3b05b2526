import type { Env } from '../../env.ts';

export interface NamespaceCondition {
  type: string;
  status: 'True' | 'False';
  lastTransitionTime: string;
  reason: string;
  message: string;
}

/** What is left in a namespace. */
export interface Remaining {
  /** `resource.group` → number of objects. */
  byResource: Map<string, number>;
  byFinalizer: Map<string, number>;
}

/**
 * The conditions of a terminating namespace. @param failures what could not be deleted although it should have been
 * Source: namespaceConditionUpdater, pkg/controller/namespace/deletion/status_condition_utils.go.
 */
export function terminationConditions(
  before: readonly NamespaceCondition[], remaining: Remaining, failures: readonly string[], env: Env,
): NamespaceCondition[] {
  const now = env.timestamp();
  const condition = (type: string, status: 'True' | 'False', reason: string, message: string): NamespaceCondition => {
    const previous = before.find((candidate) => candidate.type === type);
    return { type, status, lastTransitionTime: previous?.status === status ? previous.lastTransitionTime : now, reason, message };
  };
  const resources = [...remaining.byResource].map(([resource, count]) => `${resource} has ${count} resource instances`).sort();
  const finalizers = [...remaining.byFinalizer].map(([finalizer, count]) => `${finalizer} in ${count} resource instances`).sort();
  return [
    condition('NamespaceDeletionDiscoveryFailure', 'False', 'ResourcesDiscovered', 'All resources successfully discovered'),
    condition('NamespaceDeletionGroupVersionParsingFailure', 'False', 'ParsedGroupVersions', 'All legacy kube types successfully parsed'),
    failures.length > 0
      ? condition(
        'NamespaceDeletionContentFailure', 'True', 'ContentDeletionFailed',
        `Failed to delete all resource types, ${failures.length} remaining: ${failures.join(', ')}`,
      )
      : condition(
        'NamespaceDeletionContentFailure', 'False', 'ContentDeleted', 'All content successfully deleted, may be waiting on finalization',
      ),
    resources.length > 0
      ? condition('NamespaceContentRemaining', 'True', 'SomeResourcesRemain', `Some resources are remaining: ${resources.join(', ')}`)
      : condition('NamespaceContentRemaining', 'False', 'ContentRemoved', 'All content successfully removed'),
    finalizers.length > 0
      ? condition(
        'NamespaceFinalizersRemaining', 'True', 'SomeFinalizersRemain',
        `Some content in the namespace has finalizers remaining: ${finalizers.join(', ')}`,
      )
      : condition('NamespaceFinalizersRemaining', 'False', 'ContentHasNoFinalizers', 'All content-preserving finalizers finished'),
  ];
}
