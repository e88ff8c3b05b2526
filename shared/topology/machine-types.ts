/**
 * Machine types with their hardware. Source: the public instance type pages of Amazon EC2 (general purpose, compute and memory
 * optimised) for vCPU and
 * memory. Memory is nominal; a real kernel shows a little less. How many pods a machine takes is the kubelet's matter (110), not the
 * hardware's.
 */
export interface MachineType {
  name: string;
  cpu: string;
  memory: string;
}

function type(name: string, cpu: number, memoryGi: number): MachineType {
  return { name, cpu: String(cpu), memory: `${memoryGi}Gi` };
}

export const machineTypes: readonly MachineType[] = [
  type('t3.micro', 2, 1),
  type('t3.small', 2, 2),
  type('t3.medium', 2, 4),
  type('t3.large', 2, 8),
  type('t3.xlarge', 4, 16),
  type('t3.2xlarge', 8, 32),
  type('m5.large', 2, 8),
  type('m5.xlarge', 4, 16),
  type('m5.2xlarge', 8, 32),
  type('m5.4xlarge', 16, 64),
  type('m5.8xlarge', 32, 128),
  type('m5.12xlarge', 48, 192),
  type('m5.24xlarge', 96, 384),
  type('m6i.large', 2, 8),
  type('m6i.xlarge', 4, 16),
  type('m6i.2xlarge', 8, 32),
  type('m6i.4xlarge', 16, 64),
  type('c5.large', 2, 4),
  type('c5.xlarge', 4, 8),
  type('c5.2xlarge', 8, 16),
  type('c5.4xlarge', 16, 32),
  type('c5.9xlarge', 36, 72),
  type('r5.large', 2, 16),
  type('r5.xlarge', 4, 32),
  type('r5.2xlarge', 8, 64),
  type('r5.4xlarge', 16, 128),
];

/** The type of machines that name none, and the hardware that a type of one's own takes where it does not say. */
export const defaultMachineType = 'm5.large';

const byName = new Map(machineTypes.map((entry) => [entry.name, entry]));

export function isMachineType(name: string): boolean {
  return byName.has(name);
}

export function machineTypeOf(name: string | undefined): MachineType {
  return byName.get(name ?? defaultMachineType) ?? (byName.get(defaultMachineType) as MachineType);
}
