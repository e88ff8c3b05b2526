import { z } from 'zod';

const machine = z.string().min(1);
const container = { namespace: z.string().min(1), pod: z.string().min(1), container: z.string().min(1) };
const zone = z.string().min(1);
const image = z.string().min(1);
/** Of the whole machine's. */
const percent = z.number().min(0).max(100);
const perSecond = z.number().positive();

/** What a container suffers until `MendContainer` ends it. All but the first are the program's, so a restart does not help. */
export const containerFaultKinds = [
  'HangContainer', 'SlowStart', 'LeakMemory', 'FailProbe', 'MissingImage', 'BurnCpu', 'WriteDisk', 'SpawnProcesses',
] as const;
export type ContainerFaultKind = (typeof containerFaultKinds)[number];

/** What a machine suffers until `MendMachine` ends it; pulling its plug ends all but the full and the slow disk. */
export const machineFaultKinds = ['FillDisk', 'LeakMachineMemory', 'ExhaustPids', 'StopRuntime', 'SlowDisk'] as const;
export type MachineFaultKind = (typeof machineFaultKinds)[number];

/** What a cloud answers instead of doing what it was asked for: codes of AWS. */
export const cloudErrorCodes = [
  'RequestLimitExceeded', 'InsufficientInstanceCapacity', 'VcpuLimitExceeded', 'InternalError', 'UnauthorizedOperation', 'Unavailable',
] as const;
export type CloudErrorCode = (typeof cloudErrorCodes)[number];
/** `RunInstances`, or with its service: `ec2:RunInstances`. */
const action = z.string().min(1);

const component = z.enum(['etcd', 'kube-apiserver', 'kube-scheduler', 'kube-controller-manager', 'cloud-controller-manager']);

