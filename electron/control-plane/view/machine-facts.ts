import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { MachineRow } from '../../../shared/view/rows.ts';
import { controlPlaneProcesses, type ControlPlaneProcess } from '../../engine/simulation/processes.ts';
import type { World } from '../../engine/world.ts';
import type { MachineFacts } from './machine-row.ts';

/** Lamps, control-plane components, network and use of one machine, as its kubelet has them. A machine that was never on has all lamps out. */
export function machineFacts(world: World, name: string): Pick<MachineFacts, 'lamps' | 'components' | 'cutOff' | 'used'> {
  const { kubelets } = world.components;
  const lamps = kubelets.machineView(name)?.lamps;
  const machine = world.api.get<Machine>('machines', name);
  return {
    lamps: [
      { name: 'kubelet', on: lamps?.kubelet ?? false }, { name: 'kube-proxy', on: lamps?.kubeProxy ?? false }, { name: 'containerd', on: lamps?.containerd ?? false },
    ],
    components: machine?.spec.roles.includes('control-plane') ? controlPlaneProcesses.map((process) => componentRow(world, name, process)) : [],
    cutOff: world.simulation.processes.isCutOff(name),
    used: kubelets.usageOf(name),
  };
}

function componentRow(world: World, machine: string, process: ControlPlaneProcess): MachineRow['components'][number] {
  const { processes } = world.simulation;
  if (!processes.machinesOf(process).includes(machine)) {
    return { name: process, family: 'waiting', state: 'Stopped', detail: { key: 'view:component.stopped' }, leader: false };
  }
  const leader = process === 'etcd' ? world.components.etcd.leader() === machine : process !== 'kube-apiserver' && processes.leaderOf(process) === machine;
  const detail = process === 'kube-apiserver' ? { key: 'view:component.port', params: { port: 6443 } } : { key: leader ? 'view:component.leader' : 'view:component.standby' };
  return { name: process, family: 'ready', state: 'Running', detail, leader };
}
