import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { controlPlaneTrouble, votersOf } from '../../../shared/view/control-plane-trouble.ts';
import type { ControlPlaneView } from '../../../shared/view/control-plane.ts';
import type { LocalizedText, ProblemRow } from '../../../shared/view/rows.ts';
import type { StateFamily } from '../../../shared/view/states.ts';

const uid = 'control-plane';

const machineRef = (name: string): ObjectRef => ({ apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name });

/** The worst that is wrong with the control plane: nothing can be written, or one more loss and nothing can, or a member more than is of use. */
export function controlPlaneProblem(view: ControlPlaneView | undefined, nowMs: number): ProblemRow | undefined {
  const trouble = controlPlaneTrouble(view);
  const problem = (family: StateFamily, machines: readonly string[], title: LocalizedText, detail: LocalizedText): ProblemRow | undefined => {
    const [first, ...others] = machines;
    return first === undefined ? undefined : { ref: machineRef(first), uid, family, title, detail, sinceMs: nowMs, ...(others.length > 0 ? { objects: machines.map(machineRef) } : {}) };
  };
  if (trouble) return trouble.passing ? undefined : problem('bad', trouble.machines, trouble.headline, trouble.mend);
  if (!view?.etcd || !view.api.answers) return undefined;
  const { members, quorum: { needed, have } } = view.etcd;
  const voters = votersOf(members);
  const absent = voters.filter(({ role }) => role === 'Down' || role === 'Unreachable');
  const away = absent.map(({ machine }) => machine);
  const isApart = absent.every(({ role }) => role === 'Unreachable');
  const params = { have, needed, total: voters.length, tolerated: voters.length - needed, fewer: voters.length - 1 };
  if (voters.length > 1 && have === needed && away.length > 0) return problem('attention', away, { key: 'view:controlPlane.atRisk', params }, { key: `view:controlPlane.mend.${isApart ? 'reconnect' : 'startMembers'}`, params: { machines: away.join(', ') } });
  const grows = members.some(({ voter }) => !voter);
  if (voters.length % 2 === 1 || voters.length === 0 || grows) return undefined;
  return problem('attention', voters.slice(-1).map(({ machine }) => machine), { key: 'view:controlPlane.evenMembers', params }, { key: 'view:controlPlane.mend.oddMembers', params });
}
