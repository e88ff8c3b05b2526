import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { NodeProcess } from '../../../shared/view/component-ref.ts';
import type { ControlPlaneView } from '../../../shared/view/control-plane.ts';
import { controlPlaneView } from '../../engine/control-plane/control-plane-view.ts';
import type { World } from '../../engine/world.ts';
import { componentRows, type MachinePower } from './component-rows.ts';
import type { MachineFacts } from './machine-row.ts';

/** Lamps, control-plane components, network and use of one machine, as its kubelet has them. A machine that was never on has all lamps out. */
export function machineFacts(world: World, name: string): Pick<MachineFacts, 'lamps' | 'components' | 'cutOff' | 'used'> {
  const { kubelets } = world.components;
  const lamps = kubelets.machineView(name)?.lamps;
  const machine = world.api.get<Machine>('machines', name);
  const view = machine?.spec.roles.includes('control-plane') ? controlPlaneViewOf(world) : undefined;
  return {
    lamps: [
      lamp(machine, 'kubelet', lamps?.kubelet), lamp(machine, 'kube-proxy', lamps?.kubeProxy), lamp(machine, 'containerd', lamps?.containerd),
    ],
    components: view ? componentRows(view, name, powerOf(machine)) : [],
    cutOff: world.simulation.processes.isCutOff(name),
    used: kubelets.usageOf(name),
  };
}

/** @param on undefined: the machine was never on */
function lamp(machine: Machine | undefined, name: NodeProcess, on = false): MachineFacts['lamps'][number] {
  const power = powerOf(machine);
  const word = on ? 'runs' : power !== 'On' ? power : machine?.status?.phase === 'Running' ? 'stopped' : 'boots';
  const [family, detail] = { runs: ['ready', 'runs'] as const, stopped: ['bad', 'stopped'] as const, boots: ['waiting', 'starting'] as const, Off: ['unknown', 'off'] as const, Crashed: ['unknown', 'off'] as const }[word];
  return { name, on, family, detail: { key: `view:component.${detail}` }, why: { key: `view:process.${word === 'runs' || word === 'stopped' ? `${name}.${word}` : word}`, params: { machine: machine?.metadata.name ?? '' } } };
}

export function powerOf(machine: Machine | undefined): MachinePower {
  const phase = machine?.status?.phase;
  return phase === 'Off' || phase === 'Crashed' ? phase : 'On';
}

/** Undefined: the provider runs it. */
export function controlPlaneViewOf({ simulation, components: { etcd, kubelets } }: World): ControlPlaneView | undefined {
  return controlPlaneView(simulation, etcd, (machine) => kubelets.stoppedComponents(machine));
}
