import type { Lease } from '../../../shared/kubernetes/types/node.ts';
import { leaseDurationMs } from '../../engine/control-plane/leases/elector.ts';
import { electedProcesses } from '../../engine/simulation/processes.ts';
import type { ClusterInvariant, CommitInvariant } from './index.ts';

/** What an elected component writes it writes as the holder of a Lease that is not over, and through the API server of the holder's own machine. */
export const writersHoldTheirLease: CommitInvariant = {
  name: 'a component without its Lease writes nothing',
  check({ resource }, world) {
    const { processes, atWork, env } = world.simulation;
    const writer = electedProcesses.find((process) => process === atWork);
    if (writer === undefined || processes.managed || resource === 'leases') return undefined;
    const lease = world.api.get<Lease>('leases', `kube-system/${writer}`)?.spec;
    const holder = lease?.holderIdentity?.split('_')[0] ?? '';
    if (holder === '') return `${writer} writes, and nobody holds its Lease`;
    if (world.nowMs - env.parseTimestamp(lease?.renewTime ?? '') > leaseDurationMs) return `${writer} writes, and its Lease is over`;
    if (!processes.runsOn(writer, holder)) return `${writer} writes, and that of ${holder}, which holds its Lease, does not run`;
    return processes.apiServers().includes(holder) ? undefined : `${writer} of ${holder} writes, and no API server answers there`;
  },
};

export const oneAtATimeLeads: ClusterInvariant = {
  name: 'one at a time leads',
  check({ components: { elections } }) {
    return elections.flatMap((election) => {
      const leading = [...election.candidates().values()].filter((candidate) => candidate.leading).map(({ identity }) => identity);
      return leading.length > 1 ? [`${election.name}: ${leading.join(' and ')}`] : [];
    });
  },
};

