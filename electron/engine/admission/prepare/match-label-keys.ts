import type { LabelSelector, LabelSelectorRequirement } from '../../../../shared/kubernetes/types/meta.ts';
import type { Affinity, PodAffinity, PodAffinityTerm, PodSpec, TopologySpreadConstraint } from '../../../../shared/kubernetes/types/pod.ts';

/**
 * `matchLabelKeys` and `mismatchLabelKeys` become conditions of the label selector when the pod is made: the scheduler reads only the
 * selector. Returns the same spec when there are none. Source: mutatePodAffinity, mutateTopologySpreadConstraints.
 */
export function mergeMatchLabelKeys(spec: PodSpec, labels: Record<string, string> = {}): PodSpec {
  const affinity = mergedAffinity(spec.affinity, labels);
  const constraints = spec.topologySpreadConstraints?.map((constraint) => mergedConstraint(constraint, labels));
  const constraintsChanged = constraints?.some((constraint, index) => constraint !== spec.topologySpreadConstraints?.[index]) ?? false;
  if (affinity === spec.affinity && !constraintsChanged) return spec;
  return { ...spec, ...(affinity ? { affinity } : {}), ...(constraints ? { topologySpreadConstraints: constraints } : {}) };
}

function mergedAffinity(affinity: Affinity | undefined, labels: Record<string, string>): Affinity | undefined {
  if (!affinity) return undefined;
  const podAffinity = mergedPodAffinity(affinity.podAffinity, labels);
  const podAntiAffinity = mergedPodAffinity(affinity.podAntiAffinity, labels);
  if (podAffinity === affinity.podAffinity && podAntiAffinity === affinity.podAntiAffinity) return affinity;
  return { ...affinity, ...(podAffinity ? { podAffinity } : {}), ...(podAntiAffinity ? { podAntiAffinity } : {}) };
}

function mergedPodAffinity(affinity: PodAffinity | undefined, labels: Record<string, string>): PodAffinity | undefined {
  const required = affinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const preferred = affinity?.preferredDuringSchedulingIgnoredDuringExecution;
  const uses = (term: PodAffinityTerm) => (term.matchLabelKeys?.length ?? 0) + (term.mismatchLabelKeys?.length ?? 0) > 0;
  if (!required?.some(uses) && !preferred?.some(({ podAffinityTerm }) => uses(podAffinityTerm))) return affinity;
  return {
    ...(required ? { requiredDuringSchedulingIgnoredDuringExecution: required.map((term) => mergedTerm(term, labels)) } : {}),
    ...(preferred
      ? {
        preferredDuringSchedulingIgnoredDuringExecution: preferred
          .map((item) => ({ ...item, podAffinityTerm: mergedTerm(item.podAffinityTerm, labels) })),
      }
      : {}),
  };
}

function mergedTerm(term: PodAffinityTerm, labels: Record<string, string>): PodAffinityTerm {
  if (!term.labelSelector) return term;
  const added = [...conditions(term.matchLabelKeys, 'In', labels), ...conditions(term.mismatchLabelKeys, 'NotIn', labels)];
  return added.length === 0 ? term : { ...term, labelSelector: withConditions(term.labelSelector, added) };
}

function mergedConstraint(constraint: TopologySpreadConstraint, labels: Record<string, string>): TopologySpreadConstraint {
  const added = conditions(constraint.matchLabelKeys, 'In', labels);
  if (added.length === 0 || !constraint.labelSelector) return constraint;
  return { ...constraint, labelSelector: withConditions(constraint.labelSelector, added) };
}

function conditions(keys: readonly string[] = [], operator: 'In' | 'NotIn', labels: Record<string, string>): LabelSelectorRequirement[] {
  return keys.flatMap((key) => {
    const value = labels[key];
    return value === undefined ? [] : [{ key, operator, values: [value] }];
  });
}

function withConditions(selector: LabelSelector, added: LabelSelectorRequirement[]): LabelSelector {
  return { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...added] };
}
