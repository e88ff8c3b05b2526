import { Box, CirclePlay, CircleStop, HardDrive, Plug, Wrench } from 'lucide-react';
import type { Fault } from '../../shared/faults.ts';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import { componentOf } from '../../shared/view/component-ref.ts';
import type { ComponentRow, MachineRow } from '../../shared/view/rows.ts';
import { goTo } from '../inspector/go-to.ts';
import type { Mirror } from '../store/mirror.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';
import { inject } from './inject.ts';
import { slowFsyncMs } from './slow-disk.ts';

type ComponentName = Extract<Fault, { kind: 'StopComponent' }>['component'];

interface Selected {
  name: string;
  machine: MachineRow;
  row: ComponentRow | MachineRow['lamps'][number];
}

/** A component of a machine as the mirror has it; undefined: there is none. */
export function componentIn(mirror: Mirror, machine: string, name: string): Selected | undefined {
  const found = mirror.machine(machine);
  const row = found?.components.find((one) => one.name === name) ?? found?.lamps.find((one) => one.name === name);
  return found && row ? { name, machine: found, row } : undefined;
}

/** Whether there is power to stop or start it. */
export function hasPower({ poweredOff, crashed, readyAtMs }: MachineRow): boolean {
  return !poweredOff && !crashed && readyAtMs === undefined;
}

/** Whether someone has stopped it, so that it is started next. */
export function isStopped(row: Selected['row']): boolean {
  return 'on' in row ? !row.on : row.stopped === true;
}

/** What stops a component, or starts it again. */
export function switchOf(machine: string, name: string, start: boolean): Fault {
  switch (name) {
    case 'kubelet': return { kind: start ? 'StartKubelet' : 'StopKubelet', machine };
    case 'kube-proxy': return { kind: start ? 'StartKubeProxy' : 'StopKubeProxy', machine };
    case 'containerd': return start ? { kind: 'MendMachine', machine, fault: 'StopRuntime' } : { kind: 'StopRuntime', machine };
    default: return { kind: start ? 'StartComponent' : 'StopComponent', machine, component: name as ComponentName };
  }
}

/** The pod that it runs in: a control-plane component's is static, kube-proxy's is of its DaemonSet. */
export function podOfComponent(mirror: Mirror, machine: string, name: string): ObjectRef | undefined {
  const inNamespace = (pod: string): ObjectRef => ({ apiVersion: 'v1', kind: 'Pod', namespace: 'kube-system', name: pod });
  if (mirror.pods.find('kube-system', `${name}-${machine}`)) return inNamespace(`${name}-${machine}`);
  const uid = mirror.pods.uidsOn(machine).find((one) => {
    const row = mirror.pods.row(one);
    return row?.namespace === 'kube-system' && row.owner === name;
  });
  const row = uid === undefined ? undefined : mirror.pods.row(uid);
  return row && inNamespace(row.name);
}

function selected(context: CommandContext): Selected | undefined {
  const [only, ...others] = inEditor(context) ? context.selection : [];
  const component = others.length === 0 ? componentOf(only) : undefined;
  return component && componentIn(context.mirror, component.machine, component.name);
}

function componentCommand(command: Pick<Command, 'id' | 'icon'> & { group?: Command['group']; applies: (one: Selected, context: CommandContext) => boolean; run: (one: Selected, context: CommandContext) => void | Promise<void> }): Command {
  const { id, icon, group = 'fault', applies, run } = command;
  const target = (context: CommandContext): Selected | undefined => {
    const one = selected(context);
    return one && applies(one, context) ? one : undefined;
  };
  return {
    id, title: `commands:${id}`, ...(icon ? { icon } : {}), group, menus: ['palette', 'context'],
    titleParams: (context) => ({ component: selected(context)?.name ?? '', machine: selected(context)?.machine.name ?? '' }),
    isVisible: (context) => target(context) !== undefined, isEnabled: (context) => target(context) !== undefined,
    async run(context) {
      const one = target(context);
      if (one) await run(one, context);
    },
  };
}

const isSlow = ({ machine }: Selected, { mirror }: CommandContext): boolean => (mirror.controlPlane?.etcd?.members.find((member) => member.machine === machine.name)?.fsyncMs ?? 0) >= slowFsyncMs;

/** What a person does with one selected component of a machine. */
export const componentCommands: readonly Command[] = [
  componentCommand({ id: 'component.powerOn', icon: Plug, applies: ({ machine }) => machine.poweredOff || machine.crashed, run: ({ machine }) => inject({ kind: 'PowerOn', machine: machine.name }) }),
  componentCommand({ id: 'component.stop', icon: CircleStop, applies: ({ machine, row }) => hasPower(machine) && !isStopped(row), run: ({ machine, name }) => inject(switchOf(machine.name, name, false)) }),
  componentCommand({ id: 'component.start', icon: CirclePlay, applies: ({ machine, row }) => hasPower(machine) && isStopped(row), run: ({ machine, name }) => inject(switchOf(machine.name, name, true)) }),
  componentCommand({
    id: 'component.slowDisk', icon: HardDrive, applies: (one, context) => one.name === 'etcd' && hasPower(one.machine) && !isSlow(one, context),
    run: ({ machine }) => inject({ kind: 'SlowDisk', machine: machine.name, fsyncMs: slowFsyncMs }),
  }),
  componentCommand({
    id: 'component.mendDisk', icon: Wrench, applies: (one, context) => one.name === 'etcd' && isSlow(one, context),
    run: ({ machine }) => inject({ kind: 'MendMachine', machine: machine.name, fault: 'SlowDisk' }),
  }),
  componentCommand({
    id: 'component.goToPod', icon: Box, group: 'object', applies: ({ machine, name }, { mirror }) => podOfComponent(mirror, machine.name, name) !== undefined,
    run({ machine, name }, { mirror }) {
      const pod = podOfComponent(mirror, machine.name, name);
      if (pod) goTo(pod);
    },
  }),
];
