import { refOf } from '../../../shared/kubernetes/registry.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import { unneededMs } from '../../engine/controllers/cluster-autoscaler/settings.ts';
import { deletionCandidateTaint, taintOf, toBeDeletedTaint } from '../../engine/controllers/cluster-autoscaler/taints.ts';
import type { WatchEvent } from '../../engine/apistore/watch-event.ts';
import type { RuleContext } from './recorder.ts';

/** While the cluster autoscaler finds a node unneeded it waits; then it drains the node and takes its machine away. Its taints tell. */
export const scaleDownRule = {
  resource: 'nodes',
  observe(event: WatchEvent, { nowMs, recorder }: RuleContext): void {
    const node = event.object as Node;
    const previous = event.previous as Node | undefined;
    const { name } = node.metadata;
    const key = `unneeded/${name}`;
    if (event.type === 'DELETED') recorder.closeSpan(key, nowMs);
    if (event.type === 'DELETED' || !previous || previous.spec.taints === node.spec.taints) return;
    const [was, is] = [taintOf(previous, deletionCandidateTaint), taintOf(node, deletionCandidateTaint)];
    if (is && !was) recorder.openSpan(key, 'nodes', nowMs, nowMs + unneededMs, 'leaving/Unneeded', { key: 'view:timeline.unneeded', params: { node: name } }, refOf(node));
    else if (was && !is) recorder.closeSpan(key, nowMs);
    if (taintOf(node, toBeDeletedTaint) && !taintOf(previous, toBeDeletedTaint)) {
      recorder.closeSpan(key, nowMs);
      recorder.mark('controlPlane', nowMs, 'leaving/Terminating', { key: 'view:timeline.scaledDown', params: { node: name } }, refOf(node));
    }
  },
};
