import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import { controlPlaneView } from '../../engine/control-plane/control-plane-view.ts';
import type { World } from '../../engine/world.ts';
import { componentRows } from './component-rows.ts';
import type { MachineFacts } from './machine-row.ts';

/** Lamps, control-plane components, network and use of one machine, as its kubelet has them. A machine that was never on has all lamps out. */
export function machineFacts(world: World, name: string): Pick<MachineFacts, 'lamps' | 'components' | 'cutOff' | 'used'> {
  const { kubelets } = world.components;
  const lamps = kubelets.machineView(name)?.lamps;
  const machine = world.api.get<Machine>('machines', name);
  const view = machine?.spec.roles.includes('control-plane') ? controlPlaneView(world.simulation, world.components.etcd) : undefined;
  return {
    lamps: [
      { name: 'kubelet', on: lamps?.kubelet ?? false }, { name: 'kube-proxy', on: lamps?.kubeProxy ?? false }, { name: 'containerd', on: lamps?.containerd ?? false },
    ],
    components: view ? componentRows(view, name) : [],
    cutOff: world.simulation.processes.isCutOff(name),
    used: kubelets.usageOf(name),
  };
}
