import { parseCpuMilli, quantityValue } from '../../../shared/kubernetes/quantity-number.ts';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { Node, NodeCondition } from '../../../shared/kubernetes/types/node.ts';
import type { Taint } from '../../../shared/kubernetes/types/pod.ts';
import type { MachineRow, ResourceGauge } from '../../../shared/view/rows.ts';
import type { MachineStateName } from '../../../shared/view/states.ts';

/** What the kubelet fleet and the pods add to a machine's two API objects. */
export interface MachineFacts {
  lamps: MachineRow['lamps'];
  components: MachineRow['components'];
  cutOff: boolean;
  requested: { cpuMilli: number; memoryBytes: number };
  used: { cpuMilli: number; memoryBytes: number };
  podCount: number;
}

/** @param node the Node of the same name, once its kubelet has registered */
export function machineRow(machine: Machine, node: Node | undefined, facts: MachineFacts, parseTimestamp: (text: string) => number): MachineRow {
  const state = machineState(machine, node);
  const { spec, status } = machine;
  const gauge = (allocatable: number, requested: number, used: number): ResourceGauge => ({ allocatable, requested, used });
  const allocatable = node?.status?.allocatable ?? {};
  const row: MachineRow = {
    name: machine.metadata.name, uid: machine.metadata.uid ?? '', roles: spec.roles, type: spec.type ?? '', zone: spec.zone ?? '', address: status?.address ?? '',
    state, poweredOff: status?.phase === 'Off', crashed: status?.phase === 'Crashed', unschedulable: node?.spec.unschedulable ?? false,
    taints: (node?.spec.taints ?? []).map(taintText),
    cpuMilli: gauge(parseCpuMilli(allocatable['cpu'] ?? '0'), facts.requested.cpuMilli, facts.used.cpuMilli),
    memoryBytes: gauge(quantityValue(allocatable['memory'] ?? '0'), facts.requested.memoryBytes, facts.used.memoryBytes),
    pods: { allocatable: quantityValue(allocatable['pods'] ?? '0'), count: facts.podCount },
    lamps: facts.lamps, components: facts.components,
  };
  const group = machine.metadata.ownerReferences?.find(({ controller, kind }) => controller && kind === 'NodeGroup')?.name;
  if (group !== undefined) row.group = group;
  if (status?.message !== undefined) row.refused = status.message;
  if (facts.cutOff) row.cutOff = true;
  const ready = node?.status?.conditions?.find((condition) => condition.type === 'Ready');
  if (state === 'NotReady' && ready?.lastTransitionTime) row.silentSinceMs = parseTimestamp(ready.lastHeartbeatTime ?? ready.lastTransitionTime);
  if ((state === 'Booting' || state === 'Provisioning') && status?.phaseChangedAt) row.readyAtMs = parseTimestamp(status.phaseChangedAt) + (spec.bootSeconds ?? 0) * 1000;
  return row;
}

/**
 * The machine's worst own condition. The plug shows the power; the state is what the API knows: a machine whose plug was pulled stays Ready until the node
 * controller says otherwise.
 */
export function machineState(machine: Machine, node: Node | undefined): MachineStateName {
  if (machine.metadata.deletionTimestamp) return 'Deleting';
  const phase = machine.status?.phase ?? 'Provisioning';
  if (phase === 'Provisioning') return 'Provisioning';
  const ready = node?.status?.conditions?.find((condition) => condition.type === 'Ready');
  if (!node || !ready) return phase === 'Off' ? 'Off' : 'Booting';
  if (ready.status !== 'True') return phase === 'Booting' || isStillStarting(node, ready) ? 'Booting' : 'NotReady';
  if (node.status?.conditions?.some((condition) => condition.type.endsWith('Pressure') && condition.status === 'True')) return 'Pressure';
  return node.spec.unschedulable ? 'Cordoned' : 'Ready';
}

/** The kubelet has registered and says itself that it is not ready yet: the last seconds of booting, and no trouble. */
function isStillStarting(node: Node, ready: NodeCondition): boolean {
  return ready.status === 'False' && ready.reason === 'KubeletNotReady' && ready.lastTransitionTime === node.metadata.creationTimestamp;
}

/** `key=value:effect`, as `kubectl describe node` prints it. */
export function taintText(taint: Taint): string {
  return `${taint.key}${taint.value ? `=${taint.value}` : ''}:${taint.effect}`;
}
