import type { ControlPlaneProcess } from '../simulation/processes.ts';
import type { ImagePull, PullFailure, Registry } from './images/state.ts';
import type { Unseen } from './node/last-seen.ts';
import type { Allocation } from './resources/allocation.ts';

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

/** Memory of the eviction manager. */
export interface EvictionState {
  /** It looks every ten seconds from then on. */
  startedAtMs: number;
  /** Next look at the signals; Infinity: nothing is near its threshold. */
  atMs: number;
  /** A pod may be above its own limits. */
  lookWanted: boolean;
  /** Nothing came of the last look and nothing has changed since: the next one may repeat for ever. */
  idle: boolean;
  /** Condition that holds → when a threshold of it was last met. */
  observedAtMs: Map<PressureType, number>;
  /** Evicted pods that have not ended, and until when the manager waits for them. */
  waitsFor: Set<string>;
  waitsUntilMs: number;
}

export type PressureType = 'MemoryPressure' | 'DiskPressure' | 'PIDPressure';

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

export interface ContainerRuntime {
  name: string;
  /** The newest one, running or ended. */
  instance?: Instance;
  /** The ended one before it. */
  previous?: Instance;
  /** Why it does not start now; shown as the waiting state. */
  waiting?: Waiting;
  restartBackOff?: BackOff;
  pullBackOff?: BackOff;
  /** How the last pull failed. */
  pullFailure?: PullFailure;
  probes: ProbeRuntime[];
  /** How often the kernel has killed it for memory; absent: never. */
  oomKills?: number;
  /** A failed liveness or startup probe, or postStart hook, wants it killed, with this message. */
  killMessage?: string;
  killGraceMs?: number;
  faults?: ContainerFaults;
}

/** Faults that the container's program has until they are mended. */
export interface ContainerFaults {
  slowStartMs?: number;
  failing?: ProbeKind[];
  missingImage?: true;
  burnMilli?: number;
  leakPerSecond?: number;
  writePerSecond?: number;
  spawnPerSecond?: number;
}

export interface Waiting {
  reason: string;
  message?: string;
  /** Infinity: only another image helps. */
  retryAtMs: number;
  /** What could not be started; a new image in the spec is tried at once. */
  image: string;
  /** Retries come at the longest back-off and may repeat for ever. */
  forGood: boolean;
}

/** One run of a container. */
export interface Instance {
  id: string;
  image: string;
  /** 0 for the first; restartCount. */
  attempt: number;
  sandboxAttempt: number;
  startedAtMs: number;
  /** When its process ends, planned or past; Infinity: it runs until stopped. The earliest of `exit`, `stop` and running out of memory. */
  endsAtMs: number;
  exitCode: number;
  reason: string;
  /** Its end has been taken account of (use, process table). */
  ended: boolean;
  /** What it takes, within its own limit; thousandths of a core. */
  cpuMilli: number;
  /** What it would take beyond that without the limit. */
  throttledMilli: number;
  /** At `growth.fromMs`, or all the time without growth. */
  memoryBytes: number;
  /** What it, and those before it, have written. */
  diskBytes: number;
  processes: number;
  growth?: Growth;
  /** What it writes lies in memory; of that, what was there when it began, which is no longer charged to the container. */
  writesToMemory?: { inheritedBytes: number };
  /** What the requests that it answers take, in `cpuMilli` (within the limit) and `memoryBytes`. */
  load?: RequestLoad;
  /** How its program ends by itself. */
  exit?: PlannedEnd;
  /** It has been told to stop: what comes of that, and when it is killed at the latest. */
  stop?: PlannedEnd & { killAtMs: number };
  /** Its preStop hook runs, or ran, until then; `failing`: its failure has not been told. */
  preStop?: { endsAtMs: number; failing: boolean };
  /** What it writes to its termination message when it ends with an error of its own. */
  message?: string;
  /** The kernel kills it then, at its own memory limit. */
  oomAtMs?: number;
  /** The same at the limit of its pod as a whole. */
  podOomAtMs?: number;
  /** The process hangs from then on. */
  hungAtMs?: number;
}

export interface PlannedEnd {
  atMs: number;
  code: number;
  reason: string;
}

/** CPU that requests want, in thousandths of a core, and bytes that those in flight take. */
export interface RequestLoad {
  cpuMilli: number;
  memoryBytes: number;
}

/** Units a second by which the use of an instance grows from `fromMs` on. */
export interface Growth {
  fromMs: number;
  memory: number;
  disk: number;
  /** The volume is full then; absent: never. */
  diskUntilMs?: number;
  processes: number;
}

export interface BackOff {
  delayMs: number;
  updatedAtMs: number;
}

export type ProbeKind = 'startup' | 'liveness' | 'readiness';

export interface ProbeRuntime {
  kind: ProbeKind;
  /** Next time the probe runs; Infinity: its answer cannot change. */
  nextAtMs: number;
  result: 'Success' | 'Failure' | 'Unknown';
  /** Equal outcomes in a row. */
  run: number;
  lastOutcome: 'Success' | 'Failure' | 'Unknown';
  /** Nobody in the pod listened on its port when it last ran. */
  closed?: true;
}

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
