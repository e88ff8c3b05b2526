import { failure, type ApiResult } from '../../../../shared/kubernetes/status.ts';
import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import { err, ok } from '../../../../shared/result.ts';
import { linkKey, type Partition } from '../../simulation/partition.ts';
import type { FleetContext } from '../context.ts';
import { followRegistry } from '../images/pull-queue.ts';

/** Cuts a machine's network cable, whether the machine is on or off, or joins it again. Errors: NotFound. */
export function switchCable(context: FleetContext, machine: string, joined: boolean): ApiResult<void> {
  if (!context.component.api.get('machines', machine)) return err(failure('NotFound', `machines "${machine}" not found`, { name: machine, kind: 'machines' }));
  return part(context, ({ cables }) => {
    if (joined) cables.delete(machine);
    else cables.add(machine);
  });
}

/** Parts the machines that a zone has now from all others, or joins those that were parted with it. Errors: NotFound, when the zone has no machine. */
export function switchZone(context: FleetContext, zone: string, joined: boolean): ApiResult<void> {
  const machines = [...context.component.api.list<Machine>('machines')].filter(({ spec }) => spec.zone === zone).map(({ metadata }) => metadata.name);
  if (machines.length === 0 && !joined) return err(failure('NotFound', `zone "${zone}" has no machines`, { name: zone, kind: 'machines' }));
  return part(context, ({ zones }) => {
    if (!joined) for (const machine of machines) zones.set(machine, zone);
    else for (const [machine, from] of zones) if (from === zone) zones.delete(machine);
  });
}

/** Cuts the way between two machines, or joins it again; each still reaches all others. Errors: NotFound; BadRequest, when it is one machine. */
export function switchLink(context: FleetContext, a: string, b: string, joined: boolean): ApiResult<void> {
  const missing = [a, b].find((machine) => !context.component.api.get('machines', machine));
  if (missing !== undefined) return err(failure('NotFound', `machines "${missing}" not found`, { name: missing, kind: 'machines' }));
  if (a === b) return err(failure('BadRequest', 'a link joins two machines'));
  return part(context, ({ links }) => {
    if (joined) links.delete(linkKey(a, b));
    else links.add(linkKey(a, b));
  });
}

function part(context: FleetContext, change: (partition: Partition) => void): ApiResult<void> {
  context.options.processes.part(change);
  for (const node of context.state.nodes.values()) followRegistry(context, node);
  return ok(undefined);
}
