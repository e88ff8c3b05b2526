import { ownKinds } from '../../../shared/kubernetes/own-kinds/index.ts';
import type { World } from '../../engine/world.ts';
import type { CommitInvariant } from './index.ts';

const own: ReadonlySet<string> = new Set(ownKinds.map(({ resource }) => resource));

/** Once an API server has answered, Kubernetes' kinds are written only through one beside whose etcd a majority of the voters run and reach each other. */
export const writesNeedAQuorum: CommitInvariant = {
  name: 'no write without a quorum',
  check({ resource }, world) {
    const { processes } = world.simulation;
    if (own.has(resource) || processes.managed || !processes.state.answered) return undefined;
    return canWrite(world) ? undefined : `it was written by ${world.simulation.atWork ?? 'a person'}`;
  },
};

/** Worked out from processes and links alone. */
function canWrite(world: World): boolean {
  const { processes } = world.simulation;
  const { config } = world.components.etcd.books();
  const etcds = processes.machinesOf('etcd');
  const leads = (leader: string): boolean => 2 * config.voters.filter((voter) => etcds.includes(voter) && processes.areConnected(leader, voter)).length > config.voters.length;
  return etcds.some((server) => processes.runsOn('kube-apiserver', server) && etcds.some((leader) => processes.areConnected(server, leader) && leads(leader)));
}
