import type { Env } from '../../../env.ts';
import type { NodeInfo } from '../../../scheduler/cache/node-info.ts';
import { isLongTerminating } from './drainability.ts';

/** Shares, 0 to 1. */
export interface Utilization {
  readonly cpu: number;
  readonly memory: number;
  readonly resource: 'cpu' | 'memory';
  /** Requests to allocatable, of the resource that is used more. */
  readonly share: number;
}

/** What of a node its pods request. Source: utilization.Calculate. */
export function utilizationOf({ requested, allocatable, pods }: NodeInfo, env: Env): Utilization {
  let { milliCpu, memory } = requested;
  for (const { pod, shape, terminating } of pods.values()) {
    if (!terminating || !isLongTerminating(pod, env)) continue;
    milliCpu -= shape.request.milliCpu;
    memory -= shape.request.memory;
  }
  const used = { cpu: share(milliCpu, allocatable.milliCpu), memory: share(memory, allocatable.memory) };
  return used.cpu > used.memory ? { ...used, resource: 'cpu', share: used.cpu } : { ...used, resource: 'memory', share: used.memory };
}

/** A node without the resource counts as unused. */
function share(requested: number, allocatable: number): number {
  return allocatable > 0 ? requested / allocatable : 0;
}
