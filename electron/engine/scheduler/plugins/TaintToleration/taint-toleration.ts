import type { Toleration } from '../../../../../shared/kubernetes/types/pod.ts';
import { defaultNormalizeScore } from '../../framework/normalize-score.ts';
import type { FilterPlugin, ScorePlugin } from '../../framework/plugin.ts';
import { unresolvable } from '../../framework/refusal.ts';
import { doNotScheduleEffects, toleratesAny, untoleratedTaint } from './tolerations.ts';

const name = 'TaintToleration';
const refusal = unresolvable(name, 'node(s) had untolerated taint(s)');

/**
 * Keeps pods off nodes whose NoSchedule and NoExecute taints they do not tolerate, and prefers nodes with few untolerated
 * PreferNoSchedule taints.
 * Source: pkg/scheduler/framework/plugins/tainttoleration.
 */
export const taintToleration: FilterPlugin<undefined> & ScorePlugin<readonly Toleration[]> = {
  name,
  scope: 'node',
  weight: 3,
  events: [
    {
      kinds: ['NodeAdd', 'NodeUpdateTaint'],
      hint: (waiting, { node, previousNode }) => {
        const tolerable = (taints: typeof node): boolean =>
          !untoleratedTaint(taints?.spec?.taints ?? [], waiting.shape.spec.tolerations, doNotScheduleEffects);
        return tolerable(node) && (!previousNode || !tolerable(previousNode)) ? 'Queue' : 'Skip';
      },
    },
    { kinds: ['PodUpdateToleration'] },
  ],

  filter(_state, pod, node) {
    if (node.taints.length === 0) return undefined;
    return untoleratedTaint(node.taints, pod.shape.spec.tolerations, doNotScheduleEffects) && refusal;
  },

  preScore(pod) {
    const state = (pod.shape.spec.tolerations ?? []).filter(({ effect }) => !effect || effect === 'PreferNoSchedule');
    return { skip: false, state };
  },

  score(tolerations, _pod, node) {
    let intolerable = 0;
    for (const taint of node.taints) if (taint.effect === 'PreferNoSchedule' && !toleratesAny(tolerations, taint)) intolerable += 1;
    return intolerable;
  },

  normalize(_state, scores, feasible) {
    defaultNormalizeScore(scores, feasible.count, true);
  },
};
