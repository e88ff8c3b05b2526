import { refOf } from '../../../shared/kubernetes/registry.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Taint } from '../../../shared/kubernetes/types/pod.ts';
import type { WatchEvent } from '../../engine/apistore/watch-event.ts';
import type { RuleContext } from './recorder.ts';

/** The tolerations that admission gives to every pod. */
const defaultTolerationMs = 300_000;
const pressures = ['MemoryPressure', 'DiskPressure', 'PIDPressure'];
const lostNodeTaints = ['node.kubernetes.io/unreachable', 'node.kubernetes.io/not-ready'];

export const nodeRule = {
  resource: 'nodes',
  observe(event: WatchEvent, { nowMs, recorder }: RuleContext): void {
    const node = event.object as Node;
    const previous = event.previous as Node | undefined;
    if (event.type === 'DELETED' || previous?.status === node.status && previous?.spec === node.spec) return;
    const { name } = node.metadata;
    const ref = refOf(node);
    const ready = readyStatus(node);
    const wasReady = previous && readyStatus(previous);
    if (ready !== wasReady && ready !== undefined) {
      if (ready === 'True') {
        recorder.closeSpan(`grace/${name}`, nowMs);
        recorder.count('nodes-ready', 'nodes', nowMs, 'ready/Ready', { key: 'view:timeline.nodeReady', params: { node: name } }, { key: 'view:timeline.nodesReady' }, ref);
      } else if (wasReady === 'True') {
        recorder.closeSpan(`grace/${name}`, nowMs);
        recorder.mark('nodes', nowMs, 'bad/NotReady', { key: 'view:timeline.nodeNotReady', params: { node: name } }, ref);
      }
    }
    if ((previous?.spec.unschedulable ?? false) !== (node.spec.unschedulable ?? false)) {
      const cordoned = node.spec.unschedulable ?? false;
      recorder.mark('nodes', nowMs, cordoned ? 'attention/Cordoned' : 'ready/Ready', { key: cordoned ? 'view:timeline.cordoned' : 'view:timeline.uncordoned', params: { node: name } }, ref);
    }
    for (const type of pressures) {
      const under = isTrue(node, type);
      if (under === isTrue(previous, type)) continue;
      recorder.mark('nodes', nowMs, under ? 'attention/Pressure' : 'ready/Ready', { key: under ? 'view:timeline.pressure' : 'view:timeline.pressureOver', params: { node: name, pressure: type } }, ref);
    }
    const lost = noExecute(node).find((taint) => lostNodeTaints.includes(taint.key));
    const wasLost = previous && noExecute(previous).some((taint) => lostNodeTaints.includes(taint.key));
    const key = `toleration/${name}`;
    if (lost && !wasLost && wasReady !== undefined) {
      recorder.mark('controlPlane', nowMs, 'kind/Taint', { key: 'view:timeline.taint', params: { taint: `${lost.key.split('/').at(-1)}:NoExecute`, node: name } }, ref);
      recorder.openSpan(key, 'workloads', nowMs, nowMs + defaultTolerationMs, 'leaving/Toleration', { key: 'view:timeline.toleration', params: { seconds: 300, node: name } }, ref);
    } else if (!lost && wasLost) recorder.closeSpan(key, nowMs);
  },
};

function readyStatus(node: Node): string | undefined {
  return node.status?.conditions?.find((condition) => condition.type === 'Ready')?.status;
}

function isTrue(node: Node | undefined, type: string): boolean {
  return node?.status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
}

function noExecute(node: Node): Taint[] {
  return (node.spec.taints ?? []).filter((taint) => taint.effect === 'NoExecute');
}
