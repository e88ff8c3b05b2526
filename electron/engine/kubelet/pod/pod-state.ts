import type { ControlPlaneProcess } from '../../simulation/processes.ts';
import type { AdmittedRequest } from '../node/node-state.ts';
import type { Allocation } from '../resources/allocation.ts';
import type { ContainerRuntime } from './container-state.ts';

/**
 * New: seen, not yet admitted. Active: synced. Terminating: containers are being stopped. Finished: everything has ended; what is left
 * is the API object, if there still is one.
 */
export type PodStage = 'New' | 'Active' | 'Terminating' | 'Finished';

export interface PodRuntime {
  uid: string;
  /** `namespace/name`; for static pods that of the mirror pod. */
  key: string;
  node: string;
  /** Set for static pods: what the pod runs, and whether that is up. */
  control: { process: ControlPlaneProcess; up: boolean; manifestGone: boolean } | undefined;
  stage: PodStage;
  /** When the kubelet first saw it. */
  seenAtMs: number;
  sandbox: Sandbox | undefined;
  /** How many sandboxes the pod has had. */
  sandboxAttempts: number;
  /** By name, init containers first, in spec order. */
  containers: Map<string, ContainerRuntime>;
  volumes: VolumeSetUp;
  task: Task | undefined;
  /** Container whose image a pull has just brought. */
  pulled: string | undefined;
  /** A container's end restarts all of them: the others are being killed. */
  restartingAll: boolean;
  /** Next sync; Infinity: none wanted. */
  syncAtMs: number;
  /** The sync that is wanted is a retry at the longest back-off, which may repeat for ever. */
  syncInBackground: boolean;
  termination: Termination | undefined;
  /** Word of its end has come, which the next sync heeds even when the worker is busy. */
  interrupted: boolean;
  /** What it counts for in the node's `admitted`. */
  counted: AdmittedRequest | undefined;
  /** A resize that is not over; without one the pod has what its spec says. */
  resize: ResizeState | undefined;
  /** Start of activeDeadlineSeconds' clock is `seenAtMs`; Infinity: no deadline. */
  deadlineAtMs: number;
}

export interface ResizeState {
  /** What the kubelet has granted; kept on disk. */
  allocated: Allocation;
  pending?: ResizeProblem;
  /** It was granted, but not all have it: what those run with. */
  progress?: { generation: number | undefined; sinceMs: number; running: Allocation; error?: string };
}

/** Why a resize is not granted. */
export interface ResizeProblem {
  reason: 'Deferred' | 'Infeasible';
  message: string;
  /** Of the pod that asked. */
  generation: number | undefined;
  sinceMs: number;
}

export interface Sandbox {
  attempt: number;
  /** Pod address; the machine's own for hostNetwork. */
  ip: string;
}

export interface VolumeSetUp {
  mounted: boolean;
  /** Delay before the next try. */
  retryMs: number;
  /** A disk of a mounted volume has become larger. */
  expand?: boolean;
}

/** What the pod worker is busy with; it answers nothing else meanwhile, as the real one. */
export type Task =
  | { kind: 'MountVolumes'; doneAtMs: number }
  | { kind: 'CreateSandbox'; doneAtMs: number }
  | { kind: 'PullImage'; container: string }
  | { kind: 'StartContainer'; container: string; doneAtMs: number }
  /** The postStart hook runs; Infinity: for as long as the process does. */
  | { kind: 'PostStart'; container: string; doneAtMs: number; failure: string | undefined }
  | { kind: 'StopContainer'; container: string };

export interface Termination {
  /**
   * Deleted: the API object has a deletionTimestamp. Removed: the object is gone. Ended: all containers have ended for good. Failed: the
   * kubelet
   * ends the pod with `reason` and `message`.
   */
  cause: 'Deleted' | 'Removed' | 'Ended' | 'Failed';
  reason?: string;
  message?: string;
  /** Asked for by whoever deleted it; a second deletion may shorten it. */
  graceSeconds: number;
  /** Why it is disrupted, if that is what it is, as the DisruptionTarget condition says it. */
  disruption?: { reason: 'TerminationByKubelet'; message: string };
  /** When the grace period is over. */
  deadlineMs: number;
  /** Containers whose stopping has been told and whose preStop hooks have begun. */
  announced: Set<string>;
  /** Containers that have been told to stop: first the regular ones, then sidecars, last one first. */
  stopped: Set<string>;
  /** All containers have ended and the final status has been made; the object can be deleted then. */
  confirmAtMs: number;
}
