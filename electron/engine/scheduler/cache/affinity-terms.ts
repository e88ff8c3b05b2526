import { compileSelector } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import { selectorFromObject, type Matcher } from '../../../../shared/kubernetes/label-selector.ts';
import type { PodAffinityTerm, PodSpec, WeightedPodAffinityTerm } from '../../../../shared/kubernetes/types/pod.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';

/** One pod (anti-)affinity term, ready for matching. Source: framework.AffinityTerm. */
export interface AffinityTerm {
  readonly matches: Matcher;
  readonly namespaces: ReadonlySet<string>;
  /** Absent: no further namespaces than `namespaces`. */
  readonly namespaceMatches?: Matcher;
  /** The namespace selector is `{}`: every namespace, whether its object exists or not. */
  readonly everyNamespace: boolean;
  readonly topologyKey: string;
  /** 1 for required terms. */
  readonly weight: number;
}

export interface AffinityTerms {
  readonly requiredAffinity: readonly AffinityTerm[];
  readonly requiredAntiAffinity: readonly AffinityTerm[];
  readonly preferredAffinity: readonly AffinityTerm[];
  readonly preferredAntiAffinity: readonly AffinityTerm[];
  /** Any podAffinity or podAntiAffinity member at all. */
  readonly any: boolean;
  /** The pod's own terms do not convert; the text of GetAffinityTerms' error. Such terms match nothing. */
  readonly error?: string;
}

const noTerms: AffinityTerms = {
  requiredAffinity: [], requiredAntiAffinity: [], preferredAffinity: [], preferredAntiAffinity: [], any: false,
};

/** Source: framework.NewPodInfo / PodInfo.Update in pkg/scheduler/framework/types.go. */
export function affinityTermsOf(spec: PodSpec, namespace: string): AffinityTerms {
  const { podAffinity, podAntiAffinity } = spec.affinity ?? {};
  if (!podAffinity && !podAntiAffinity) return noTerms;
  const errors: string[] = [];
  const collect = (
    label: string, terms: readonly PodAffinityTerm[] | undefined,
  ): AffinityTerm[] => parsed(errors, label, terms, namespace, undefined);
  const weighted = (label: string, terms: readonly WeightedPodAffinityTerm[] | undefined): AffinityTerm[] =>
    parsed(errors, label, terms?.map((term) => term.podAffinityTerm), namespace, terms?.map((term) => term.weight));
  const terms = {
    requiredAffinity: collect('requiredAffinityTerms', podAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    requiredAntiAffinity: collect('requiredAntiAffinityTerms', podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    preferredAffinity: weighted('preferredAffinityTerms', podAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
    preferredAntiAffinity: weighted('preferredAntiAffinityTerms', podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
    any: true,
  };
  const [first] = errors;
  if (first === undefined) return terms;
  return { ...terms, error: errors.length === 1 ? first : `[${errors.join(', ')}]` };
}

/** Terms of one list; one bad term voids its whole list, as in the source. */
function parsed(
  errors: string[], label: string, terms: readonly PodAffinityTerm[] | undefined, namespace: string, weights: readonly number[] | undefined,
): AffinityTerm[] {
  const result: AffinityTerm[] = [];
  for (const [index, term] of (terms ?? []).entries()) {
    const made = affinityTerm(term, namespace, weights?.[index] ?? 1);
    if (!made.ok) {
      errors.push(`${label}: ${made.error}`);
      return [];
    }
    result.push(made.value);
  }
  return result;
}

function affinityTerm(term: PodAffinityTerm, namespace: string, weight: number): Result<AffinityTerm, string> {
  const selector = selectorFromObject(term.labelSelector);
  if (!selector.ok) return err(selector.error);
  const own = !term.namespaces?.length && !term.namespaceSelector;
  const common = {
    matches: compileSelector(selector.value), topologyKey: term.topologyKey, weight,
    namespaces: new Set(own ? [namespace] : (term.namespaces ?? [])),
  };
  if (!term.namespaceSelector) return ok({ ...common, everyNamespace: false });
  const namespaces = selectorFromObject(term.namespaceSelector);
  if (!namespaces.ok) return err(namespaces.error);
  return ok({ ...common, namespaceMatches: compileSelector(namespaces.value), everyNamespace: namespaces.value.requirements.length === 0 });
}
