/** What is cut from the network; plain data, part of the snapshot. */
export interface Partition {
  /** Machines whose own cable is cut. */
  cables: Set<string>;
  /** Machine → zone with which it was cut off from the rest. */
  zones: Map<string, string>;
}

export function noPartition(): Partition {
  return { cables: new Set(), zones: new Map() };
}

/** Where everything is that is not cut off: the provider's control plane, registries, whoever uses the cluster. */
export const outside = '';

/** The side of the network that a machine is on. Machines of one side reach each other, and none of another. */
export function sideOf({ cables, zones }: Partition, machine: string): string {
  if (cables.has(machine)) return `machine/${machine}`;
  const zone = zones.get(machine);
  return zone === undefined ? outside : `zone/${zone}`;
}

/**
 * The side on which the control plane goes on: where most machines answer; in doubt outside, then the side of the first that answered.
 * Differs: a real etcd needs more than half of its members for that, and stops when the sides are even.
 * @param answering machines with an API server and its etcd, first started first
 * @returns undefined: none answers
 */
export function answeringSide(partition: Partition, answering: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const machine of answering) {
    const side = sideOf(partition, machine);
    counts.set(side, (counts.get(side) ?? 0) + 1);
  }
  let best: string | undefined;
  for (const [side, count] of counts) {
    const most = best === undefined ? 0 : counts.get(best) ?? 0;
    if (count > most || (count === most && side === outside)) best = side;
  }
  return best;
}
