import { Ban, Cable, CircleCheck, CirclePlay, CircleStop, Plug, Snowflake, Unlink, Unplug } from 'lucide-react';
import type { Fault } from '../../shared/faults.ts';
import type { MachineRow } from '../../shared/view/rows.ts';
import { request } from '../ipc/client.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';
import { sendEdit } from './edit.ts';
import { showError } from './show-error.ts';

/** The selected machines; a Node is its machine. */
function machinesOf({ selection, mirror }: CommandContext): MachineRow[] {
  return selection.filter((ref) => ref.kind === 'Machine' || ref.kind === 'Node').flatMap((ref) => mirror.machine(ref.name) ?? []);
}

/** Its kubelet has registered a Node: before, there is nothing to cordon and no kubelet to start. */
function hasNode(machine: MachineRow): boolean {
  return machine.pods.allocatable > 0;
}

interface MachineCommand extends Pick<Command, 'id' | 'icon'> {
  group: 'object' | 'fault';
  /** Whether there is anything to do on this machine. */
  applies: (machine: MachineRow) => boolean;
  run: (machines: MachineRow[]) => Promise<void>;
}

function machineCommand({ id, icon, group, applies, run }: MachineCommand): Command {
  const targets = (context: CommandContext): MachineRow[] => inEditor(context) ? machinesOf(context).filter(applies) : [];
  return {
    id, title: `commands:${id}`, ...(icon ? { icon } : {}), group, menus: ['palette', 'context'],
    isVisible: (context) => targets(context).length > 0, isEnabled: (context) => targets(context).length > 0, run: (context) => run(targets(context)),
  };
}

/** Writes `spec.unschedulable` of the Nodes, as `kubectl cordon` does. */
async function setUnschedulable(machines: MachineRow[], unschedulable: boolean): Promise<void> {
  const changes = machines.map((machine) => ({
    op: 'patch' as const, ref: { apiVersion: 'v1', kind: 'Node', name: machine.name }, patch: { spec: { unschedulable: unschedulable ? true : null } },
  }));
  const names = machines.map((machine) => machine.name).join(', ');
  await sendEdit({ changes, label: { key: unschedulable ? 'commands:edit.cordon' : 'commands:edit.uncordon', params: { name: names } } });
}

/** Injects one fault per machine. Faults are no API objects: nothing is written. */
async function inject(machines: MachineRow[], fault: (machine: string) => Fault): Promise<void> {
  for (const machine of machines) {
    const answer = await request('fault.inject', { fault: fault(machine.name) });
    if (!answer.ok) showError(answer.error);
  }
}

export const cordon = machineCommand({
  id: 'cordon', icon: Ban, group: 'object', applies: (machine) => hasNode(machine) && !machine.unschedulable, run: (machines) => setUnschedulable(machines, true),
});
export const uncordon = machineCommand({
  id: 'uncordon', icon: CircleCheck, group: 'object', applies: (machine) => machine.unschedulable, run: (machines) => setUnschedulable(machines, false),
});
export const powerOff = machineCommand({
  id: 'powerOff', icon: Unplug, group: 'fault', applies: (machine) => !machine.poweredOff,
  run: (machines) => inject(machines, (machine) => ({ kind: 'PowerOff', machine })),
});
export const powerOn = machineCommand({
  id: 'powerOn', icon: Plug, group: 'fault', applies: (machine) => machine.poweredOff || machine.crashed,
  run: (machines) => inject(machines, (machine) => ({ kind: 'PowerOn', machine })),
});
export const crashMachine = machineCommand({
  id: 'crashMachine', icon: Snowflake, group: 'fault', applies: (machine) => !machine.poweredOff && !machine.crashed,
  run: (machines) => inject(machines, (machine) => ({ kind: 'CrashMachine', machine })),
});
export const stopKubelet = machineCommand({
  id: 'stopKubelet', icon: CircleStop, group: 'fault', applies: (machine) => machine.lamps.some((lamp) => lamp.name === 'kubelet' && lamp.on),
  run: (machines) => inject(machines, (machine) => ({ kind: 'StopKubelet', machine })),
});
export const startKubelet = machineCommand({
  id: 'startKubelet', icon: CirclePlay, group: 'fault', applies: (machine) => machine.lamps.some((lamp) => lamp.name === 'kubelet' && !lamp.on) && machine.state !== 'Provisioning' && !machine.poweredOff && !machine.crashed && machine.readyAtMs === undefined,
  run: (machines) => inject(machines, (machine) => ({ kind: 'StartKubelet', machine })),
});
export const stopKubeProxy = machineCommand({
  id: 'stopKubeProxy', icon: CircleStop, group: 'fault', applies: (machine) => machine.lamps.some((lamp) => lamp.name === 'kube-proxy' && lamp.on),
  run: (machines) => inject(machines, (machine) => ({ kind: 'StopKubeProxy', machine })),
});
export const startKubeProxy = machineCommand({
  id: 'startKubeProxy', icon: CirclePlay, group: 'fault', applies: (machine) => machine.lamps.some((lamp) => lamp.name === 'kube-proxy' && !lamp.on) && !machine.poweredOff && !machine.crashed && machine.readyAtMs === undefined,
  run: (machines) => inject(machines, (machine) => ({ kind: 'StartKubeProxy', machine })),
});
export const cutCable = machineCommand({
  id: 'cutCable', icon: Unlink, group: 'fault', applies: (machine) => machine.cutOff !== true,
  run: (machines) => inject(machines, (machine) => ({ kind: 'CutCable', machine })),
});
export const reconnectCable = machineCommand({
  id: 'reconnectCable', icon: Cable, group: 'fault', applies: (machine) => machine.cutOff === true,
  run: (machines) => inject(machines, (machine) => ({ kind: 'ReconnectCable', machine })),
});
