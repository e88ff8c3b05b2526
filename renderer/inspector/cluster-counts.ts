import type { ResourceGauge } from '../../shared/view/rows.ts';
import { machineStates, podStates, type MachineStateName, type StateFamily } from '../../shared/view/states.ts';
import type { Mirror } from '../store/mirror.ts';

export interface ClusterCounts {
  podCount: number;
  machineCount: number;
  zones: number;
  /** States that occur: Ready first, then by family, then in the order of `podStates`. */
  pods: { code: number; count: number }[];
  machines: { state: MachineStateName; count: number }[];
  cpuMilli: ResourceGauge;
  memoryBytes: ResourceGauge;
}

const order: readonly StateFamily[] = ['ready', 'attention', 'working', 'waiting', 'bad', 'leaving', 'unknown', 'done'];

/** Adds up the mirror, from its columns: 150,000 pods are counted in some ms. */
export function countCluster(mirror: Pick<Mirror, 'machineNames' | 'machine' | 'pods'>): ClusterCounts {
  const byCode = new Array<number>(podStates.length).fill(0);
  const names = mirror.machineNames();
  const zones = new Set<string>();
  const byState = new Map<MachineStateName, number>();
  const cpuMilli: ResourceGauge = { allocatable: 0, requested: 0, used: 0 };
  const memoryBytes: ResourceGauge = { allocatable: 0, requested: 0, used: 0 };
  // Pods of a node that has no machine any more still exist in the API, so pods are counted one by one and not by machine.
  for (const uid of mirror.pods.uids()) {
    const code = mirror.pods.state[mirror.pods.slotOf(uid) as number] as number;
    byCode[code] = (byCode[code] ?? 0) + 1;
  }
  for (const name of names) {
    const row = mirror.machine(name);
    if (row === undefined) continue;
    zones.add(row.zone);
    byState.set(row.state, (byState.get(row.state) ?? 0) + 1);
    for (const part of ['allocatable', 'requested', 'used'] as const) {
      cpuMilli[part] += row.cpuMilli[part];
      memoryBytes[part] += row.memoryBytes[part];
    }
  }
  const rank = (family: StateFamily): number => order.indexOf(family);
  return {
    podCount: mirror.pods.size, machineCount: names.length, zones: zones.size, cpuMilli, memoryBytes,
    pods: byCode.map((number, code) => ({ code, count: number })).filter((entry) => entry.count > 0)
      .sort((a, b) => rank(podStates[a.code]?.family ?? 'unknown') - rank(podStates[b.code]?.family ?? 'unknown') || a.code - b.code),
    machines: [...byState].map(([state, number]) => ({ state, count: number }))
      .sort((a, b) => rank(familyOfMachine(a.state)) - rank(familyOfMachine(b.state))),
  };
}

function familyOfMachine(state: MachineStateName): StateFamily {
  return machineStates.find((candidate) => candidate.name === state)?.family ?? 'unknown';
}
