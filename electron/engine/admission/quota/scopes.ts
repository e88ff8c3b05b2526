import type { Affinity, Pod, PodAffinityTerm } from '../../../../shared/kubernetes/types/pod.ts';
import { qosClass } from '../../../../shared/kubernetes/pod-requests.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';

interface ScopeRequirement {
  scopeName: string;
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  values?: string[];
}

/** v1. */
export interface ResourceQuota extends KubernetesObject {
  spec?: { hard?: Record<string, string>; scopes?: string[]; scopeSelector?: { matchExpressions?: ScopeRequirement[] } };
  status?: { hard?: Record<string, string>; used?: Record<string, string> };
}

/** Whether all scopes of the quota cover the object. Only pods have scopes. Source: podMatchesScopeFunc. */
export function isInScopes({ spec = {} }: ResourceQuota, object: KubernetesObject): boolean {
  const requirements: ScopeRequirement[] = [
    ...(spec.scopes ?? []).map((scopeName): ScopeRequirement => ({ scopeName, operator: 'Exists' })), ...(spec.scopeSelector?.matchExpressions ?? []),
  ];
  if (requirements.length === 0) return true;
  return object.apiVersion === 'v1' && object.kind === 'Pod' && requirements.every((requirement) => isInScope(requirement, object as Pod));
}

function isInScope(requirement: ScopeRequirement, { spec }: Pod): boolean {
  const deadline = spec['activeDeadlineSeconds'];
  const terminates = typeof deadline === 'number' && deadline >= 0;
  switch (requirement.scopeName) {
    case 'Terminating':
      return terminates;
    case 'NotTerminating':
      return !terminates;
    case 'BestEffort':
      return qosClass(spec) === 'BestEffort';
    case 'NotBestEffort':
      return qosClass(spec) !== 'BestEffort';
    case 'PriorityClass':
      return matchesClass(requirement, spec.priorityClassName ?? '');
    case 'CrossNamespacePodAffinity':
      return crossesNamespaces(spec.affinity);
    default:
      return false;
  }
}

function matchesClass({ operator, values = [] }: ScopeRequirement, name: string): boolean {
  switch (operator) {
    case 'In':
      return name !== '' && values.includes(name);
    case 'NotIn':
      return !values.includes(name) || name === '';
    case 'Exists':
      return name !== '';
    case 'DoesNotExist':
      return name === '';
  }
}

function crossesNamespaces(affinity: Affinity | undefined): boolean {
  const terms = [affinity?.podAffinity, affinity?.podAntiAffinity].flatMap((part): PodAffinityTerm[] => [
    ...(part?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(part?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ podAffinityTerm }) => podAffinityTerm),
  ]);
  return terms.some(({ namespaces, namespaceSelector }) => (namespaces?.length ?? 0) > 0 || namespaceSelector !== undefined);
}
