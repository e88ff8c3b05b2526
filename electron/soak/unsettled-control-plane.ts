import { controlPlaneView } from '../engine/control-plane/control-plane-view.ts';
import { electedProcesses } from '../engine/simulation/processes.ts';
import type { World } from '../engine/world.ts';

/** Entries that a follower may be behind because something is just being written. */
const ordinaryLag = 100;

/**
 * Every control-plane machine has a member of etcd with a vote that follows, and an API server that answers; of each elected component one process leads. No part of the desired
 * state for those who compare designs: to them it is no matter how many of several masters are left.
 */
export function unsettledControlPlane({ simulation, components: { etcd, kubelets } }: World): string[] {
  const view = controlPlaneView(simulation, etcd, (machine) => kubelets.stoppedComponents(machine));
  if (!view) return [];
  const problems = view.stopped.map(({ machine, component }) => `${component} on ${machine} is stopped`);
  const members = new Map(view.etcd?.members.map((member) => [member.machine, member]) ?? []);
  for (const { machine, answers } of view.api.servers) {
    const member = members.get(machine);
    if (!member) problems.push(`etcd has no member on ${machine}`);
    else if (!member.voter) problems.push(`etcd's member on ${machine} has no vote`);
    else if (member.role !== 'Leader' && member.role !== 'Follower') problems.push(`etcd's member on ${machine} is ${member.role}`);
    else if (member.lag > ordinaryLag) problems.push(`etcd's member on ${machine} is ${member.lag} entries behind`);
    members.delete(machine);
    if (!answers) problems.push(`the API server on ${machine} does not answer`);
  }
  for (const machine of members.keys()) problems.push(`etcd still has the member on ${machine}, which is no control-plane machine`);
  for (const component of electedProcesses) {
    const leading = view.components.filter((one) => one.component === component && one.state === 'Leading').length;
    if (leading !== 1) problems.push(`${leading} processes of ${component} lead`);
  }
  return problems;
}