/** Things that break (or mend) by themselves or by a person's hand: not API objects. `electron/engine` injects them, scripts and the timeline name them. */
export const faultSchema = z.discriminatedUnion('kind', [
  /** The plug is pulled: containers are gone at once, nothing is reported. */
  z.object({ kind: z.literal('PowerOff'), machine }),
  z.object({ kind: z.literal('PowerOn'), machine }),
  /** The kernel freezes: power is on, nothing runs. `PowerOn` or `RestartMachine` mends it. */
  z.object({ kind: z.literal('CrashMachine'), machine }),
  /** The reset button. */
  z.object({ kind: z.literal('RestartMachine'), machine }),
  /** The kubelet process stops; its containers run on. */
  z.object({ kind: z.literal('StopKubelet'), machine }),
  z.object({ kind: z.literal('StartKubelet'), machine }),
  /** The machine's kube-proxy stops; the rules that it has written stay as they are. */
  z.object({ kind: z.literal('StopKubeProxy'), machine }),
  z.object({ kind: z.literal('StartKubeProxy'), machine }),
  /** The machine's network cable is cut: its kubelet and containers run on, and reach nothing. A power cycle does not mend it. */
  z.object({ kind: z.literal('CutCable'), machine }),
  z.object({ kind: z.literal('ReconnectCable'), machine }),
  /** The machines that a zone has now still reach each other, and nothing else. */
  z.object({ kind: z.literal('CutZone'), zone }),
  z.object({ kind: z.literal('ReconnectZone'), zone }),
  /** Nothing gets from one of two machines to the other; each reaches all others. */
  z.object({ kind: z.literal('CutLink'), a: machine, b: machine }),
  z.object({ kind: z.literal('ReconnectLink'), a: machine, b: machine }),
  /** What the etcd of this machine has on its disk is made a cluster of one member, when a quorum is lost for good. The other members join anew. */
  z.object({ kind: z.literal('ForceNewCluster'), machine }),
  /** A control-plane component is stopped by moving its static pod's manifest away, and started by bringing it back. */
  z.object({ kind: z.literal('StopComponent'), machine, component }),
  z.object({ kind: z.literal('StartComponent'), machine, component }),
  /** One container's process ends with this code (default 1). */
  z.object({ kind: z.literal('CrashContainer'), ...container, exitCode: z.number().int().min(0).max(255).optional() }),

  /** The process lives, but answers no probe, does not end by itself and ignores SIGTERM. The next process is sound. */
  z.object({ kind: z.literal('HangContainer'), ...container }),
  /** Every start takes this much longer until the process listens and is ready. */
  z.object({ kind: z.literal('SlowStart'), ...container, seconds: z.number().positive() }),
  /** Memory in use grows by this many bytes a second, in this process and in those after it. */
  z.object({ kind: z.literal('LeakMemory'), ...container, bytesPerSecond: perSecond }),
  z.object({ kind: z.literal('FailProbe'), ...container, probe: z.enum(['startup', 'liveness', 'readiness']) }),
  /** The container's image is neither on the machine nor in the registry the next time it is started. */
  z.object({ kind: z.literal('MissingImage'), ...container }),
  /** The process wants this much more CPU, in thousandths of a core; absent: as much as the machine has. */
  z.object({ kind: z.literal('BurnCpu'), ...container, milliCpu: perSecond.optional() }),
  /** The process writes this many bytes a second to its disk (see `disk` of ImageProfile for where). */
  z.object({ kind: z.literal('WriteDisk'), ...container, bytesPerSecond: perSecond }),
  /** The process starts this many child processes a second that never end. */
  z.object({ kind: z.literal('SpawnProcesses'), ...container, perSecond }),
  /** Ends one fault of a container, or all of them. What has leaked stays until the process ends; what was written stays as long as the container. */
  z.object({ kind: z.literal('MendContainer'), ...container, fault: z.enum(containerFaultKinds).optional() }),

  /** Something outside the pods fills the machine's disk up to this share. */
  z.object({ kind: z.literal('FillDisk'), machine, percent }),
  /** A system daemon outside the pods leaks. */
  z.object({ kind: z.literal('LeakMachineMemory'), machine, bytesPerSecond: perSecond }),
  /** Something outside the pods takes process ids, up to this share of what the kernel has. */
  z.object({ kind: z.literal('ExhaustPids'), machine, percent }),
  /** containerd stops; containers run on, nothing can be started or stopped. */
  z.object({ kind: z.literal('StopRuntime'), machine }),
  /** The disk takes this long to make a write durable. From about a second on, an etcd that leads loses its leadership. */
  z.object({ kind: z.literal('SlowDisk'), machine, fsyncMs: z.number().int().min(1).max(60_000) }),
  /** Ends one fault of a machine, or all of them. */
  z.object({ kind: z.literal('MendMachine'), machine, fault: z.enum(machineFaultKinds).optional() }),

  /** The image (with its tag, or all tags when without one) is no longer in the registry. Machines that have it keep it. */
  z.object({ kind: z.literal('LoseImage'), image }),
  z.object({ kind: z.literal('RestoreImage'), image }),
  /** All registries are down: every pull fails. */
  z.object({ kind: z.literal('StopRegistry') }),
  /** All registries together send this many bytes a second to each machine. */
  z.object({ kind: z.literal('SlowRegistry'), bytesPerSecond: perSecond }),
  /** Registries answer again, at full speed. Images lost stay lost. */
  z.object({ kind: z.literal('MendRegistry') }),

  /**
   * The cloud's API answers calls with an error: all of them, or those of one action, for one zone or instance type; `count`: only the next ones. Only where the
   * design's provider has an API.
   */
  z.object({
    kind: z.literal('FailCloudCalls'), error: z.enum(cloudErrorCodes), action: action.optional(), zone: zone.optional(), instanceType: z.string().min(1).optional(),
    count: z.number().int().positive().optional(),
  }),
  /** Ends the failures of one action, of one error, or all. */
  z.object({ kind: z.literal('MendCloudCalls'), action: action.optional(), error: z.enum(cloudErrorCodes).optional() }),
]);
export type Fault = z.infer<typeof faultSchema>;

/** Its mark on the timeline: a plug pulled or put in, something broken, something mended. */
export function faultIcon({ kind }: Fault): 'unplug' | 'plug' | 'fault' | 'mend' {
  if (kind === 'PowerOff' || kind === 'PowerOn') return kind === 'PowerOff' ? 'unplug' : 'plug';
  return /^(Start|Mend|Restore|Reconnect|Force)/.test(kind) ? 'mend' : 'fault';
}

/** The one thing that a fault strikes, in words of the API: a machine, a zone, a pod with its container, an image, calls of the cloud; '' for all registries. */
export function faultSubject(fault: Fault): string {
  if (fault.kind === 'FailCloudCalls' || fault.kind === 'MendCloudCalls') return cloudCallsText(fault);
  if ('component' in fault) return `${fault.component} (${fault.machine})`;
  if ('machine' in fault) return fault.machine;
  if ('pod' in fault) return fault.kind === 'CrashContainer' ? fault.pod : `${fault.pod} (${fault.container})`;
  if ('a' in fault) return `${fault.a} – ${fault.b}`;
  if ('zone' in fault) return fault.zone;
  return 'image' in fault ? fault.image : '';
}

/** `RunInstances: VcpuLimitExceeded (us-east-1a)`. */
function cloudCallsText(fault: Extract<Fault, { kind: 'FailCloudCalls' | 'MendCloudCalls' }>): string {
  const where = 'zone' in fault || 'instanceType' in fault ? [fault.zone, fault.instanceType].filter(Boolean).join(', ') : '';
  return [fault.action, fault.error].filter(Boolean).join(': ') + (where ? ` (${where})` : '');
}
