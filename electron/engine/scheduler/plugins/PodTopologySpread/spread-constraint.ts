import { compileSelector } from '../../../../../shared/kubernetes/label-selector-matcher.ts';
import {
  nothing, selectorFromObject, selectorFromSet, selectorOf, type Matcher, type Selector,
} from '../../../../../shared/kubernetes/label-selector.ts';
import type { TopologySpreadConstraint } from '../../../../../shared/kubernetes/types/pod.ts';
import type { PodShape } from '../../cache/pod-info.ts';
import type { SchedulerCache } from '../../cache/scheduler-cache.ts';
import type { TopologyKey } from '../../cache/topology-index.ts';
import { defaultSelector } from './default-selector.ts';

/** One spread constraint of one pod, ready for counting. Source: podtopologyspread.topologySpreadConstraint. */
export interface SpreadConstraint {
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly key: TopologyKey;
  readonly matches: Matcher;
  /** An empty selector matches the pod itself, yet counts no pods. */
  readonly countsNothing: boolean;
  readonly honorAffinity: boolean;
  readonly honorTaints: boolean;
}

type Action = TopologySpreadConstraint['whenUnsatisfiable'];

/** The pod's own constraints of one kind. Source: filterTopologySpreadConstraints. */
export function ownConstraints(shape: PodShape, action: Action, cache: SchedulerCache): SpreadConstraint[] {
  return (shape.spec.topologySpreadConstraints ?? []).filter(({ whenUnsatisfiable }) => whenUnsatisfiable === action).map((constraint) => {
    const selector = selectorFromObject(constraint.labelSelector);
    return makeConstraint(constraint, withLabelKeys(selector.ok ? selector.value : nothing, constraint.matchLabelKeys, shape), cache);
  });
}

/** What the scheduler's own defaults ask of a pod without constraints, if anything selects it. Source: buildDefaultConstraints. */
export function defaultConstraints(shape: PodShape, cache: SchedulerCache): SpreadConstraint[] {
  const selector = defaultSelector(shape, cache.api);
  if (!selector) return [];
  return systemDefaults.map((constraint) => makeConstraint(constraint, selector, cache));
}

export const systemDefaults: readonly TopologySpreadConstraint[] = [
  { topologyKey: 'kubernetes.io/hostname', maxSkew: 3, whenUnsatisfiable: 'ScheduleAnyway' },
  { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 5, whenUnsatisfiable: 'ScheduleAnyway' },
];

function makeConstraint(constraint: TopologySpreadConstraint, selector: Selector, cache: SchedulerCache): SpreadConstraint {
  return {
    maxSkew: constraint.maxSkew,
    minDomains: constraint.minDomains ?? 1,
    key: cache.topology.key(constraint.topologyKey),
    matches: compileSelector(selector),
    countsNothing: !selector.nothing && selector.requirements.length === 0,
    honorAffinity: (constraint.nodeAffinityPolicy ?? 'Honor') === 'Honor',
    honorTaints: constraint.nodeTaintsPolicy === 'Honor',
  };
}

/** matchLabelKeys: the pod's own values of these labels are required too. Source: mergeLabelSetWithSelector. */
function withLabelKeys(selector: Selector, keys: readonly string[] | undefined, shape: PodShape): Selector {
  const wanted = (keys ?? []).filter((key) => shape.labels[key] !== undefined).map((key) => [key, shape.labels[key] as string] as const);
  if (wanted.length === 0) return selector;
  return selectorOf([...selectorFromSet(Object.fromEntries(wanted)).requirements, ...selector.requirements]);
}
