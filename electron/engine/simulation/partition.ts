/** What is cut from the network; plain data, part of the snapshot. */
export interface Partition {
  /** Machines whose own cable is cut. */
  cables: Set<string>;
  /** Machine → zone with which it was cut off from the rest. */
  zones: Map<string, string>;
  /** Pairs of machines between which alone nothing gets through, as `linkKey` names them. */
  links: Set<string>;
}

export function noPartition(): Partition {
  return { cables: new Set(), zones: new Map(), links: new Set() };
}

/** Where everything is that is not cut off: the provider's control plane, registries, whoever uses the cluster. */
export const outside = '';

/** The side of the network that a machine is on. Machines of one side reach each other, but for those whose link is cut, and none of another. */
export function sideOf({ cables, zones }: Partition, machine: string): string {
  if (cables.has(machine)) return `machine/${machine}`;
  const zone = zones.get(machine);
  return zone === undefined ? outside : `zone/${zone}`;
}

/** Whether packets get from one machine to another, both ways. */
export function areConnected(partition: Partition, a: string, b: string): boolean {
  return a === b || (sideOf(partition, a) === sideOf(partition, b) && (partition.links.size === 0 || !partition.links.has(linkKey(a, b))));
}

/** Machines with the same key reach the same others. */
export function reachKey(partition: Partition, machine: string): string {
  const side = sideOf(partition, machine);
  for (const link of partition.links) if (link.split(' ').includes(machine)) return `${side} ${machine}`;
  return side;
}

/** Machine names hold no spaces. */
export function linkKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** A machine is gone, and with it what was cut. */
export function forgetMachine({ cables, zones, links }: Partition, machine: string): void {
  cables.delete(machine);
  zones.delete(machine);
  for (const link of links) if (link.split(' ').includes(machine)) links.delete(link);
}
