import { instanceTypes, type InstanceType } from '../cloud/aws/catalogue/instance-types.ts';

/**
 * Machine types with their hardware: those of Amazon EC2, whoever owns the machines. Memory is nominal; a real kernel shows a little less. How many pods a
 * machine takes is the matter of its kubelet (110) and, with AWS, of its network interfaces.
 */
export interface MachineType {
  name: string;
  cpu: string;
  memory: string;
  arch: InstanceType['arch'];
}

export const machineTypes: readonly MachineType[] = instanceTypes.map(({ name, vcpu, memoryGi, arch }) => ({ name, cpu: String(vcpu), memory: `${memoryGi}Gi`, arch }));

/** The type of machines that name none, and the hardware that a type of one's own takes where it does not say. */
export const defaultMachineType = 'm5.large';

const byName = new Map(machineTypes.map((entry) => [entry.name, entry]));

export function isMachineType(name: string): boolean {
  return byName.has(name);
}

export function machineTypeOf(name: string | undefined): MachineType {
  return byName.get(name ?? defaultMachineType) ?? (byName.get(defaultMachineType) as MachineType);
}
