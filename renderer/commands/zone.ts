import { Cable, Unlink } from 'lucide-react';
import type { Fault } from '../../shared/faults.ts';
import type { MachineRow } from '../../shared/view/rows.ts';
import { request } from '../ipc/client.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';
import { showError } from './show-error.ts';

/** Zones of the selected machines; with nothing selected the one on whose frame a menu is open, else every zone that has machines. */
function zonesOf({ selection, mirror, ui }: CommandContext, applies: (machines: MachineRow[]) => boolean): string[] {
  const all = mirror.machineNames().flatMap((name) => mirror.machine(name) ?? []);
  const chosen = selection.flatMap(({ kind, name }) => ((kind === 'Machine' || kind === 'Node') ? (mirror.machine(name)?.zone ?? []) : []));
  const zones = new Set(selection.length > 0 ? chosen : ui.menuZone === undefined ? all.map(({ zone }) => zone) : [ui.menuZone]);
  return [...zones].filter((zone) => zone !== '' && applies(all.filter((machine) => machine.zone === zone))).sort();
}

interface ZoneCommand extends Pick<Command, 'id' | 'icon'> {
  /** Whether there is anything to do for a zone with these machines. */
  applies: (machines: MachineRow[]) => boolean;
  fault: (zone: string) => Fault;
}

function zoneCommand({ id, icon, applies, fault }: ZoneCommand): Command {
  const zones = (context: CommandContext): string[] => (inEditor(context) ? zonesOf(context, applies) : []);
  return {
    id, title: `commands:${id}`, ...(icon ? { icon } : {}), group: 'fault', menus: ['palette', 'context'],
    titleParams: (context) => {
      const [only, ...others] = zones(context);
      return { zone: others.length === 0 ? (only ?? '') : '' };
    },
    isVisible: (context) => zones(context).length > 0,
    isEnabled: (context) => zones(context).length > 0,
    choices: (context) => zones(context).map((zone) => ({ text: zone, args: { text: zone } })),
    async run(context, args) {
      const zone = args?.text ?? zones(context)[0];
      if (zone === undefined) return;
      const answer = await request('fault.inject', { fault: fault(zone) });
      if (!answer.ok) showError(answer.error);
    },
  };
}

/** All machines of a zone still reach each other, and nothing else. */
export const cutZone = zoneCommand({
  id: 'cutZone', icon: Unlink, applies: (machines) => machines.some(({ cutOff }) => cutOff !== true), fault: (zone) => ({ kind: 'CutZone', zone }),
});
export const reconnectZone = zoneCommand({
  id: 'reconnectZone', icon: Cable, applies: (machines) => machines.length > 0 && machines.every(({ cutOff }) => cutOff === true), fault: (zone) => ({ kind: 'ReconnectZone', zone }),
});
