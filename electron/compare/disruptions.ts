import type { Pod } from '../../shared/kubernetes/types/pod.ts';
import type { WatchEvent } from '../engine/apistore/watch-event.ts';

/** Counts containers that restart and pods that are disrupted, from the commits of a world. */
export class Disruptions {
  restarts = 0;
  readonly evictions: Record<string, number> = {};

  observe(event: WatchEvent): void {
    if (event.resource !== 'pods' || event.type !== 'MODIFIED') return;
    const [before, after] = [event.previous as Pod, event.object as Pod];
    this.restarts += Math.max(0, restartsOf(after) - restartsOf(before));
    const reason = disruptionOf(after);
    if (reason !== undefined && disruptionOf(before) === undefined) this.evictions[reason] = (this.evictions[reason] ?? 0) + 1;
  }
}

function restartsOf({ status }: Pod): number {
  return [...status?.initContainerStatuses ?? [], ...status?.containerStatuses ?? []].reduce((sum, { restartCount }) => sum + restartCount, 0);
}

function disruptionOf({ status }: Pod): string | undefined {
  const condition = status?.conditions?.find(({ type, status: value }) => type === 'DisruptionTarget' && value === 'True');
  return condition && (condition.reason ?? 'DisruptionTarget');
}
