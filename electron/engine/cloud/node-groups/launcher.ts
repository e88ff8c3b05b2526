import type { NodeGroup } from '../../../../shared/kubernetes/types/node-group.ts';

/** What came of asking a cloud for one machine of a group. */
export type Launched = { readonly kind: 'Launched'; readonly zone: string } | { readonly kind: 'Failed'; readonly message: string };

/** A cloud's own groups behind node groups, as Auto Scaling groups of AWS are. */
export interface GroupLauncher {
  /** Brings the cloud's group in line with the design. @param desired machines that there are to be */
  follow(group: NodeGroup, desired: number): void;
  /** The group is gone. */
  forget(name: string): void;
  /** Launches a machine. @param zones where it may stand, the one that needs it most first */
  launch(group: NodeGroup, machine: string, zones: readonly string[]): Launched;
  /** After a failed launch no other is tried before this time; 0: none has failed. */
  retryAtMs(name: string): number;
  /** Why the last launch failed; undefined: it has not. */
  failureOf(name: string): { readonly code: string; readonly message: string } | undefined;
}

/** What the cluster autoscaler asks a cloud for. Errors are the texts that it passes on. Source: cloudprovider.NodeGroup. */
export interface GroupScaling {
  setDesiredCapacity(group: string, size: number): string | undefined;
  terminate(group: string, machine: string): string | undefined;
  /** The cloud gave no machine the last time that it was asked for one. */
  failureOf(group: string): { readonly code: string; readonly message: string } | undefined;
}
