import type { KubernetesObject } from './meta.ts';
import type { Taint } from './pod.ts';

/**
 * Our own kind, `clusterwright.dev/v1` Machine, cluster-scoped: a computer that the provider builds. Its kubelet registers
 * the Node of the same name. In a topology file machines stand in the Cluster document; in the API store each is an object.
 */
export interface Machine extends KubernetesObject {
  spec: {
    /** `['worker']`, `['control-plane']`, or both in one (no NoSchedule taint). */
    roles: MachineRole[];
    /** Machine type of the catalogue, e.g. `m5.large`; decides capacity unless `capacity` is given. */
    type?: string;
    zone?: string;
    capacity?: { cpu?: string; memory?: string; pods?: string; 'ephemeral-storage'?: string };
    /** Extra Node labels and taints that the kubelet registers with. */
    labels?: Record<string, string>;
    taints?: Taint[];
    /** Seconds from power-on until the kubelet starts. */
    bootSeconds?: number;
    /** Whether its pods reach the Internet through it. Default true. */
    egress?: boolean;
  };
  status?: {
    phase: MachinePhase;
    /** The machine's own address on the cluster network. */
    address?: string;
    /** RFC 3339 time of the last phase change. */
    phaseChangedAt?: string;
    /** Of a cloud: its name for the machine, `i-…`; its kubelet then runs with --cloud-provider=external. */
    instanceID?: string;
    /** Most pods, where the network of the cloud decides that. */
    maxPods?: number;
    /** Why it could not be built yet. */
    message?: string;
  };
}

export type MachineRole = 'worker' | 'control-plane';
/** Provisioning: the provider builds it. Booting: power is on, the kubelet is not up yet. Running. Off: no power. Crashed: frozen. */
export type MachinePhase = 'Provisioning' | 'Booting' | 'Running' | 'Off' | 'Crashed';
