import { TableProperties } from 'lucide-react';
import { componentOf } from '../../shared/view/component-ref.ts';
import { ui } from '../store/ui.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';

/** The selected machine; a Node is its machine. */
function machineOf({ selection: [first, ...others], mirror }: CommandContext): string | undefined {
  const component = others.length === 0 ? componentOf(first) : undefined;
  if (component?.name === 'kube-proxy') return component.machine;
  const isMachine = first?.kind === 'Machine' || first?.kind === 'Node';
  return first && isMachine && others.length === 0 && mirror.machine(first.name) ? first.name : undefined;
}

function serviceOf({ selection: [first, ...others] }: CommandContext): string | undefined {
  return first?.kind === 'Service' && others.length === 0 ? `${first.namespace ?? 'default'}/${first.name}` : undefined;
}

/** The machine that is selected, else any one: each has rules. */
function anyMachine(context: CommandContext): string | undefined {
  return machineOf(context) ?? context.mirror.machineNames().find((name) => context.mirror.machine(name)?.lamps.some((lamp) => lamp.name === 'kube-proxy' && lamp.on)) ?? context.mirror.machineNames()[0];
}

function show(context: CommandContext): void {
  const machine = anyMachine(context);
  const filter = serviceOf(context);
  if (machine !== undefined) ui.openDialog({ kind: 'proxyRules', machine, ...(filter === undefined ? {} : { filter }) });
}

/** Opens the table of what kube-proxy has written on a machine. */
export const showProxyRules: Command = {
  id: 'network.showProxyRules', title: 'commands:showProxyRules', icon: TableProperties, group: 'view', menus: ['palette', 'app'],
  isEnabled: (context) => inEditor(context) && anyMachine(context) !== undefined, run: show,
};

/** The same in the menu of a machine, and of a Service, whose rules are looked for. */
export const showProxyRulesOfSelection: Command = {
  id: 'network.showProxyRulesOfSelection', title: 'commands:showProxyRules', icon: TableProperties, group: 'object', menus: ['context'],
  isVisible: (context) => machineOf(context) !== undefined || serviceOf(context) !== undefined,
  isEnabled: (context) => inEditor(context) && anyMachine(context) !== undefined, run: show,
};
