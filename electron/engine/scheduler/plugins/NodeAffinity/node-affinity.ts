import type { NodeSelectorTerm, PodSpec } from '../../../../../shared/kubernetes/types/pod.ts';
import { defaultNormalizeScore } from '../../framework/normalize-score.ts';
import type { FilterPlugin, ScorePlugin } from '../../framework/plugin.ts';
import { unresolvable } from '../../framework/refusal.ts';
import { requiredNodeAffinity, termMatcher, type NodeMatcher } from './node-selector.ts';

const name = 'NodeAffinity';
const refusal = unresolvable(name, "node(s) didn't match Pod's node affinity/selector");
const conflict = unresolvable(name, 'pod affinity terms conflict');

interface Preference {
  readonly weight: number;
  readonly matches: NodeMatcher;
}

/** Honours nodeSelector and node affinity. Source: plugins/nodeaffinity. */
export const nodeAffinity: FilterPlugin<NodeMatcher> & ScorePlugin<readonly Preference[]> = {
  name,
  scope: 'node',
  weight: 2,
  events: [
    {
      kinds: ['NodeAdd', 'NodeUpdateLabel'],
      hint: (waiting, { node, previousNode }) => {
        const matches = requiredNodeAffinity(waiting.shape.spec);
        const fits = (candidate: typeof node): boolean =>
          !matches || matches(candidate?.metadata.labels ?? {}, candidate?.metadata.name ?? '');
        return fits(node) && (!previousNode || !fits(previousNode)) ? 'Queue' : 'Skip';
      },
    },
  ],

  preFilter({ shape }) {
    const matches = requiredNodeAffinity(shape.spec);
    if (!matches) return { kind: 'Skip' };
    const nodeNames = namedNodes(shape.spec);
    if (nodeNames?.size === 0) return { kind: 'Refused', refusal: conflict };
    return nodeNames ? { kind: 'Run', state: matches, nodeNames } : { kind: 'Run', state: matches };
  },

  filter(matches, _pod, node) {
    return matches(node.labels, node.name) ? undefined : refusal;
  },

  preScore({ shape }) {
    const preferred = shape.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution;
    const state = (preferred ?? [])
      .filter(({ weight, preference }) => weight !== 0 && !isEmpty(preference))
      .map(({ weight, preference }) => ({ weight, matches: termMatcher(preference) }));
    return { skip: !preferred, state };
  },

  score(preferences, _pod, node) {
    let sum = 0;
    for (const { weight, matches } of preferences) if (matches(node.labels, node.name)) sum += weight;
    return sum;
  },

  normalize(_state, scores, feasible) {
    defaultNormalizeScore(scores, feasible.count, false);
  },
};

function isEmpty(term: NodeSelectorTerm): boolean {
  return !term.matchExpressions?.length && !term.matchFields?.length;
}

/**
 * The only nodes that required terms with `metadata.name` admit; undefined: some term leaves the name open. Terms are ORed, their fields
 * ANDed.
 */
function namedNodes(spec: PodSpec): Set<string> | undefined {
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (!terms?.length) return undefined;
  const union = new Set<string>();
  for (const term of terms) {
    let names: Set<string> | undefined;
    for (const { key, operator, values } of term.matchFields ?? []) {
      if (key !== 'metadata.name' || operator !== 'In') continue;
      const listed = new Set(values);
      names = names ? new Set([...names].filter((value) => listed.has(value))) : listed;
    }
    if (!names) return undefined;
    for (const value of names) union.add(value);
  }
  return union;
}
