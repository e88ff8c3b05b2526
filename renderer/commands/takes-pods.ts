import { DoorClosed, DoorOpen } from 'lucide-react';
import type { Node } from '../../shared/kubernetes/types/node.ts';
import type { MachineRow } from '../../shared/view/rows.ts';
import { setTakesPods, takesPods } from '../gestures/machine-roles.ts';
import { request } from '../ipc/client.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';
import { sendEdit } from './edit.ts';

/** The one control-plane machine that is selected. */
function machineOf({ selection, mirror }: CommandContext): MachineRow | undefined {
  const [only, ...others] = selection;
  const row = only?.kind === 'Machine' || only?.kind === 'Node' ? mirror.machine(only.name) : undefined;
  return others.length === 0 && row?.roles.includes('control-plane') ? row : undefined;
}

/** Master and worker at once, or master alone. */
export async function changeTakesPods(machine: MachineRow, takes: boolean): Promise<void> {
  const answer = await request('object.get', { ref: { apiVersion: 'v1', kind: 'Node', name: machine.name } });
  const node = answer.ok ? (answer.value.live as Node | undefined) : undefined;
  await sendEdit(setTakesPods(machine, takes, node && (node.spec.taints ?? [])));
}

function taintCommand(id: string, icon: Command['icon'], takes: boolean): Command {
  const target = (context: CommandContext): MachineRow | undefined => {
    const machine = inEditor(context) ? machineOf(context) : undefined;
    return machine && takesPods(machine) !== takes ? machine : undefined;
  };
  return {
    id, title: `commands:${id}`, ...(icon ? { icon } : {}), group: 'object', menus: ['palette', 'context'],
    isVisible: (context) => target(context) !== undefined, isEnabled: (context) => target(context) !== undefined,
    async run(context) {
      const machine = target(context);
      if (machine) await changeTakesPods(machine, takes);
    },
  };
}

export const takePods = taintCommand('takePods', DoorOpen, true);
export const keepPodsAway = taintCommand('keepPodsAway', DoorClosed, false);
