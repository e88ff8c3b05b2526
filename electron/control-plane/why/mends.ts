import type { Fault } from '../../../shared/faults.ts';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import { isNodeProcess, type NodeProcess } from '../../../shared/view/component-ref.ts';
import type { WhyRemedy } from '../../../shared/view/why.ts';
import type { World } from '../../engine/world.ts';
import { controlPlaneViewOf, powerOf } from '../view/machine-facts.ts';
import { says } from './kinds/shared.ts';

const starts: Readonly<Record<NodeProcess, (machine: string) => Fault>> = {
  kubelet: (machine) => ({ kind: 'StartKubelet', machine }),
  'kube-proxy': (machine) => ({ kind: 'StartKubeProxy', machine }),
  containerd: (machine) => ({ kind: 'MendMachine', machine, fault: 'StopRuntime' }),
};

function mend(key: string, params: Record<string, string>, fault: Fault): WhyRemedy {
  return { text: says(`mend.${key}`, params), writes: '', change: [], fault };
}

/** Starts a component, or a process of a node, that someone has stopped. */
export function startAgain(machine: string, component: string): WhyRemedy {
  const fault: Fault = isNodeProcess(component) ? starts[component](machine) : { kind: 'StartComponent', machine, component: component as Extract<Fault, { kind: 'StartComponent' }>['component'] };
  return mend('start', { component, machine }, fault);
}

/** Starts a component of the control plane where someone has stopped it. */
export function mendsOfComponent(world: World, component: string): WhyRemedy[] {
  return (controlPlaneViewOf(world)?.stopped ?? []).filter((one) => one.component === component).map(({ machine }) => startAgain(machine, component));
}

/** What ends the faults that a machine suffers: power first, then network, then its processes and its disk. */
export function mendsOfMachine(world: World, name: string): WhyRemedy[] {
  const machine = world.api.get<Machine>('machines', name);
  const { processes } = world.simulation;
  if (powerOf(machine) !== 'On') return [mend('power', { machine: name }, { kind: 'PowerOn', machine: name })];
  const { cables, zones, links } = processes.state.partition;
  const zone = zones.get(name);
  const lamps = world.components.kubelets.machineView(name)?.lamps;
  const isUp = machine?.status?.phase === 'Running';
  return [
    ...(cables.has(name) ? [mend('cable', { machine: name }, { kind: 'ReconnectCable', machine: name })] : []),
    ...(zone === undefined ? [] : [mend('zone', { zone }, { kind: 'ReconnectZone', zone })]),
    ...[...links].map((link) => link.split(' ') as [string, string]).filter((pair) => pair.includes(name)).map(([a, b]) => mend('link', { a, b }, { kind: 'ReconnectLink', a, b })),
    ...(isUp && lamps?.kubelet === false ? [startAgain(name, 'kubelet')] : []),
    ...(isUp && lamps?.containerd === false ? [startAgain(name, 'containerd')] : []),
    ...(processes.state.slowDisks.has(name) ? [mend('disk', { machine: name }, { kind: 'MendMachine', machine: name, fault: 'SlowDisk' })] : []),
  ];
}
