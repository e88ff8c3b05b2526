import type { ProviderSpec } from '../cloud/provider-spec.ts';
import type { ContainerFaultKind } from '../faults.ts';
import type { ObjectRef } from '../kubernetes/registry.ts';
import type { MachineRole } from '../kubernetes/types/machine.ts';
import type { NodeProcess } from './component-ref.ts';
import type { BalancerRow } from './load-balancer.ts';
import type { MachineStateName, StateFamily } from './states.ts';

/**
 * What the window mirrors: slim rows made from API objects by the control plane (`electron/control-plane/view`). Full objects are fetched only for what is
 * selected. Rows are plain data; a row is replaced, never changed.
 */

/** Text that the window translates: a catalogue key with parameters. Kubernetes' own words come as parameters, untranslated. */
export interface LocalizedText {
  key: string;
  params?: Record<string, string | number>;
}

/** A pod, slim: travels in columns for any number of pods. */
export interface PodRow {
  uid: string;
  namespace: string;
  name: string;
  /** Machine (= Node) name; '' while Pending. */
  node: string;
  /** Index into `podStates`. */
  state: number;
  /** Name of the top controller's object as shown (`web`), '' for a bare pod. The rest of `name` is the suffix. */
  owner: string;
  /** Containers ready / all. */
  ready: number;
  total: number;
  restarts: number;
  podIP: string;
}

/** What the near zoom draws inside a pod; sent only for machines in view (`watchMachines`) and for the Pending tray. */
export interface PodDetailRow {
  uid: string;
  containers: ContainerRow[];
  volumes: VolumeRow[];
  /** Simulated ms at which a Terminating pod is killed. */
  terminatesAtMs?: number;
  /** For a Pending pod: short reason, e.g. `Insufficient cpu`. */
  pendingReason?: string;
  /** Mirror pods cannot be edited. */
  mirror?: boolean;
}

export interface ContainerRow {
  name: string;
  image: string;
  init?: boolean;
  port?: number;
  family: StateFamily;
  /** Kubernetes' reason when there is one: ContainerCreating, CrashLoopBackOff, Completed … */
  reason?: string;
  /** Image pull, 0..1. */
  pull?: { startedAtMs: number; endsAtMs: number };
  /** Next start of a container in back-off. */
  retryAtMs?: number;
  /** What the running container uses now. */
  use?: ContainerUseRow;
  /** How often the kernel has killed it for memory; absent: never. */
  oomKills?: number;
  /** What someone has done to it that has not been mended; absent: nothing. */
  faults?: ContainerFaultKind[];
  restarts: number;
}

export interface ContainerUseRow {
  cpuMilli: number;
  memoryBytes: number;
  /** CPU that it wants and does not get, by its limit or on a busy machine. */
  throttledMilli: number;
  /** Written to its layer and its emptyDir. */
  diskBytes: number;
  processes: number;
}

export interface VolumeRow {
  name: string;
  /** `emptyDir`, `configMap`, `secret`, `hostPath`, `persistentVolumeClaim`, or another source's field name. */
  source: string;
  /** Name of what is mounted, or a size. */
  detail: string;
}

export interface ResourceGauge {
  allocatable: number;
  requested: number;
  used: number;
}

export interface MachineRow {
  name: string;
  uid: string;
  roles: MachineRole[];
  type: string;
  zone: string;
  address: string;
  state: MachineStateName;
  /** For NotReady: since when the node is silent. */
  silentSinceMs?: number;
  /** For Provisioning and Booting. */
  readyAtMs?: number;
  /** In the provider's words why it does not build the machine, or not give it its power back; absent: it has not refused. */
  refused?: string;
  /** The plug is pulled. */
  poweredOff: boolean;
  crashed: boolean;
  /** Its network cable, or its zone's, is cut; absent: it is not. */
  cutOff?: true;
  /** The NodeGroup that has made it; absent: none has. */
  group?: string;
  unschedulable: boolean;
  /** `key=value:effect` or `key:effect`, as `kubectl describe` prints. */
  taints: string[];
  cpuMilli: ResourceGauge;
  memoryBytes: ResourceGauge;
  pods: { allocatable: number; count: number };
  /** Of its own processes: whether each runs, and why. */
  lamps: LampRow[];
  /** Control-plane components of this machine, in fixed order. */
  components: ComponentRow[];
}

