import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import type { NodeGroup } from '../../../../shared/kubernetes/types/node-group.ts';

/** What a machine of the group is made with. */
export function machineSpec({ spec: { type, bootSeconds, labels, taints, capacity } }: NodeGroup, zone: string | undefined): Machine['spec'] {
  return {
    roles: ['worker'],
    ...(type === undefined ? {} : { type }), ...(zone === undefined ? {} : { zone }),
    ...(bootSeconds === undefined ? {} : { bootSeconds }), ...(capacity ? { capacity } : {}),
    ...(labels ? { labels } : {}), ...(taints ? { taints } : {}),
  };
}

/** The group's zone with the fewest of its machines, in the order of `spec.zones`; undefined: it has no zones. */
export function zoneForNext(group: NodeGroup, machines: readonly Machine[]): string | undefined {
  return zonesByNeed(group, machines)[0];
}

/** The group's zones, that with the fewest of its machines first, those with equally many in the order of `spec.zones`. */
export function zonesByNeed({ spec: { zones = [] } }: NodeGroup, machines: readonly Machine[]): string[] {
  const countOf = new Map(zones.map((zone) => [zone, machines.filter(({ spec }) => spec.zone === zone).length]));
  return zones.toSorted((a, b) => (countOf.get(a) ?? 0) - (countOf.get(b) ?? 0));
}

/**
 * The machine that goes first when there are too many: one that does not run before one that does, then one of the zone with the most, then the oldest, as the
 * default termination policy of Auto Scaling groups has it.
 */
export function firstToGo(machines: readonly Machine[]): Machine | undefined {
  const inZone = (zone: string | undefined): number => machines.filter(({ spec }) => spec.zone === zone).length;
  const runs = ({ status }: Machine): number => (status?.phase === 'Running' ? 1 : 0);
  let first: Machine | undefined;
  for (const machine of machines) {
    if (!first || runs(machine) - runs(first) < 0 || (runs(machine) === runs(first) && inZone(machine.spec.zone) > inZone(first.spec.zone))) first = machine;
  }
  return first;
}
