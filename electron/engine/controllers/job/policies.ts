import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Job, PodFailurePolicyRule } from '../../../../shared/kubernetes/types/batch.ts';
import type { ContainerStatus, Pod, PodCondition } from '../../../../shared/kubernetes/types/pod.ts';
import { parseIndexes } from './indexes.ts';

export interface FailureMatch {
  action: PodFailurePolicyRule['action'] | undefined;
  /** Counts towards the back-off limit. */
  counts: boolean;
  /** Of the Job's failure, with action FailJob. */
  message: string;
  /** Index of the rule that decided. */
  rule?: number;
}

/** The first rule that fits a failed pod decides. Source: matchPodFailurePolicy, pkg/controller/job/pod_failure_policy.go. */
export function matchFailurePolicy(job: Job, pod: Pod): FailureMatch {
  for (const [index, rule] of (job.spec.podFailurePolicy?.rules ?? []).entries()) {
    const matched = describeMatch(rule, pod);
    if (matched === undefined) continue;
    return { action: rule.action, counts: rule.action !== 'Ignore', message: `${matched} matching ${rule.action} rule at index ${index}`, rule: index };
  }
  return { action: undefined, counts: true, message: '' };
}

function describeMatch(rule: PodFailurePolicyRule, pod: Pod): string | undefined {
  if (rule.onExitCodes) {
    const container = matchExitCodes(rule.onExitCodes, pod);
    return container && `Container ${container.name} for pod ${objectKey(pod)} failed with exit code ${container.state?.terminated?.exitCode}`;
  }
  const condition = matchConditions(rule.onPodConditions ?? [], pod.status?.conditions ?? []);
  return condition && `Pod ${objectKey(pod)} has condition ${condition.type}`;
}

function matchExitCodes(requirement: NonNullable<PodFailurePolicyRule['onExitCodes']>, { status }: Pod): ContainerStatus | undefined {
  return [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])].find(({ name, state }) => {
    const exitCode = state?.terminated?.exitCode;
    if (!exitCode || (requirement.containerName !== undefined && requirement.containerName !== name)) return false;
    return requirement.values.includes(exitCode) === (requirement.operator === 'In');
  });
}

function matchConditions(
  patterns: NonNullable<PodFailurePolicyRule['onPodConditions']>, conditions: readonly PodCondition[],
): PodCondition | undefined {
  return conditions.find(({ type, status }) => patterns.some((pattern) => pattern.type === type && (pattern.status ?? 'True') === status));
}

/** @returns the message of the SuccessCriteriaMet condition when a rule is met. Source: matchSuccessPolicy, pkg/controller/job/success_policy.go. */
export function matchSuccessPolicy(job: Job, succeeded: ReadonlySet<number>): string | undefined {
  const completions = job.spec.completions ?? 0;
  for (const [index, { succeededIndexes, succeededCount }] of (job.spec.successPolicy?.rules ?? []).entries()) {
    const wanted = succeededIndexes === undefined ? undefined : parseIndexes(succeededIndexes, completions);
    if (succeeded.size === 0 || wanted?.size === 0) continue;
    const reached = wanted ? [...wanted].filter((item) => succeeded.has(item)).length : succeeded.size;
    if (reached === wanted?.size || reached >= (succeededCount ?? Infinity)) return `Matched rules at index ${index}`;
  }
  return undefined;
}
