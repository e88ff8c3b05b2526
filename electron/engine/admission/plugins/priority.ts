import type { ApiResult } from '../../../../shared/kubernetes/status.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { PodSpec } from '../../../../shared/kubernetes/types/pod.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import { systemPriorities } from '../../../../shared/kubernetes/priorities.ts';
import type { AdmissionContext } from '../context.ts';
import { forbiddenStatus } from '../forbidden.ts';

export interface PriorityClass extends KubernetesObject {
  value: number;
  globalDefault?: boolean;
  preemptionPolicy?: 'PreemptLowerPriority' | 'Never';
}

type ResolvedPriority = Required<Pick<PodSpec, 'priority' | 'preemptionPolicy'>> & { priorityClassName?: string };

/**
 * Priority, preemption policy and class name of a new pod, from its class or the default class. Forbidden (403) when the class is
 * unknown or the pod states other values itself. Source: plugin/pkg/admission/priority.
 */
export function resolvePriority(spec: PodSpec, podName: string, context: AdmissionContext): ApiResult<ResolvedPriority> {
  const name = spec.priorityClassName ?? '';
  const found = name === '' ? defaultClass(context) : classNamed(name, context);
  if (name !== '' && !found) return err(forbiddenStatus('pods', podName, `no PriorityClass with name ${name} was found`));
  const priority = found?.value ?? 0;
  const preemptionPolicy = found?.preemptionPolicy ?? 'PreemptLowerPriority';
  if (spec.priority !== undefined && spec.priority !== priority) {
    return err(
      forbiddenStatus(
        'pods', podName,
        `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed `
        + `${priority} from the given PriorityClass name`,
      ),
    );
  }
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== preemptionPolicy) {
    return err(
      forbiddenStatus(
        'pods', podName,
        `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller `
        + `computed ${preemptionPolicy} from the given PriorityClass name`,
      ),
    );
  }
  const className = name || found?.metadata.name;
  return ok({ priority, preemptionPolicy, ...(className ? { priorityClassName: className } : {}) });
}

function classNamed(name: string, context: AdmissionContext): PriorityClass | undefined {
  const stored = context.get('priorityclasses', name) as PriorityClass | undefined;
  if (stored) return stored;
  if (!isSystemClass(name)) return undefined;
  const value = systemPriorities[name];
  return { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value, preemptionPolicy: 'PreemptLowerPriority' };
}

function isSystemClass(name: string): name is keyof typeof systemPriorities {
  return Object.hasOwn(systemPriorities, name);
}

/** Of several default classes the least important counts. */
function defaultClass(context: AdmissionContext): PriorityClass | undefined {
  let chosen: PriorityClass | undefined;
  for (const object of context.list('priorityclasses')) {
    const candidate = object as PriorityClass;
    if (candidate.globalDefault === true && (chosen === undefined || candidate.value < chosen.value)) chosen = candidate;
  }
  return chosen;
}
