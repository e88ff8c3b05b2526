import type { ProviderSpec } from '../cloud/provider-spec.ts';
import type { JsonObject } from '../json.ts';
import type { Machine } from '../kubernetes/types/machine.ts';
import type { NodeGroup } from '../kubernetes/types/node-group.ts';
import type { TrafficSource } from '../kubernetes/types/traffic-source.ts';
import type { PlannedFault } from '../planned-faults.ts';
import type { ImageProfile } from './behaviour.ts';

/** A Kubernetes object as its author wrote it: not defaulted, nothing server-made. */
export interface Manifest extends JsonObject {
  apiVersion: string;
  kind: string;
  metadata: JsonObject & { name: string; namespace?: string };
}

export interface Point {
  x: number;
  y: number;
}

/** `kind: Cluster`, `apiVersion: clusterwright.dev/v1`: what is ours about a design. The first document of a topology file. */
export interface ClusterDocument {
  apiVersion: 'clusterwright.dev/v1';
  kind: 'Cluster';
  metadata: { name: string };
  spec: ClusterSpec;
}

export interface ClusterSpec {
  /** Decides every random draw; 0 .. 2^53-1. */
  seed: number;
  /** Simulated time 0, RFC 3339; default 2026-01-01T00:00:00Z. */
  epoch?: string;
  network: { podCIDR: string; serviceCIDR: string; nodeCIDR: string };
  /** Name and spec of each Machine, in the order in which they were added. So with the other own kinds: see own-entries.ts. */
  machines: MachineEntry[];
  nodeGroups?: NodeGroupEntry[];
  traffic?: TrafficEntry[];
  /** What kubeadm adds to a control plane on the cluster's own machines; absent: all. Without them, and with a managed control plane, the provider answers names and each machine has a kube-proxy of its own. */
  addons?: AddonName[];
  /** Who owns the computers; absent: `bare`. */
  provider?: ProviderSpec;
  /** Behaviour of images; see behaviour.ts. */
  images?: ImageProfile[];
  /** What breaks when, and how long: see planned-faults.ts. */
  faults?: PlannedFault[];
  /** Canvas positions, by refKey of the object (`shared/kubernetes/registry.ts`). Absent: placed automatically. */
  layout?: Record<string, Point>;
}

export const addonNames = ['coredns', 'kube-proxy'] as const;
export type AddonName = (typeof addonNames)[number];
export type MachineEntry = { name: string } & Machine['spec'];
export type NodeGroupEntry = { name: string } & NodeGroup['spec'];
export type TrafficEntry = { name: string } & TrafficSource['spec'];

/** A design: desired state. Manifests keep file order. */
export interface Topology {
  cluster: ClusterDocument;
  manifests: Manifest[];
}

/** One problem found in a file. Lines and columns count from 1; `document` counts YAML documents from 1. */
export interface TopologyProblem {
  severity: 'error' | 'warning';
  message: string;
  document?: number;
  line?: number;
  column?: number;
  /** Dotted field path, e.g. `spec.template.spec.containers[0].image`. */
  field?: string;
  /** What to do about it. */
  hint?: string;
}
