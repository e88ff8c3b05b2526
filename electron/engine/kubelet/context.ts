import type { ImageProfile } from '../../../shared/topology/behaviour.ts';
import type { ApiResult } from '../../../shared/kubernetes/status.ts';
import type { ComponentContext } from '../component.ts';
import type { DueQueue } from '../simulation/due-queue.ts';
import type { ProxyChange } from '../network/proxy/kube-proxies.ts';
import type { ProcessTable } from '../simulation/processes.ts';
import type { Behaviours } from './behaviours.ts';
import type { NodeRuntime } from './node/node-state.ts';
import type { FleetState } from './state.ts';
import { relistPeriodMs } from './timings.ts';

export interface KubeletFleetOptions {
  /** Behaviour of images, from the Cluster document. */
  images: readonly ImageProfile[];
  /** Where control-plane machines report their static pods. */
  processes: ProcessTable;
  network: { podCIDR: string; serviceCIDR: string };
  /** Who writes the rules of kube-proxies that run. */
  proxies?: { report(machine: string, change: ProxyChange): void };
}

/** What the parts of the fleet share. */
export interface FleetContext {
  readonly component: ComponentContext;
  readonly options: KubeletFleetOptions;
  readonly behaviours: Behaviours;
  readonly state: FleetState;
  readonly due: DueQueue;
  /** The processes of a pod, or their limits, have changed: they take requests in another way. */
  processesChanged(uid: string): void;
  /** Runs a write whose watch event the fleet need not look at, since it knows what it wrote. */
  ownWrite<T>(write: () => ApiResult<T>): ApiResult<T>;
}

/** Key of a machine in the due queue; pods go by their uid. */
export function nodeDueId(machine: string): string {
  return `node/${machine}`;
}

/** The next time after `nowMs` at which this machine's kubelet looks at its containers. */
export function nextRelistMs(node: NodeRuntime, nowMs: number): number {
  const sinceOffset = nowMs - node.relistOffsetMs;
  return node.relistOffsetMs + (Math.floor(sinceOffset / relistPeriodMs) + 1) * relistPeriodMs;
}
