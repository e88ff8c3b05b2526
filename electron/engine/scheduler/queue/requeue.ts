import type { PodInfo } from '../cache/pod-info.ts';
import type { SchedulerCache } from '../cache/scheduler-cache.ts';
import type { ClusterEvent, ClusterEventKind, EventRegistration } from '../framework/cluster-event.ts';
import type { Profile } from '../framework/profile.ts';

interface PluginHint {
  readonly plugin: string;
  readonly hint: EventRegistration['hint'];
}

/** Who holds a pod back from the queue, and why. */
export interface Gate {
  readonly plugin: string;
  readonly message: string;
}

/** Which plugins care for which cluster events. Source: buildQueueingHintMap. */
export class QueueingHints {
  private readonly byKind = new Map<ClusterEventKind, PluginHint[]>();
  private readonly profile: Profile;

  constructor(profile: Profile) {
    this.profile = profile;
    for (const { name, events } of new Set([...profile.filters, ...profile.gates])) {
      for (const { kinds, hint } of events) for (const kind of kinds) this.add(kind, { plugin: name, hint });
    }
  }

  private add(kind: ClusterEventKind, hint: PluginHint): void {
    const hints = this.byKind.get(kind);
    if (hints) hints.push(hint);
    else this.byKind.set(kind, [hint]);
  }

  /** The first plugin that does not let the pod into the queue; undefined: it may enter. Source: runPreEnqueuePlugins. */
  gateOf(pod: PodInfo, cache: SchedulerCache): Gate | undefined {
    for (const plugin of this.profile.gates) {
      const message = plugin.preEnqueue(pod, cache);
      if (message !== undefined) return { plugin: plugin.name, message };
    }
    return undefined;
  }

  /** Plugins whose refusals the event may undo. */
  pluginsFor(kind: ClusterEventKind): readonly string[] {
    return this.byKind.get(kind)?.map(({ plugin }) => plugin) ?? [];
  }

  /** Whether the event is worth another attempt for a pod that `rejectedBy` refused. Source: isPodWorthRequeuing. */
  isWorthRequeuing(waiting: PodInfo, rejectedBy: readonly string[], event: ClusterEvent, cache: SchedulerCache): boolean {
    if (rejectedBy.length === 0) return true;
    for (const { plugin, hint } of this.byKind.get(event.kind) ?? []) {
      if (rejectedBy.includes(plugin) && (!hint || hint(waiting, event, cache) === 'Queue')) return true;
    }
    return false;
  }
}
