import type { Machine } from '../../shared/kubernetes/types/machine.ts';
import type { Pod } from '../../shared/kubernetes/types/pod.ts';
import { isInstanceRefused } from '../desired-state/cloud.ts';
import { controlPlaneProcesses } from '../engine/simulation/processes.ts';
import type { World } from '../engine/world.ts';

/** Whatever is still out of order is put right: two faults may have struck one thing, and what a design has planned may never end by itself. */
export function calm(world: World): void {
  for (const { metadata: { name: machine }, spec: { roles }, status } of [...world.api.list<Machine>('machines')]) {
    if (status?.phase === 'Off' || status?.phase === 'Crashed') world.inject({ kind: 'PowerOn', machine });
    world.inject({ kind: 'StartKubelet', machine });
    world.inject({ kind: 'StartKubeProxy', machine });
    world.inject({ kind: 'MendMachine', machine });
    if (roles.includes('control-plane')) for (const component of controlPlaneProcesses) world.inject({ kind: 'StartComponent', machine, component });
  }
  for (const { metadata: { namespace = '', name: pod }, spec: { containers } } of [...world.api.list<Pod>('pods')]) {
    for (const { name: container } of containers) world.inject({ kind: 'MendContainer', namespace, pod, container });
  }
  const { cables, zones, links } = world.simulation.processes.state.partition;
  for (const machine of [...cables]) world.inject({ kind: 'ReconnectCable', machine });
  for (const zone of new Set(zones.values())) world.inject({ kind: 'ReconnectZone', zone });
  for (const link of [...links]) {
    const [a = '', b = ''] = link.split(' ');
    world.inject({ kind: 'ReconnectLink', a, b });
  }
  world.inject({ kind: 'MendRegistry' });
  if (world.components.cloud) world.inject({ kind: 'MendCloudCalls' });
}

/** A majority of etcd's members whose disks are gone does not come back: whoever looks after the cluster makes a new one of what the most up-to-date member has. */
export function restoreQuorum(world: World): void {
  const view = world.components.etcd.view();
  if (view?.why?.kind !== 'NoQuorum') return;
  const voters = view.members.filter(({ voter }) => voter);
  if (voters.filter(({ lost }) => !lost).length >= view.quorum.needed) return;
  const [best] = view.members.filter(({ lost, role }) => !lost && role !== 'Down').sort((a, b) => b.lastIndex - a.lastIndex);
  if (best) world.inject({ kind: 'ForceNewCluster', machine: best.machine });
}

/** Machines that were off and whose place others have taken are given up. */
export function giveUpRefused(world: World): void {
  for (const { metadata: { name }, spec: { type = '' }, status } of [...world.api.list<Machine>('machines')]) {
    if (status?.phase === 'Off' && isInstanceRefused(world, type, status.message ?? '')) world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name } }]);
  }
}
