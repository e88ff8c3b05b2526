import type { ProviderSpec } from '../../shared/cloud/provider-spec.ts';
import type { MachineEntry } from '../../shared/topology/types.ts';
import type { Dice } from './dice.ts';

/** Who owns the machines, and which there are. */
export interface Site {
  readonly provider: ProviderSpec;
  readonly zones: readonly string[];
  readonly machines: readonly MachineEntry[];
  readonly workers: readonly string[];
  /** Machines that host the control plane. None: the provider does. */
  readonly hosts: readonly string[];
}

export const zones = ['zone-a', 'zone-b', 'zone-c'];
const types = ['t3.medium', 't3.large', 'm5.large', 'm5.large', 'm5.xlarge', 'c5.large'];

/** None, one or three control-plane machines and a few workers of several types in up to three zones. */
export function randomMachines(dice: Dice): Site {
  const hosts = Array.from({ length: dice.pick([0, 0, 1, 3]) }, (_, index): MachineEntry => ({
    name: `control-${index + 1}`, roles: dice.percent(15) ? ['control-plane', 'worker'] : ['control-plane'], type: 't3.large', zone: zones[index] as string,
  }));
  const zoneCount = dice.between(1, zones.length);
  const workers = Array.from({ length: dice.between(1, 7) }, (_, index): MachineEntry => ({
    name: `worker-${index + 1}`, roles: ['worker'], type: dice.pick(types), zone: zones[index % zoneCount] as string,
    bootSeconds: dice.pick([5, 20, 30]),
    ...(dice.percent(30) ? { labels: { disk: dice.pick(['ssd', 'hdd']) } } : {}),
    ...(dice.percent(10) ? { taints: [{ key: 'dedicated', value: 'batch', effect: dice.pick(['NoSchedule', 'PreferNoSchedule', 'NoExecute'] as const) }] } : {}),
  }));
  const nameOf = ({ name }: MachineEntry): string => name;
  return { provider: { name: 'bare' }, zones, machines: [...hosts, ...workers], workers: workers.map(nameOf), hosts: hosts.map(nameOf) };
}
