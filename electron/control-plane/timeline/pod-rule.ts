import { refOf } from '../../../shared/kubernetes/registry.ts';
import type { ContainerStatus, Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { WatchEvent } from '../../engine/apistore/watch-event.ts';
import { ownerName } from '../view/pod-row.ts';
import type { RuleContext } from './recorder.ts';

export const podRule = {
  resource: 'pods',
  observe(event: WatchEvent, { nowMs, recorder }: RuleContext): void {
    const pod = event.object as Pod;
    if (event.type === 'DELETED' || pod.metadata.annotations?.['kubernetes.io/config.mirror']) return;
    const previous = event.previous as Pod | undefined;
    const name = ownerName(pod) || pod.metadata.name;
    const ref = refOf(pod);
    const { nodeName } = pod.spec;
    if (nodeName && previous && !previous.spec.nodeName) {
      recorder.count('bound', 'controlPlane', nowMs, 'kind/Binding', { key: 'view:timeline.bound', params: { pod: name, node: nodeName } }, { key: 'view:timeline.podsBound' }, ref);
    }
    if (pod.metadata.deletionTimestamp && !previous?.metadata.deletionTimestamp && pod.status?.conditions?.some((condition) => condition.type === 'DisruptionTarget')) {
      recorder.count(`evicted/${nodeName}`, 'controlPlane', nowMs, 'leaving/Evicted', { key: 'view:timeline.evicted', params: { pod: name } }, { key: 'view:timeline.podsEvicted' }, ref);
      if (nodeName) recorder.closeSpan(`toleration/${nodeName}`, nowMs);
    }
    if (pod.status === previous?.status) return;
    if (pod.status?.reason === 'Evicted' && previous?.status?.reason !== 'Evicted') {
      recorder.count(`evictedByKubelet/${nodeName}`, 'nodes', nowMs, 'leaving/Evicted', { key: 'view:timeline.evicted', params: { pod: name } }, { key: 'view:timeline.podsEvicted' }, ref);
    }
    for (const status of pod.status?.containerStatuses ?? []) {
      const before = previous?.status?.containerStatuses?.find((candidate) => candidate.name === status.name);
      const exit = exitOf(status);
      if (exit && exit.exitCode !== 0 && exitOf(before)?.finishedAt !== exit.finishedAt && !pod.metadata.deletionTimestamp) {
        recorder.count(`exit/${name}/${exit.exitCode}`, 'workloads', nowMs, exit.reason === 'OOMKilled' ? 'bad/OOMKilled' : 'bad/Error',
          { key: 'view:timeline.exit', params: { pod: name, container: status.name, code: exit.exitCode } }, { key: 'view:timeline.exits', params: { pod: name, code: exit.exitCode } }, ref);
      }
      const reason = status.state?.waiting?.reason;
      if ((reason === 'CrashLoopBackOff' || reason === 'ImagePullBackOff') && before?.state?.waiting?.reason !== reason) {
        recorder.count(`${reason}/${name}`, 'workloads', nowMs, `bad/${reason}`, { key: 'view:timeline.backOff', params: { pod: name, reason } }, { key: 'view:timeline.backOffs', params: { pod: name, reason } }, ref);
      }
    }
  },
};

function exitOf(status: ContainerStatus | undefined): { exitCode: number; reason?: string; finishedAt?: string } | undefined {
  return status?.state?.terminated ?? status?.lastState?.terminated;
}
