import { qosClass } from '../../../../shared/kubernetes/pod-requests.ts';
import { quantityValue } from '../../../../shared/kubernetes/quantity-number.ts';
import type { Container, Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { findContainer } from '../pod/pod-object.ts';

const systemNodeCriticalPriority = 2_000_001_000;

/**
 * What the kernel compares when it has to kill somebody: thousandths of the machine's memory, and the adjustment by the kubelet.
 * @param object undefined: nobody knows the pod any more
 */
export function oomScore(object: Pod | undefined, name: string, usedBytes: number, capacityBytes: number): number {
  const container = object && findContainer(object, name)?.container;
  return (usedBytes * 1000) / capacityBytes + (object && container ? oomScoreAdjust(object, container, capacityBytes) : 1000);
}

/** Source: GetContainerOOMScoreAdjust, pkg/kubelet/qos/policy.go. Differs: no correction for sidecars. */
export function oomScoreAdjust(object: Pod, container: Container, memoryCapacity: number): number {
  if ((object.spec.priority ?? 0) >= systemNodeCriticalPriority) return -997;
  const qos = object.status?.qosClass ?? qosClass(object.spec);
  if (qos === 'Guaranteed') return -997;
  if (qos === 'BestEffort') return 1000;
  const request = container.resources?.requests?.['memory'];
  const adjustment = 1000 - Math.floor((1000 * (request === undefined ? 0 : quantityValue(request))) / memoryCapacity);
  if (adjustment < 3) return 3;
  return adjustment === 1000 ? 999 : adjustment;
}
