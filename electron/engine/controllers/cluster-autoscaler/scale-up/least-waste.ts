import { resourcesOf } from '../../../scheduler/cache/node-info.ts';
import type { GroupState } from '../node-groups/group-state.ts';
import { containerRequests, type Estimate } from './estimate.ts';

/** One way to help: this many nodes of this group for these pods. Source: expander.Option. */
export interface Option extends Estimate {
  readonly group: GroupState;
  /** Groups of the same kind among which the nodes may be split. */
  readonly similar: readonly GroupState[];
}

/** Shares of the new nodes' CPU and memory, 0 to 1, that the pods leave unused. */
export interface Waste {
  readonly cpu: number;
  readonly memory: number;
}

export function wasteOf({ group, nodeCount, pods }: Option): Waste {
  const capacity = resourcesOf(group.template.node.status?.capacity);
  let milliCpu = 0;
  let memory = 0;
  for (const pod of pods) {
    const requests = containerRequests(pod);
    milliCpu += requests.milliCpu;
    memory += requests.memory;
  }
  const [cpuAvailable, memoryAvailable] = [capacity.milliCpu * nodeCount, capacity.memory * nodeCount];
  return { cpu: (cpuAvailable - milliCpu) / cpuAvailable, memory: (memoryAvailable - memory) / memoryAvailable };
}

/**
 * The option that wastes the smallest part of CPU and memory; of equal ones the first. Source: expander/waste. Differs: the real one draws among equal ones.
 */
export function leastWaste(options: readonly Option[]): Option | undefined {
  let best: Option | undefined;
  let least = Infinity;
  for (const option of options) {
    const { cpu, memory } = wasteOf(option);
    if (cpu + memory >= least) continue;
    least = cpu + memory;
    best = option;
  }
  return best;
}
