import type { ObjectRef } from '../kubernetes/registry.ts';

/** Where kube-proxies send the requests of Services: those of one, or those to one pod. */
export interface ServiceWaysView {
  services: ServiceWays[];
  /** How many pods are left out. */
  more: number;
}

export interface ServiceWays {
  service: ObjectRef;
  machines: MachineWays[];
}

/** Endpoints on one machine, and the kube-proxy there: `Synced` follows the API server, `Stale` keeps its last rules, `None` has none. */
export interface MachineWays {
  machine: string;
  proxy: 'Synced' | 'Stale' | 'None';
  pods: { uid: string; state: EndpointState }[];
}

/** As the conditions of the endpoint have it. A Terminating one is sent to only where no other is ready; one that is NotReady never is. */
export type EndpointState = 'Ready' | 'NotReady' | 'Terminating';
