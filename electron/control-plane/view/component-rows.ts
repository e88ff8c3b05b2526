import type { ControlPlaneView } from '../../../shared/view/control-plane.ts';
import type { MachineRow } from '../../../shared/view/rows.ts';
import { controlPlaneProcesses, type ControlPlaneProcess } from '../../engine/simulation/processes.ts';

type ComponentRow = MachineRow['components'][number];

/** The components of a control-plane machine, in fixed order: what each is there, and whether it leads. */
export function componentRows(view: ControlPlaneView, machine: string): ComponentRow[] {
  return controlPlaneProcesses.map((process) => rowOf(view, machine, process) ?? { name: process, family: 'waiting', state: 'Stopped', detail: { key: 'view:component.stopped' }, leader: false });
}

/** Undefined: it does not run. */
function rowOf({ etcd, api, components }: ControlPlaneView, machine: string, name: ControlPlaneProcess): ComponentRow | undefined {
  const running = { name, family: 'ready', state: 'Running', leader: false } as const;
  if (name === 'etcd') {
    const role = etcd?.members.find((member) => member.machine === machine)?.role ?? 'Down';
    switch (role) {
      case 'Down': return undefined;
      case 'Leader': return { ...running, leader: true, detail: { key: 'view:component.leader' } };
      case 'Follower': return { ...running, detail: { key: 'view:component.follower' } };
      case 'Learner': case 'Candidate': return { ...running, family: 'working', state: role, detail: { key: 'view:component.standby' } };
      case 'Unreachable': return { ...running, family: 'attention', state: role, detail: { key: 'view:component.standby' } };
    }
  }
  if (name === 'kube-apiserver') {
    const server = api.servers.find((other) => other.machine === machine);
    if (server?.running !== true) return undefined;
    const detail = { key: 'view:component.port', params: { port: 6443 } };
    return server.answers ? { ...running, detail } : { ...running, family: 'attention', state: 'Waiting', detail };
  }
  const state = components.find((row) => row.component === name && row.machine === machine)?.state ?? 'Stopped';
  switch (state) {
    case 'Stopped': return undefined;
    case 'Waiting': return { ...running, family: 'attention', state, detail: { key: 'view:component.waitsForApi', params: { machine } } };
    case 'Leading': return { ...running, leader: true, detail: { key: 'view:component.leader' } };
    case 'Standby': return { ...running, detail: { key: 'view:component.standby' } };
  }
}
