import { Bug, Cpu, Flame, HardDriveDownload, HeartCrack, Hourglass, ImageOff, Infinity as Endless, MemoryStick, Power, ServerCrash, Skull, Wrench, Zap, type LucideIcon } from 'lucide-react';
import type { Fault } from '../../shared/faults.ts';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import { request } from '../ipc/client.ts';
import { inEditor, type Command, type CommandArgs, type CommandContext } from './command.ts';
import { inject } from './inject.ts';

type ContainerFault = Extract<Fault, { pod: string }>;
type MachineFault = Extract<Fault, { machine: string }>;
type Struck = Pick<ContainerFault, 'namespace' | 'pod' | 'container'>;

const mebi = 1_048_576;

/** The selected pods that have a node. */
function podsOf(context: CommandContext): readonly ObjectRef[] {
  if (!inEditor(context)) return [];
  return context.selection.filter(({ kind, namespace = '', name }) => kind === 'Pod' && (context.mirror.pods.find(namespace, name)?.node ?? '') !== '');
}

/** Names of the containers of a pod, as far as the mirror has its details (pods in view do). */
function knownContainers({ mirror }: CommandContext, { namespace = '', name }: ObjectRef): readonly string[] {
  const row = mirror.pods.find(namespace, name);
  const detail = row === undefined ? undefined : mirror.podDetail(row.uid);
  return (detail?.containers ?? []).filter((container) => container.init !== true).map((container) => container.name);
}

/** The container that the caller names, else the first of the pod; from the object when the mirror does not have it. */
async function containerOf(context: CommandContext, ref: ObjectRef, args: CommandArgs | undefined): Promise<string | undefined> {
  const known = args?.container ?? knownContainers(context, ref)[0];
  if (known !== undefined) return known;
  const answer = await request('object.get', { ref });
  const spec = answer.ok ? (answer.value.live as { spec?: { containers?: { name: string }[] } } | undefined)?.spec : undefined;
  return spec?.containers?.[0]?.name;
}

/** Strikes a container of each selected pod: the named one, else the first. */
function containerFault(id: string, icon: LucideIcon, faultOf: (struck: Struck) => ContainerFault): Command {
  return {
    id, title: `commands:${id}`, icon, group: 'fault', menus: ['palette', 'context'],
    isVisible: (context) => podsOf(context).length > 0,
    isEnabled: (context) => podsOf(context).length > 0,
    choices(context) {
      const [ref, ...others] = podsOf(context);
      return ref === undefined || others.length > 0 ? [] : knownContainers(context, ref).map((container) => ({ text: container, args: { container } }));
    },
    async run(context, args) {
      for (const ref of podsOf(context)) {
        const container = await containerOf(context, ref, args);
        if (container !== undefined) await inject(faultOf({ namespace: ref.namespace ?? 'default', pod: ref.name, container }));
      }
    },
  };
}

function machineFault(id: string, icon: LucideIcon, faultOf: (machine: string) => MachineFault): Command {
  const machines = (context: CommandContext): readonly string[] =>
    inEditor(context) ? context.selection.filter(({ kind }) => kind === 'Machine' || kind === 'Node').map(({ name }) => name).filter((name) => context.mirror.machine(name)?.poweredOff === false) : [];
  return {
    id, title: `commands:${id}`, icon, group: 'fault', menus: ['palette', 'context'],
    isVisible: (context) => machines(context).length > 0,
    isEnabled: (context) => machines(context).length > 0,
    async run(context) {
      for (const machine of machines(context)) await inject(faultOf(machine));
    },
  };
}

/** Ends the process of a container with exit code 1. */
const crashContainer = containerFault('crashContainer', Zap, (struck) => ({ kind: 'CrashContainer', ...struck }));

/** What can go wrong inside a container, and its end. A new one is a new line. */
export const containerFaults: readonly Command[] = [
  crashContainer,
  containerFault('hangContainer', Hourglass, (struck) => ({ kind: 'HangContainer', ...struck })),
  containerFault('slowStart', Endless, (struck) => ({ kind: 'SlowStart', ...struck, seconds: 60 })),
  containerFault('leakMemory', MemoryStick, (struck) => ({ kind: 'LeakMemory', ...struck, bytesPerSecond: 4 * mebi })),
  containerFault('failReadiness', HeartCrack, (struck) => ({ kind: 'FailProbe', ...struck, probe: 'readiness' })),
  containerFault('failLiveness', Skull, (struck) => ({ kind: 'FailProbe', ...struck, probe: 'liveness' })),
  containerFault('missingImage', ImageOff, (struck) => ({ kind: 'MissingImage', ...struck })),
  containerFault('burnCpu', Flame, (struck) => ({ kind: 'BurnCpu', ...struck })),
  containerFault('writeDisk', HardDriveDownload, (struck) => ({ kind: 'WriteDisk', ...struck, bytesPerSecond: 64 * mebi })),
  containerFault('spawnProcesses', Bug, (struck) => ({ kind: 'SpawnProcesses', ...struck, perSecond: 100 })),
  containerFault('mendContainer', Wrench, (struck) => ({ kind: 'MendContainer', ...struck })),
];

/** What can go wrong with a machine besides its plug and its kubelet, and its end. */
export const machineFaults: readonly Command[] = [
  machineFault('restartMachine', Power, (machine) => ({ kind: 'RestartMachine', machine })),
  machineFault('fillDisk', HardDriveDownload, (machine) => ({ kind: 'FillDisk', machine, percent: 95 })),
  machineFault('leakMachineMemory', MemoryStick, (machine) => ({ kind: 'LeakMachineMemory', machine, bytesPerSecond: 64 * mebi })),
  machineFault('exhaustPids', Cpu, (machine) => ({ kind: 'ExhaustPids', machine, percent: 98 })),
  machineFault('stopRuntime', ServerCrash, (machine) => ({ kind: 'StopRuntime', machine })),
  machineFault('mendMachine', Wrench, (machine) => ({ kind: 'MendMachine', machine })),
];
