import type { ObjectRef } from '../kubernetes/registry.ts';

/** How much there was of something, from its moment on until the next point. */
export interface UsagePoint {
  /** Simulated time. */
  atMs: number;
  /** Ready ones of a workload, on a machine, on the machines of a group, in the cluster. */
  pods: number;
  /** As many as there are to be: `spec.replicas`, or all that have not ended. */
  podsWanted: number;
  /** Ready ones; of a workload: those on which its pods are. */
  machines: number;
  /** As many as there are to be; of a workload: as `machines`. */
  machinesWanted: number;
  /** Thousandths of a core. */
  cpuMilli: number;
  cpuRequested: number;
  memoryBytes: number;
  memoryRequested: number;
}

/** Of a workload, a Machine or a NodeGroup. */
export interface UsageSeries {
  ref: ObjectRef;
  points: UsagePoint[];
}
