import type { ControlPlaneView, EtcdMemberView, EtcdView } from '../../../shared/view/control-plane.ts';
import { votersOf } from '../../../shared/view/control-plane-trouble.ts';
import type { ComponentRow, LocalizedText } from '../../../shared/view/rows.ts';
import { controlPlaneProcesses, type ControlPlaneProcess } from '../../engine/simulation/processes.ts';

/** Power of a machine as far as its components are concerned. */
export type MachinePower = 'On' | 'Off' | 'Crashed';

type Facts = Omit<ComponentRow, 'name' | 'stopped'>;

const says = (key: string, params?: Record<string, string | number>): LocalizedText => ({ key: `view:component.${key}`, ...(params ? { params } : {}) });

/** etcd calls itself overloaded from here on: a leader with such a disk loses its followers. */
const slowDiskMs = 1_000;

/** The components of a control-plane machine, in fixed order: what each is there, why, and whether it leads. */
export function componentRows(view: ControlPlaneView, machine: string, power: MachinePower): ComponentRow[] {
  return controlPlaneProcesses.map((name) => {
    const stopped = view.stopped.some((one) => one.machine === machine && one.component === name);
    return { name, ...(running(view, machine, name) ?? notRunning(machine, power, stopped)), ...(stopped ? { stopped: true as const } : {}) };
  });
}

function notRunning(machine: string, power: MachinePower, stopped: boolean): Facts {
  if (power !== 'On') return { family: 'unknown', state: 'Off', leader: false, detail: says('off'), why: says(`why.${power}`, { machine }) };
  if (stopped) return { family: 'bad', state: 'Stopped', leader: false, detail: says('stopped'), why: says('why.stopped', { machine }) };
  return { family: 'waiting', state: 'Starting', leader: false, detail: says('starting'), why: says('why.starting', { machine }) };
}

/** Undefined: it does not run. */
function running({ etcd, api, components }: ControlPlaneView, machine: string, name: ControlPlaneProcess): Facts | undefined {
  if (name === 'etcd') {
    const member = etcd?.members.find((one) => one.machine === machine);
    return etcd && member ? memberFacts(etcd, member) : undefined;
  }
  if (name === 'kube-apiserver') {
    const server = api.servers.find((other) => other.machine === machine);
    if (server?.running !== true) return undefined;
    return server.answers ? { family: 'ready', state: 'Running', leader: false, detail: says('port', { port: 6443 }), why: says('why.answers', { machine }) }
      : { family: 'attention', state: 'Waiting', leader: false, detail: says('refuses'), why: says('why.refuses', { machine }) };
  }
  const found = components.find((one) => one.component === name && one.machine === machine);
  switch (found?.state) {
    case undefined: case 'Stopped': return undefined;
    case 'Waiting': return { family: 'attention', state: 'Waiting', leader: false, detail: says('waits'), why: says('waitsForApi', { machine }) };
    case 'Leading': return { family: 'ready', state: 'Leading', leader: true, detail: says('leader'), why: says('why.leads', { component: name }) };
    case 'Standby': return { family: 'ready', state: 'Standby', leader: false, detail: says('standby'), why: found?.why ?? says('why.noHolder', { component: name }) };
  }
}

function memberFacts(etcd: EtcdView, { role, machine, term, fsyncMs, reaches }: EtcdMemberView): Facts | undefined {
  const state = role;
  const leader = etcd.leader ?? '';
  switch (role) {
    case 'Down': return undefined;
    case 'Leader': return { family: fsyncMs >= slowDiskMs ? 'attention' : 'ready', state, leader: true, detail: says('leader'), why: says('why.etcdLeads', { term }) };
    case 'Follower':
      if (fsyncMs >= slowDiskMs) return { family: 'attention', state, leader: false, detail: says('slow'), why: says('why.slowDisk', { ms: fsyncMs }) };
      return { family: 'ready', state, leader: false, detail: says('follower'), why: leader === '' ? says('why.nobodyLeads') : says('why.follows', { leader }) };
    case 'Learner': return { family: 'working', state, leader: false, detail: says('learner'), why: says('why.learns') };
    case 'Unreachable': return { family: 'attention', state, leader: false, detail: says('unreachable'), why: says('why.unreachable', { leader }) };
    case 'Candidate': {
      const voters = votersOf(etcd.members);
      const reached = voters.filter((other) => other.machine === machine || reaches.includes(other.machine)).length;
      return { family: 'working', state, leader: false, detail: says('candidate'), why: says('why.candidate', { reached, total: voters.length, needed: etcd.quorum.needed }) };
    }
  }
}
