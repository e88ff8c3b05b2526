import type { FleetContext } from '../context.ts';
import { findContainer, podObject } from '../pod/pod-object.ts';
import { planUse } from '../pod/plan-use.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import { diskFree, machineRates } from './machine-use.ts';

/** So much has to be free again before those that could not write go on. */
const enoughBytes = 16 * 1024 ** 2;

/** When the machine's disk is full at the rate of now; Infinity: never, or it is already. */
export function diskFullMs(context: FleetContext, node: NodeRuntime): number {
  const { nowMs } = context.component.env;
  const rate = machineRates(context.state.pods, node, nowMs).diskBytes;
  return rate > 0 && !node.diskFull ? nowMs + Math.ceil((diskFree(context.state.pods, node, nowMs) * 1000) / rate) : Infinity;
}

/** Every write fails while the disk is full, and goes on when something has been freed. What the programs make of the error is theirs: nothing. */
export function followDisk(context: FleetContext, node: NodeRuntime): void {
  const free = diskFree(context.state.pods, node, context.component.env.nowMs);
  const full = free < (node.diskFull ? enoughBytes : 1);
  if (full === (node.diskFull ?? false)) return;
  if (full) node.diskFull = true;
  else delete node.diskFull;
  for (const uid of node.pods) {
    const pod = context.state.pods.get(uid);
    const object = pod && podObject(context, pod);
    for (const runtime of pod?.containers.values() ?? []) {
      const container = object && findContainer(object, runtime.name)?.container;
      if (pod && container) planUse(context, node, pod, object, container, runtime);
    }
  }
}
