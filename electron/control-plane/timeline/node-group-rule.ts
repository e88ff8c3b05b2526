import { refOf } from '../../../shared/kubernetes/registry.ts';
import { desiredSizeOf, type NodeGroup } from '../../../shared/kubernetes/types/node-group.ts';
import type { WatchEvent } from '../../engine/apistore/watch-event.ts';
import type { RuleContext } from './recorder.ts';

/** A group is to have another number of machines. */
export const nodeGroupRule = {
  resource: 'nodegroups',
  observe(event: WatchEvent, { nowMs, recorder }: RuleContext): void {
    const previous = event.previous as NodeGroup | undefined;
    if (event.type === 'DELETED' || !previous) return;
    const group = event.object as NodeGroup;
    const [from, to] = [desiredSizeOf(previous.spec), desiredSizeOf(group.spec)];
    if (from === to) return;
    const text = { key: 'view:timeline.groupResized', params: { group: group.metadata.name, from, count: to } };
    recorder.mark('controlPlane', nowMs, 'kind/NodeGroup', text, refOf(group));
  },
};
