import type { EtcdView } from './control-plane.ts';
import { votersOf } from './control-plane-trouble.ts';

/** Members that run and reach each other. */
export interface EtcdSide {
  machines: string[];
  /** They are a majority of those that vote. */
  hasQuorum: boolean;
}

/** The parts into which the network has come, as far as etcd's voting members are concerned. One: nothing stands between them. */
export function etcdSides({ members, quorum: { needed } }: EtcdView): EtcdSide[] {
  const running = votersOf(members).filter(({ role }) => role !== 'Down');
  const sides: string[][] = [];
  const placed = new Set<string>();
  for (const { machine } of running) {
    if (placed.has(machine)) continue;
    const side: string[] = [];
    const open = [machine];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (placed.has(next)) continue;
      placed.add(next);
      side.push(next);
      const { reaches } = running.find((member) => member.machine === next) as (typeof running)[number];
      open.push(...reaches.filter((other) => running.some((member) => member.machine === other)));
    }
    sides.push(side);
  }
  return sides.map((machines) => ({ machines, hasQuorum: machines.length >= needed }));
}
