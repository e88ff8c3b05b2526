import type { LocalizedText } from '../../../shared/view/rows.ts';
import type { ComponentView, ControlPlaneView } from '../../../shared/view/control-plane.ts';
import type { Lease } from '../../../shared/kubernetes/types/node.ts';
import { electedProcesses, type ElectedProcess } from '../simulation/processes.ts';
import type { Simulation } from '../simulation/simulation.ts';
import type { Etcd } from '../etcd/etcd.ts';

/**
 * The control plane of the cluster's own machines as people see it. Undefined: the provider runs it.
 * @param disabledOn components of a machine whose manifest someone has moved away
 */
export function controlPlaneView({ processes, store, env }: Simulation, etcd: Etcd, disabledOn: (machine: string) => readonly string[]): ControlPlaneView | undefined {
  if (processes.managed) return undefined;
  const via = [...processes.apiServers()];
  const hosts = [...processes.state.hosts];
  const running = hosts.filter((machine) => processes.runsOn('kube-apiserver', machine));
  const members = etcd.view();

  const componentOn = (component: ElectedProcess, machine: string): ComponentView => {
    const renewed = store.get<Lease>('leases', `kube-system/${component}`)?.spec.renewTime;
    const runs = processes.runsOn(component, machine);
    const holdsLease = runs && processes.state.leaders.get(component) === machine;
    const reachesApi = via.includes(machine);
    const leader = processes.state.leaders.get(component);
    const state = !runs ? 'Stopped' : !reachesApi ? 'Waiting' : holdsLease ? 'Leading' : 'Standby';
    const why: LocalizedText | undefined = state === 'Waiting' ? { key: 'view:component.waitsForApi', params: { machine } }
      : state === 'Standby' && leader !== undefined ? { key: 'view:component.standsBy', params: { machine: leader } } : undefined;
    return {
      component, machine, state, holdsLease, reachesApi, ...(renewed === undefined ? {} : { leaseAgeMs: wholeSeconds(env.nowMs - env.parseTimestamp(renewed)) }), ...(why ? { why } : {}),
    };
  };

  return {
    ...(members ? { etcd: members } : {}),
    api: {
      answers: processes.apiReachable(), answered: processes.state.answered, via, servers: hosts.map((machine) => ({ machine, running: running.includes(machine), answers: via.includes(machine) })),
      ...(via.length > 0 ? {} : { why: running.length > 0 ? 'NoLeader' : 'Refused' }),
    },
    components: electedProcesses.flatMap((component) => hosts.map((machine) => componentOn(component, machine))),
    stopped: hosts.flatMap((machine) => disabledOn(machine).map((component) => ({ machine, component }))),
  };
}

/** So that a row changes once a second at most by time alone. */
function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
