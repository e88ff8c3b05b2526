import type { PlannedFault } from '../../shared/planned-faults.ts';
import { timesOf } from '../../shared/planned-faults.ts';
import type { Manifest } from '../../shared/topology/types.ts';
import type { Dice } from './dice.ts';
import type { Site } from './random-machines.ts';

/** Failures that the design itself has planned. What is never mended is a matter of the calm. */
export function randomPlan(dice: Dice, when: () => number, { machines, hosts, zones, provider }: Site, manifests: readonly Manifest[]): PlannedFault[] {
  const machine = (): string => dice.pick(machines).name;
  const one = (): PlannedFault => {
    const at = when() / 1_000;
    const lasting = dice.percent(80) ? { for: dice.pick([1, 20, 60, 300]) } : {};
    switch (dice.between(1, 6)) {
      case 1: return { at, kind: 'PowerOff', machine: machine(), ...lasting, name: 'a rat in the cables' };
      case 2: return { at, kind: 'CutZone', zone: dice.pick(zones), ...lasting };
      case 3: return hosts.length > 0 ? { at, kind: 'StopComponent', machine: dice.pick(hosts), component: 'etcd', ...lasting } : { at, kind: 'StopRegistry', ...lasting };
      case 4: return provider.name === 'aws' ? { at, kind: 'FailCloudCalls', error: 'RequestLimitExceeded', ...lasting } : { at, kind: 'CutCable', machine: machine(), ...lasting };
      case 5: return machines.length > 1 ? { at, kind: 'CutLink', a: machines[0]?.name ?? '', b: machines.at(-1)?.name ?? '', ...lasting } : { at, kind: 'StopKubelet', machine: machine(), ...lasting };
      default: {
        const { metadata: { name, namespace = 'default' } } = dice.pick(manifests.filter(({ kind }) => kind !== 'Namespace'));
        return { at, kind: 'HangContainer', namespace, pod: name, ...lasting };
      }
    }
  };
  return Array.from({ length: dice.percent(50) ? dice.between(1, 3) : 0 }, one);
}

/** When the last of them has struck and is mended, as far as it ever is. */
export function planEndsMs(faults: readonly PlannedFault[]): number {
  return Math.max(0, ...faults.map((entry) => timesOf(entry).endMs ?? timesOf(entry).atMs));
}
