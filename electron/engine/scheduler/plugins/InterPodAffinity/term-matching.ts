import type { Namespace } from '../../../../../shared/kubernetes/types/core.ts';
import type { ApiReader } from '../../../apistore/api-client.ts';
import type { AffinityTerm } from '../../cache/affinity-terms.ts';
import type { PodShape } from '../../cache/pod-info.ts';

/** Whether a term selects a pod: by namespace (listed, or selected by labels), then by labels. Source: framework.AffinityTerm.Matches. */
export function termMatches(term: AffinityTerm, pod: PodShape, api: ApiReader): boolean {
  return inNamespaces(term, pod.namespace, api) && term.matches(pod.labels);
}

function inNamespaces(term: AffinityTerm, namespace: string, api: ApiReader): boolean {
  if (term.everyNamespace || term.namespaces.has(namespace)) return true;
  if (!term.namespaceMatches) return false;
  const found = api.get<Namespace>('namespaces', namespace);
  return found !== undefined && term.namespaceMatches(found.metadata.labels);
}

/** Source: podMatchesAllAffinityTerms. No terms: no match. */
export function matchesAllTerms(terms: readonly AffinityTerm[], pod: PodShape, api: ApiReader): boolean {
  if (terms.length === 0) return false;
  for (const term of terms) if (!termMatches(term, pod, api)) return false;
  return true;
}
