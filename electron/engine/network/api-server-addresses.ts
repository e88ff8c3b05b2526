import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import { formatIpv4, parseIpv4Block } from '../../../shared/network/ipv4-block.ts';
import type { Simulation } from '../simulation/simulation.ts';

/** Where the API servers listen: on the machines that run one, else at the provider's, whose address is the last one of the machines' network. */
export function apiServerAddresses({ processes, store }: Pick<Simulation, 'processes' | 'store'>, nodeCIDR: string): string[] {
  if (processes.managed) {
    const { first, size } = parseIpv4Block(nodeCIDR);
    return [formatIpv4(first + size - 2)];
  }
  return processes.machinesOf('kube-apiserver').flatMap((name) => store.get<Machine>('machines', name)?.status?.address ?? []).sort();
}
