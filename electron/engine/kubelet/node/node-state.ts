import type { ControlPlaneProcess } from '../../simulation/processes.ts';
import type { EvictionState } from '../eviction/eviction-state.ts';
import type { ImagePull } from '../images/state.ts';

/** What is on one machine: its runtime, its images and, if it runs, its kubelet. */
export interface NodeRuntime {
  name: string;
  machineUid: string;
  /** Generation of the Machine's spec that has been followed. */
  machineGeneration: number;
  /** The kernel runs: containers can exist. */
  powered: boolean;
  /** How often it has been powered on, and at which of these times its kubelet last registered. */
  boots: number;
  registeredBoot: number;
  /** The Machine was edited while no API server answered: the Node's labels are to follow. */
  labelsDue?: true;
  /** Has not seen what came after this change; absent: sees what there is. */
  outOfTouchAt?: number;
  /** False after someone stopped the kubelet. */
  kubeletEnabled: boolean;
  /** Memory of the kubelet process; absent while it does not run. */
  kubelet?: KubeletProcess;
  /** The kube-proxy container, which a stopped kubelet leaves alone. */
  kubeProxy: boolean;
  /** Someone has stopped it, and it stays so. */
  kubeProxyDisabled?: boolean;
  /** The network plugin's configuration is on disk, so a restart needs no wait. */
  networkInstalled: boolean;
  /** The node's own offset of the one-second relist, so that machines do not look at their containers in step. */
  relistOffsetMs: number;
  hardware: Hardware;
  /** Image reference → bytes on disk. Survives a power cut. */
  images: Map<string, number>;
  /** Their sum. */
  imageBytes: number;
  /** When each was pulled, or last used by a container that started. */
  imageUsedAtMs: Map<string, number>;
  /** Paths of the machine's disk that volumes have made; absent: none. */
  hostPaths?: Map<string, HostPathKind>;
  /** Serial pulls; the first one is under way. */
  pulls: ImagePull[];
  /** Pod addresses in use → uid, and the offset tried last (host-local IPAM walks round). */
  addresses: Map<string, string>;
  lastAddressOffset: number;
  /** Disks that pods here want or have mounted, by their unique name → uids of those pods. */
  disks: Map<string, Set<string>>;
  /** Uids of the pods that this machine has, in order of arrival. */
  pods: Set<string>;
  /** Static pods that run, by component → uid; empty on workers. */
  staticPods: Map<ControlPlaneProcess, string>;
  /** Components whose manifest someone moved away. */
  disabledComponents: Set<ControlPlaneProcess>;
  /** Keys of mirror pods whose static pod is no more. */
  staleMirrors: Set<string>;
  /** Uids of the pods whose resize waits for room; absent: none. */
  deferredResizes?: Set<string>;
  /** Requests of admitted pods that have not ended. */
  admitted: { pods: number } & AdmittedRequest;
  /** Use of the containers, less what those of `growing` have grown by since it was last settled. */
  usage: NodeUsage;
  /** Uids of the pods with a container whose use grows. */
  growing: Set<string>;
  /** Use grows, is near a threshold, or a fault makes it so: it has to be watched. */
  strained: boolean;
  /** Nothing more can be written; absent: there is room. */
  diskFull?: boolean;
  faults: MachineFaults;
}

/** What stands at a path of a machine. */
export type HostPathKind = 'Directory' | 'File' | 'Socket' | 'CharDevice' | 'BlockDevice';

/** What the machine has, as numbers. */
export interface Hardware {
  cpuMilli: number;
  memoryBytes: number;
  diskBytes: number;
}

export interface NodeUsage {
  cpuMilli: number;
  memoryBytes: number;
  /** Written by containers that exist, running or ended. */
  diskBytes: number;
  processes: number;
}

/** What someone has done to a machine beyond its power and its kubelet. */
export interface MachineFaults {
  /** Share of the disk, in percent, that is taken at least. */
  diskPercent?: number;
  /** How long its disk takes to make a write durable. */
  fsyncMs?: number;
  pidPercent?: number;
  /** A daemon's leak, since when. */
  leak?: { fromMs: number; bytesPerSecond: number };
  /** containerd has been down since then. */
  runtimeStoppedAtMs?: number;
}

/** Thousandths of a core, bytes, and extended resources by name. */
export interface AdmittedRequest {
  milliCpu: number;
  memory: number;
  ephemeralStorage: number;
  scalar: Record<string, number>;
}

export interface KubeletProcess {
  startedAtMs: number;
  /** Static pods have been started. */
  staticPodsStarted: boolean;
  registered: boolean;
  /** Next attempt to register, while not registered. */
  registerAtMs: number;
  /** The network plugin will be ready then; Infinity: no podCIDR yet. */
  networkReadyAtMs: number;
  networkReady: boolean;
  leaseAtMs: number;
  /** Next look at the node status: soon when something changed, else with the five-minute report. */
  statusAtMs: number;
  statusChanged: boolean;
  lastReportMs: number;
  /** Mirror pods need a look then. */
  mirrorsAtMs: number;
  /** Next collection of images; Infinity: the disk is not full enough. */
  imageGcAtMs: number;
  /** The last collection found too little. */
  imageGcFailed: boolean;
  eviction: EvictionState;
  /** When its client may tell of a whole burst of refused pods again; absent: it may now. */
  refusalsFullAtMs?: number;
}
