import type { Fault } from '../../shared/faults.ts';

/** The fault tool's click on a plug: pull it, or plug it in again (which also resets a crashed machine). Faults are no API objects. */
export function togglePlug(machine: { name: string; poweredOff: boolean; crashed: boolean }): Fault {
  return { kind: machine.poweredOff || machine.crashed ? 'PowerOn' : 'PowerOff', machine: machine.name };
}
