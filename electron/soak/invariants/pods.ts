import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { WatchEvent } from '../../engine/apistore/watch-event.ts';
import { isPodTerminal } from '../../engine/controllers/pod-state.ts';
import type { CommitInvariant } from './index.ts';

/** The pod before and after a change. */
function change({ resource, object, previous, type }: WatchEvent): { before: Pod; after: Pod } | undefined {
  return resource === 'pods' && previous && type === 'MODIFIED' ? { before: previous as Pod, after: object as Pod } : undefined;
}

export const podsStayOnTheirNode: CommitInvariant = {
  name: 'pods stay on their node',
  check(event) {
    const pods = change(event);
    const before = pods?.before.spec.nodeName;
    return before && before !== pods.after.spec.nodeName ? `moved from ${before} to ${pods.after.spec.nodeName ?? 'nowhere'}` : undefined;
  },
};

export const finishedPodsStayFinished: CommitInvariant = {
  name: 'finished pods stay finished',
  check(event) {
    const pods = change(event);
    if (!pods || !isPodTerminal(pods.before)) return undefined;
    const [before, after] = [pods.before.status?.phase, pods.after.status?.phase];
    return before === after ? undefined : `phase ${before ?? ''} became ${after ?? ''}`;
  },
};

export const restartCountsGrow: CommitInvariant = {
  name: 'restart counts grow',
  check(event) {
    const pods = change(event);
    for (const { name, restartCount } of pods?.before.status?.containerStatuses ?? []) {
      const now = pods?.after.status?.containerStatuses?.find((status) => status.name === name);
      if (now && now.restartCount < restartCount) return `container ${name}: restart count ${restartCount} became ${now.restartCount}`;
    }
    return undefined;
  },
};
