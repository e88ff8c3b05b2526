import type { Event } from '../../../shared/kubernetes/types/core.ts';
import type { TimelineLane } from '../../../shared/view/rows.ts';
import type { WatchEvent } from '../../engine/apistore/watch-event.ts';
import type { RuleContext } from './recorder.ts';

/** Events of the control plane that are told in the words of the component that wrote them. */
const told: Record<string, { lane: TimelineLane; icon: string }> = {
  ScalingReplicaSet: { lane: 'controlPlane', icon: 'kind/ReplicaSet' },
  FailedScheduling: { lane: 'controlPlane', icon: 'waiting/Pending' },
  FailedCreate: { lane: 'controlPlane', icon: 'bad/Error' },
  FailedMount: { lane: 'workloads', icon: 'bad/Error' },
  FailedPostStartHook: { lane: 'workloads', icon: 'bad/Error' },
  FailedPreStopHook: { lane: 'workloads', icon: 'bad/Error' },
  SystemOOM: { lane: 'nodes', icon: 'bad/OOMKilled' },
};

export const eventRule = {
  resource: 'events',
  observe(event: WatchEvent, { nowMs, recorder }: RuleContext): void {
    const { reason, message, involvedObject } = event.object as Event;
    const rule = told[reason ?? ''];
    if (event.type !== 'ADDED' || !rule) return;
    const { apiVersion = 'v1', kind = '', namespace, name = '' } = involvedObject;
    const ref = { apiVersion, kind, ...(namespace ? { namespace } : {}), name };
    if (reason === 'ScalingReplicaSet') recorder.mark(rule.lane, nowMs, rule.icon, { key: 'view:timeline.plain', params: { text: message ?? '' } }, ref);
    else recorder.count(`${reason}/${kind}`, rule.lane, nowMs, rule.icon, { key: 'view:timeline.event', params: { reason: reason ?? '', name } }, { key: 'view:timeline.events', params: { reason: reason ?? '' } }, ref);
  },
};
