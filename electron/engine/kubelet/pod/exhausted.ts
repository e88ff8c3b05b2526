import type { FleetContext } from '../context.ts';
import { pidsUsedUp } from '../resources/machine-use.ts';
import type { NodeRuntime } from '../node/node-state.ts';

/** Why the runtime can start nothing, in its own words, and what the kubelet calls that of a container. */
export interface Exhaustion {
  reason: 'CreateContainerError' | 'RunContainerError';
  message: string;
}

const noSpace: Exhaustion = {
  reason: 'CreateContainerError',
  message: 'failed to create containerd container: failed to prepare snapshot: failed to create temp dir: '
    + 'mkdir /var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/new-1: no space left on device',
};
const noProcess: Exhaustion = {
  reason: 'RunContainerError',
  message: 'failed to create containerd task: failed to start shim: start failed: fork/exec /usr/bin/containerd-shim-runc-v2: resource temporarily unavailable',
};

/** What the machine has run out of that every sandbox and container needs; undefined: nothing. Source: containerd; ErrCreateContainer, ErrRunContainer. */
export function exhaustionOf(context: FleetContext, node: NodeRuntime): Exhaustion | undefined {
  if (node.diskFull) return noSpace;
  return pidsUsedUp(context.state.pods, node, context.component.env.nowMs) ? noProcess : undefined;
}
