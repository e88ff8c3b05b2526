import { fieldsOf, textOf, type Fields } from '../../../../shared/kubernetes/fields.ts';
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

/** Whether all scopes of the quota cover the object. Only pods and claims have scopes. Source: podMatchesScopeFunc, pvcMatchesScopeFunc. */
export function isInScopes({ spec = {} }: ResourceQuota, object: KubernetesObject): boolean {
  const requirements: ScopeRequirement[] = [
    ...(spec.scopes ?? []).map((scopeName): ScopeRequirement => ({ scopeName, operator: 'Exists' })), ...(spec.scopeSelector?.matchExpressions ?? []),
  ];
  if (requirements.length === 0) return true;
  if (object.apiVersion !== 'v1') return false;
  if (object.kind === 'Pod') return requirements.every((requirement) => isInScope(requirement, object as Pod));
  return object.kind === 'PersistentVolumeClaim' && requirements.every((requirement) => isClaimInScope(requirement, object as unknown as Fields));
}

/** A claim may have one class, come from another and be on its way to a third: any will do. */
function isClaimInScope(requirement: ScopeRequirement, claim: Fields): boolean {
  if (requirement.scopeName !== 'VolumeAttributesClass') return false;
  const status = fieldsOf(claim, 'status');
  const classes = [
    textOf(fieldsOf(claim, 'spec'), 'volumeAttributesClassName'), textOf(status, 'currentVolumeAttributesClassName'),
    textOf(fieldsOf(status, 'modifyVolumeStatus'), 'targetVolumeAttributesClassName'),
  ].filter((name) => name !== '');
  return classes.length === 0 ? matchesClass(requirement, '') : classes.some((name) => matchesClass(requirement, name));
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