/** A process of a machine itself. */
export interface LampRow {
  name: NodeProcess;
  on: boolean;
  family: StateFamily;
  /** The state in a word. */
  detail: LocalizedText;
  why: LocalizedText;
}

/** A component of the control plane on one machine. */
export interface ComponentRow {
  name: string;
  family: StateFamily;
  /** Leader … of etcd; Leading, Standby, Waiting of those that elect a leader; Running; Stopped, Starting, Off. */
  state: string;
  /** The state in a word, or what it does. */
  detail: LocalizedText;
  /** Why it is as it is. */
  why: LocalizedText;
  leader: boolean;
  /** Someone has stopped it, and starts it again. */
  stopped?: true;
}

/** A workload or another object card in the lane left of the machines. */
export interface CardRow {
  ref: ObjectRef;
  uid: string;
  family: StateFamily;
  /** One live fact, e.g. `2 of 3 ready`. */
  fact: LocalizedText;
  /** A second line that is typed or measured, e.g. an address with its ports. */
  detail?: string;
  /** Why a relation of the object leads nowhere: its selector selects nothing, or what it names does not exist. */
  broken?: LocalizedText;
  /** Workloads with replicas. */
  replicas?: { desired: number; ready: number; current: number; updated: number };
  /** Of a source with a constant rate: requests per second that it is told to send. */
  rate?: { rps: number };
  /** Of a load balancer, which is no object of the API (see provided.ts). */
  balancer?: BalancerRow;
  /** Of a NodeGroup: its bounds, how many machines it wants, how many of them there are and are ready, and what they are. */
  group?: { min: number; max: number; desired: number; size: number; ready: number; type: string; zones: readonly string[] };
  revision?: number;
  /** Pod template, when the kind has one. */
  template?: { containers: { name: string; image: string; port?: number; init?: boolean }[]; volumes: VolumeRow[] };
  /** Uid of the card that owns this one. */
  ownerUid?: string;
}

export interface ClusterRow {
  name: string;
  seed: number;
  /** Simulated time 0 in ms since 1970, from which the timestamps of objects count; absent: 2026-01-01T00:00:00Z. */
  epochMs?: number;
  version: string;
  podCIDR: string;
  serviceCIDR: string;
  controlPlane: 'managed' | 'machines';
  /** Whether an API server answers. */
  apiReachable: boolean;
  /** Pairs of machines between which alone nothing gets through; absent: none. */
  cutLinks?: [string, string][];
  /** Zones whose machines reach each other and nothing else; absent: none. */
  cutZones?: string[];
  /** What the design says; the simulation has it from its next beginning on. Absent: bare. */
  provider?: ProviderSpec;
  nodes: { total: number; ready: number };
  pods: number;
}

/** A problem for the problems list: something is not as desired. */
export interface ProblemRow {
  ref: ObjectRef;
  uid: string;
  family: StateFamily;
  title: LocalizedText;
  /** The cause, in words. */
  detail?: LocalizedText;
  /** Where it is mended, the likeliest first. */
  objects?: ObjectRef[];
  /** It is about requests of `ref`, one of which can be followed. */
  hasRequests?: true;
  sinceMs: number;
}

export type TimelineLane = 'you' | 'controlPlane' | 'nodes' | 'workloads';

/** A mark on the timeline; with `endMs` a waiting period drawn as a span. Caused by a recorded event, fault, gesture or commit. */
export interface TimelineEntry {
  id: number;
  lane: TimelineLane;
  atMs: number;
  endMs?: number;
  /** Icon: a state (`family/case`) or a kind (`kind/Deployment`) or `plug`. */
  icon: string;
  text: LocalizedText;
  ref?: ObjectRef;
}

/** A Kubernetes Event as the Events tab shows it. */
export interface EventRow {
  uid: string;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  component: string;
  count: number;
  firstMs: number;
  lastMs: number;
  object: ObjectRef;
}

export interface ClockState {
  nowMs: number;
  running: boolean;
  /** 1 … 1000; simulated ms per wall ms. */
  speed: number;
  /** Set while "run until quiet" is going on. */
  runningUntilQuiet: boolean;
  /** Nothing more will happen by itself. */
  quiet: boolean;
}
