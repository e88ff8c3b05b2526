import { parseBytes, parseCpuMilli } from '../../../shared/kubernetes/quantity-number.ts';
import type { schedulerRequest } from '../../../shared/kubernetes/pod-requests-scheduler.ts';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import { defaultMachineType, machineTypes } from '../../../shared/topology/machine-types.ts';
import { allocatableOf, capacityOf } from '../../engine/kubelet/node/capacity.ts';

type Request = Pick<ReturnType<typeof schedulerRequest>, 'milliCpu' | 'memory'>;

/** The type of a machine that would have room for a pod when empty: the default one, else the smallest; undefined when none has. */
export function machineTypeFor({ milliCpu, memory }: Request): string | undefined {
  // Images are built for amd64 more often than for both.
  const fitting = machineTypes.filter(({ name, arch }) => {
    if (arch !== 'amd64') return false;
    const machine: Machine = { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name }, spec: { roles: ['worker'], type: name } };
    const allocatable = allocatableOf(capacityOf(machine));
    return parseCpuMilli(allocatable['cpu']) >= milliCpu && parseBytes(allocatable['memory']) >= memory;
  });
  if (fitting.some(({ name }) => name === defaultMachineType)) return defaultMachineType;
  return [...fitting].sort((a, b) => parseCpuMilli(a.cpu) - parseCpuMilli(b.cpu) || parseBytes(a.memory) - parseBytes(b.memory))[0]?.name;
}
