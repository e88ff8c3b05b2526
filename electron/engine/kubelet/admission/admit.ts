import { schedulerRequest } from '../../../../shared/kubernetes/pod-requests-scheduler.ts';
import { quantityMilliValue, quantityValue } from '../../../../shared/kubernetes/quantity-number.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { hostPortsOf, portsConflict } from '../../scheduler/cache/host-ports.ts';
import { requiredNodeAffinity } from '../../scheduler/plugins/NodeAffinity/node-selector.ts';
import { untoleratedTaint } from '../../scheduler/plugins/TaintToleration/tolerations.ts';
import type { AdmittedRequest, NodeRuntime } from '../node/node-state.ts';

/** Why the kubelet refuses a pod, as it stands in `status.reason` and the event. */
export interface AdmissionRefusal {
  reason: string;
  message: string;
}

/**
 * Checks a pod that was bound to this node, by the scheduler or by hand, against what the node has. The order decides which reason is told.
 * @param others objects of the pods admitted on this node; asked for only when the pod has host ports
 * Source: pkg/kubelet/lifecycle/predicate.go.
 */
export function admissionRefusal(pod: Pod, node: Node, runtime: NodeRuntime, others: () => Iterable<Pod>): AdmissionRefusal | undefined {
  return resourceRefusal(pod, node, runtime) ?? predicateRefusal(pod, node, others);
}

/** One resource of which there is not enough for a pod: thousandths of a core, bytes, or a number. */
export interface Shortage {
  name: string;
  requested: number;
  used: number;
  capacity: number;
}

function resourceRefusal(pod: Pod, node: Node, runtime: NodeRuntime): AdmissionRefusal | undefined {
  const [first] = shortages(pod, node, runtime);
  if (!first) return undefined;
  const { name, requested, used, capacity } = first;
  return {
    reason: `OutOf${name}`,
    message: `Node didn't have enough resource: ${name}, requested: ${requested}, used: ${used}, capacity: ${capacity}`,
  };
}

/** All resources of which there is not enough, in the order in which they are told. */
export function shortages(pod: Pod, node: Node, { admitted }: NodeRuntime): Shortage[] {
  const allocatable = node.status?.allocatable ?? {};
  const whole = (name: string): number => (allocatable[name] === undefined ? 0 : quantityValue(allocatable[name]));
  const request = schedulerRequest(pod.spec);
  const checks: [name: string, requested: number, used: number, capacity: number][] = [
    ['pods', 1, admitted.pods, whole('pods')],
    ['cpu', request.milliCpu, admitted.milliCpu, allocatable['cpu'] === undefined ? 0 : quantityMilliValue(allocatable['cpu'])],
    ['memory', request.memory, admitted.memory, whole('memory')],
    ['ephemeral-storage', request.ephemeralStorage, admitted.ephemeralStorage, whole('ephemeral-storage')],
  ];
  for (const [name, requested] of Object.entries(request.scalar)) checks.push([name, requested, admitted.scalar[name] ?? 0, whole(name)]);
  return checks.filter(([, requested, used, capacity]) => requested > 0 && used + requested > capacity)
    .map(([name, requested, used, capacity]) => ({ name, requested, used, capacity }));
}

export function predicateRefusal(pod: Pod, node: Node, others: () => Iterable<Pod>): AdmissionRefusal | undefined {
  const matches = requiredNodeAffinity(pod.spec);
  if (matches && !matches(node.metadata.labels ?? {}, node.metadata.name)) {
    return predicate('NodeAffinity', "node(s) didn't match Pod's node affinity/selector");
  }
  const ports = hostPortsOf(pod.spec);
  if (ports.length > 0) {
    for (const other of others()) {
      if (hostPortsOf(other.spec).some((taken) => ports.some((port) => portsConflict(port, taken)))) {
        return predicate('NodePorts', "node(s) didn't have free ports for the requested pod ports");
      }
    }
  }
  // The kubelet heeds NoExecute alone; the other effects bind only the scheduler.
  if (untoleratedTaint(node.spec.taints ?? [], pod.spec.tolerations, ['NoExecute'])) {
    return predicate('TaintToleration', "node(s) had taints that the pod didn't tolerate");
  }
  return undefined;
}

function predicate(name: string, why: string): AdmissionRefusal {
  return { reason: name, message: `Predicate ${name} failed: ${why}` };
}

/** Counts a pod's requests against the node. @returns what to give to `releaseAdmitted` when it has ended */
export function countAdmitted({ admitted }: NodeRuntime, pod: Pod): AdmittedRequest {
  const { milliCpu, memory, ephemeralStorage, scalar } = schedulerRequest(pod.spec);
  const request = { milliCpu, memory, ephemeralStorage, scalar: { ...scalar } };
  addRequest(admitted, request, 1);
  return request;
}

export function releaseAdmitted({ admitted }: NodeRuntime, request: AdmittedRequest): void {
  addRequest(admitted, request, -1);
}

/** Adds a request to the sum of those that were let in, or takes it away. */
export function addRequest(admitted: NodeRuntime['admitted'], request: AdmittedRequest, sign: 1 | -1): void {
  admitted.pods += sign;
  admitted.milliCpu += sign * request.milliCpu;
  admitted.memory += sign * request.memory;
  admitted.ephemeralStorage += sign * request.ephemeralStorage;
  for (const [name, value] of Object.entries(request.scalar)) admitted.scalar[name] = (admitted.scalar[name] ?? 0) + sign * value;
}
