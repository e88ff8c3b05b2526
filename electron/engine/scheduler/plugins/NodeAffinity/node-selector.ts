import {
  newRequirement, requirementMatches, type Labels, type Requirement, type SelectionOperator,
} from '../../../../../shared/kubernetes/label-selector.ts';
import type { NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from '../../../../../shared/kubernetes/types/pod.ts';

/** Decides whether a node, by its labels and name, is selected. */
export type NodeMatcher = (labels: Labels, nodeName: string) => boolean;

const operators: Record<NodeSelectorRequirement['operator'], SelectionOperator> = {
  In: 'in', NotIn: 'notin', Exists: 'exists', DoesNotExist: '!', Gt: 'gt', Lt: 'lt',
};

const never: NodeMatcher = () => false;

/**
 * One term: all of its label and field requirements. A term without any, or with one that does not parse, matches nothing.
 * Source: k8s.io/component-helpers/scheduling/corev1/nodeaffinity.
 */
export function termMatcher(term: NodeSelectorTerm): NodeMatcher {
  const labelTests: Requirement[] = [];
  for (const { key, operator, values } of term.matchExpressions ?? []) {
    const requirement = operators[operator] ? newRequirement(key, operators[operator], values ?? []) : undefined;
    if (!requirement?.ok) return never;
    labelTests.push(requirement.value);
  }
  const fieldTests: ((nodeName: string) => boolean)[] = [];
  for (const { key, operator, values } of term.matchFields ?? []) {
    const [value] = values ?? [];
    if (values?.length !== 1 || (operator !== 'In' && operator !== 'NotIn')) return never;
    // `metadata.name` is the only field; others read as empty.
    fieldTests.push((nodeName) => ((key === 'metadata.name' ? nodeName : '') === value) === (operator === 'In'));
  }
  if (labelTests.length + fieldTests.length === 0) return never;
  return (labels, nodeName) => labelTests.every((test) => requirementMatches(test, labels)) && fieldTests.every((test) => test(nodeName));
}

/**
 * `spec.nodeSelector` and required node affinity together; undefined: the pod has neither. Source: nodeaffinity.GetRequiredNodeAffinity.
 */
export function requiredNodeAffinity(spec: PodSpec): NodeMatcher | undefined {
  const wanted = spec.nodeSelector ? Object.entries(spec.nodeSelector) : undefined;
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (!wanted && !required) return undefined;
  const terms = required?.nodeSelectorTerms?.map(termMatcher) ?? [];
  return (labels, nodeName) => {
    if (wanted) for (const [key, value] of wanted) if (labels[key] !== value) return false;
    return !required || terms.some((matches) => matches(labels, nodeName));
  };
}
