import { quantityMilliValue, quantityValue } from '../../../../shared/kubernetes/quantity-number.ts';
import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import type { ResourceList } from '../../../../shared/kubernetes/types/pod.ts';
import { machineTypeOf } from '../../../../shared/topology/machine-types.ts';
import type { Hardware } from './node-state.ts';
import { maxPods } from '../timings.ts';

const defaultDisk = '20Gi';
const mebibyte = 1024 * 1024;
/**
 * Hard eviction threshold memory.available<100Mi, which the kubelet keeps out of allocatable. Source:
 * pkg/kubelet/eviction/defaults_linux.go.
 */
export const evictionMemoryBytes = 100 * mebibyte;
/** Hard eviction threshold nodefs.available<10%. */
const evictionDiskPercent = 10;

/** What the machine has: its own `spec.capacity`, else its type's. With addresses of a cloud's network it takes as many pods as that has for it. */
export function capacityOf(machine: Machine): Required<Record<'cpu' | 'memory' | 'pods' | 'ephemeral-storage', string>> & ResourceList {
  const type = machineTypeOf(machine.spec.type);
  const given = machine.spec.capacity ?? {};
  return {
    cpu: given.cpu ?? type.cpu,
    'ephemeral-storage': given['ephemeral-storage'] ?? defaultDisk,
    'hugepages-1Gi': '0',
    'hugepages-2Mi': '0',
    memory: given.memory ?? type.memory,
    pods: given.pods ?? String(machine.status?.maxPods ?? maxPods),
  };
}

/** The same in numbers: thousandths of a core and bytes. */
export function hardwareOf(machine: Machine): Hardware {
  const capacity = capacityOf(machine);
  return {
    cpuMilli: quantityMilliValue(capacity.cpu), memoryBytes: quantityValue(capacity.memory), diskBytes: quantityValue(capacity['ephemeral-storage']),
  };
}

/**
 * What pods may use: capacity less the hard eviction thresholds, as with a kubelet that has no kube-reserved and no system-reserved
 * (kubeadm's
 * default). Managed clouds reserve more (EKS on an m5.large: 70m CPU and about 700Mi); a design models that by a smaller `spec.capacity`.
 * Source: pkg/kubelet/cm/node_container_manager_linux.go, GetNodeAllocatableReservation.
 */
export function allocatableOf(capacity: ReturnType<typeof capacityOf>): ResourceList {
  const diskBytes = quantityValue(capacity['ephemeral-storage']);
  return {
    ...capacity,
    'ephemeral-storage': String(diskBytes - Math.floor((diskBytes * evictionDiskPercent) / 100)),
    memory: memoryQuantity(Math.max(0, quantityValue(capacity.memory) - evictionMemoryBytes)),
  };
}

function memoryQuantity(bytes: number): string {
  if (bytes % mebibyte === 0) return `${bytes / mebibyte}Mi`;
  return bytes % 1024 === 0 ? `${bytes / 1024}Ki` : String(bytes);
}
