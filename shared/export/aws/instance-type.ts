import { instanceTypeOf, instanceTypes, type InstanceType } from '../../cloud/aws/catalogue/instance-types.ts';
import { quantityNumber } from '../../kubernetes/quantity-number.ts';
import { defaultMachineType } from '../../topology/machine-types.ts';
import type { MachineEntry } from '../../topology/types.ts';

const gibibyte = 2 ** 30;

/**
 * The instance type of Amazon EC2 for a machine: its own, where AWS has it and the design gives it no other hardware; else the cheapest (then the first by name) that
 * has at least as much CPU and memory, else the one with the most memory.
 * @returns `exact` false: the machine would become another one
 */
export function nearestInstanceType({ type = defaultMachineType, capacity = {} }: Pick<MachineEntry, 'type' | 'capacity'>): { type: InstanceType; exact: boolean } {
  const known = instanceTypeOf(type);
  if (known && capacity.cpu === undefined && capacity.memory === undefined) return { type: known, exact: true };
  const base = known ?? (instanceTypeOf(defaultMachineType) as InstanceType);
  const cpu = capacity.cpu === undefined ? base.vcpu : quantityNumber(String(capacity.cpu));
  const memoryGi = capacity.memory === undefined ? base.memoryGi : quantityNumber(String(capacity.memory)) / gibibyte;
  if (known?.vcpu === cpu && known.memoryGi === memoryGi) return { type: known, exact: true };
  const sameArch = instanceTypes.filter(({ arch }) => arch === base.arch);
  const fitting = sameArch.filter((one) => one.vcpu >= cpu && one.memoryGi >= memoryGi).toSorted((a, b) => a.usdPerHour - b.usdPerHour || (a.name < b.name ? -1 : 1));
  const largest = sameArch.toSorted((a, b) => b.memoryGi - a.memoryGi || b.vcpu - a.vcpu || (a.name < b.name ? -1 : 1));
  return { type: (fitting[0] ?? largest[0]) as InstanceType, exact: false };
}
