import type { Registry } from './images/state.ts';
import type { Unseen } from './node/last-seen.ts';
import type { NodeRuntime } from './node/node-state.ts';
import type { PodRuntime } from './pod/pod-state.ts';

/** All that the fleet remembers; plain data, part of the snapshot. */
export interface FleetState {
  /** By machine name: machines that have been seen with power, on or off. */
  nodes: Map<string, NodeRuntime>;
  /** By uid. */
  pods: Map<string, PodRuntime>;
  /** Uid of a mirror pod → uid of its static pod. */
  mirrors: Map<string, string>;
  /** Machines whose object changed and that `run` has to look at. */
  changedMachines: Set<string>;
  registry: Registry;
  /** Those of them that were without power in between, however shortly. */
  lostPower: Set<string>;
  /** `reachChanges` of the process table when it was last looked at. */
  reachSeen: number;
  /** Machines whose kubelet does not see what happens in the API. */
  outOfTouch: Set<string>;
  /** What they still see instead, by `resource/key`, oldest first; and how many changes that were so far. */
  unseen: Map<string, Unseen[]>;
  changes: number;
  /** `changes` when somebody last lost touch. */
  touchLostAt: number;
}
