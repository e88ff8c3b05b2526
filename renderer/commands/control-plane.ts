import { Cable, CirclePlay, CircleStop, HardDrive, Landmark, TriangleAlert, Unlink } from 'lucide-react';
import type { Fault } from '../../shared/faults.ts';
import { componentOf } from '../../shared/view/component-ref.ts';
import type { MachineRow } from '../../shared/view/rows.ts';
import { areLinked } from '../control-plane/links.ts';
import { ui } from '../store/ui.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';
import { inject } from './inject.ts';
import { slowFsyncMs } from './slow-disk.ts';

type ComponentFault = Extract<Fault, { component: string }>;

function machinesOf(context: CommandContext): MachineRow[] {
  if (!inEditor(context)) return [];
  return context.selection.flatMap(({ kind, name }) => (kind === 'Machine' || kind === 'Node' ? (context.mirror.machine(name) ?? []) : []));
}

/** The selected machine, or that of the selected component, if it is part of the control plane. */
function controlPlaneOf(context: CommandContext): MachineRow | undefined {
  const component = inEditor(context) && context.selection.length === 1 ? componentOf(context.selection[0]) : undefined;
  const machine = component && context.mirror.machine(component.machine);
  return machine?.components.some(({ name }) => name === component?.name) ? machine : controlPlaneMachine(context);
}

function controlPlaneMachine(context: CommandContext): MachineRow | undefined {
  const [only, ...others] = machinesOf(context);
  return others.length === 0 && only && only.components.length > 0 ? only : undefined;
}

export const showControlPlane: Command = {
  id: 'showControlPlane', title: 'commands:showControlPlane', icon: Landmark, group: 'view', menus: ['palette', 'app'],
  isEnabled: (context) => inEditor(context) && context.mirror.controlPlane !== undefined, run: () => ui.showControlPlane(),
};

/** The same in the menu of a machine that is part of it. */
export const showControlPlaneOfSelection: Command = {
  id: 'showControlPlaneOfSelection', title: 'commands:showControlPlane', icon: Landmark, group: 'object', menus: ['context'],
  isVisible: (context) => controlPlaneOf(context) !== undefined, isEnabled: (context) => controlPlaneOf(context) !== undefined, run: () => ui.showControlPlane(),
};

/** One component of a control-plane machine, chosen by name: its manifest is moved away from the kubelet, or brought back. */
function componentCommand(id: string, icon: Command['icon'], kind: ComponentFault['kind'], stopped: boolean): Command {
  const names = (context: CommandContext): string[] => {
    const machine = controlPlaneMachine(context);
    return machine === undefined || machine.poweredOff || machine.crashed ? [] : machine.components.filter((row) => (row.stopped === true) === stopped).map(({ name }) => name);
  };
  return {
    id, title: `commands:${id}`, ...(icon ? { icon } : {}), group: 'fault', menus: ['palette', 'context'],
    titleParams: (context) => {
      const [only, ...others] = names(context);
      return { component: others.length === 0 ? (only ?? '') : '' };
    },
    isVisible: (context) => names(context).length > 0,
    isEnabled: (context) => names(context).length > 0,
    choices: (context) => names(context).map((name) => ({ text: name, args: { text: name } })),
    async run(context, args) {
      const machine = controlPlaneMachine(context);
      const component = args?.text ?? names(context)[0];
      if (machine && component !== undefined) await inject({ kind, machine: machine.name, component: component as ComponentFault['component'] });
    },
  };
}

export const stopComponent = componentCommand('stopComponent', CircleStop, 'StopComponent', false);
export const startComponent = componentCommand('startComponent', CirclePlay, 'StartComponent', true);

/** A disk that takes seconds to make a write durable: an etcd that leads loses its leadership. */
export const slowDisk: Command = {
  id: 'slowDisk', title: 'commands:slowDisk', icon: HardDrive, group: 'fault', menus: ['palette', 'context'],
  isVisible: (context) => machinesOf(context).some(({ poweredOff }) => !poweredOff), isEnabled: (context) => machinesOf(context).some(({ poweredOff }) => !poweredOff),
  async run(context) {
    for (const { name, poweredOff } of machinesOf(context)) if (!poweredOff) await inject({ kind: 'SlowDisk', machine: name, fsyncMs: slowFsyncMs });
  },
};

/** Between exactly two selected machines. */
function linkCommand(id: string, icon: Command['icon'], kind: 'CutLink' | 'ReconnectLink'): Command {
  const pair = (context: CommandContext): [string, string] | undefined => {
    const [a, b, ...others] = machinesOf(context);
    return a && b && others.length === 0 && areLinked(context.mirror.cluster, a.name, b.name) === (kind === 'CutLink') ? [a.name, b.name] : undefined;
  };
  return {
    id, title: `commands:${id}`, ...(icon ? { icon } : {}), group: 'fault', menus: ['palette', 'context'],
    isVisible: (context) => pair(context) !== undefined, isEnabled: (context) => pair(context) !== undefined,
    async run(context) {
      const [a, b] = pair(context) ?? [];
      if (a !== undefined && b !== undefined) await inject({ kind, a, b });
    },
  };
}

export const cutLink = linkCommand('cutLink', Unlink, 'CutLink');
export const reconnectLink = linkCommand('reconnectLink', Cable, 'ReconnectLink');

/** The way out when a quorum is lost for good. Asks first: what only the other members had is gone. */
export const forceNewCluster: Command = {
  id: 'forceNewCluster', title: 'commands:forceNewCluster', icon: TriangleAlert, group: 'fault', menus: ['palette', 'context'],
  isVisible: (context) => survivor(context) !== undefined, isEnabled: (context) => survivor(context) !== undefined,
  run(context) {
    const machine = survivor(context);
    if (machine !== undefined) ui.openDialog({ kind: 'forceNewCluster', machine });
  },
};

/** The selected machine, whose etcd has its disk while there is no quorum. */
function survivor(context: CommandContext): string | undefined {
  const { etcd } = context.mirror.controlPlane ?? {};
  const name = controlPlaneOf(context)?.name;
  return etcd?.why?.kind === 'NoQuorum' && etcd.members.some(({ machine, role, lost }) => machine === name && role !== 'Down' && !lost) ? name : undefined;
}
