import type { Taint } from '../../../../../shared/kubernetes/types/pod.ts';
import type { FilterPlugin } from '../../framework/plugin.ts';
import { unresolvable } from '../../framework/refusal.ts';
import { toleratesAny } from '../TaintToleration/tolerations.ts';

const name = 'NodeUnschedulable';
const refusal = unresolvable(name, 'node(s) were unschedulable');
const unschedulableTaint: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** Keeps pods off cordoned nodes, unless they tolerate the taint of the same meaning. Source: plugins/nodeunschedulable. */
export const nodeUnschedulable: FilterPlugin<undefined> = {
  name,
  scope: 'node',
  events: [
    {
      kinds: ['NodeAdd', 'NodeUpdateTaint'],
      hint: (_waiting, { node, previousNode }) =>
        (!node?.spec?.unschedulable && (!previousNode || previousNode.spec?.unschedulable) ? 'Queue' : 'Skip'),
    },
    {
      kinds: ['PodUpdateToleration'],
      hint: (waiting) => (toleratesAny(waiting.shape.spec.tolerations, unschedulableTaint) ? 'Queue' : 'Skip'),
    },
  ],

  filter(_state, pod, node) {
    return node.unschedulable && !toleratesAny(pod.shape.spec.tolerations, unschedulableTaint) ? refusal : undefined;
  },
};
