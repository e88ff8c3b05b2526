import type { ControlPlaneView, EtcdMemberView, EtcdView } from './control-plane.ts';
import type { LocalizedText } from './rows.ts';

/** Why the API does not answer, and what mends it. */
export interface ControlPlaneTrouble {
  headline: LocalizedText;
  mend: LocalizedText;
  /** Where it is mended. */
  machines: string[];
  /** It passes by itself: a leader is being elected. */
  passing: boolean;
}

/**
 * Undefined: the API answers, or has never answered yet, since the design is still being drawn.
 * The causes that a person can mend at once come before those that take a new cluster.
 */
export function controlPlaneTrouble(view: ControlPlaneView | undefined): ControlPlaneTrouble | undefined {
  if (view === undefined || view.api.answers || !view.api.answered) return undefined;
  const { api, etcd } = view;
  if (api.why === 'Refused') {
    const machines = api.servers.map(({ machine }) => machine);
    return trouble('noApiServer', {}, 'startApiServer', machines);
  }
  if (etcd?.why === undefined) {
    const machines = etcd?.members.filter(({ role }) => role === 'Leader' || role === 'Follower').map(({ machine }) => machine) ?? [];
    return trouble('noLeaderReached', {}, 'startApiServer', machines);
  }
  switch (etcd.why.kind) {
    case 'Electing': return { ...trouble('electing', {}, 'wait', []), passing: true };
    case 'SlowDisks': return trouble('slowDisks', { machines: etcd.why.machines.join(', ') }, 'mendDisks', etcd.why.machines);
    case 'NoQuorum': return noQuorum(etcd, etcd.why);
  }
}

function noQuorum({ quorum: { needed, have }, members }: EtcdView, { down, lost, apart }: { down: string[]; lost: string[]; apart: string[] }): ControlPlaneTrouble {
  const params = { have, needed, total: votersOf(members).length };
  const count = needed - have;
  if (down.length > 0 && have + down.length + apart.length >= needed) return trouble('noQuorum', params, down.length > count ? 'startSome' : 'startMembers', down, count);
  if (apart.length > 0 && have + apart.length >= needed) return trouble('noQuorum', params, apart.length > count ? 'reconnectSome' : 'reconnect', apart, count);
  return { ...trouble('noQuorum', params, 'forceNewCluster', lost), machines: members.filter((member) => !member.lost).map(({ machine }) => machine) };
}

/** @param count of the machines are enough */
function trouble(headline: string, params: Record<string, string | number>, mend: string, machines: string[], count = machines.length): ControlPlaneTrouble {
  return {
    headline: { key: `view:controlPlane.${headline}`, params }, mend: { key: `view:controlPlane.mend.${mend}`, params: { machines: machines.join(', '), count } }, machines, passing: false,
  };
}

export function votersOf(members: readonly EtcdMemberView[]): EtcdMemberView[] {
  return members.filter(({ voter }) => voter);
}
