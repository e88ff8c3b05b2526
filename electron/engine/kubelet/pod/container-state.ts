import type { PullFailure } from '../images/state.ts';

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
