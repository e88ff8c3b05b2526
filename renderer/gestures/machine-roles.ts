import type { DesignEdit } from '../../shared/ipc/design.ts';
import type { Taint } from '../../shared/kubernetes/types/pod.ts';
import type { MachineRow } from '../../shared/view/rows.ts';

export const controlPlaneTaint = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' } as const satisfies Taint;
const taintText = `${controlPlaneTaint.key}:${controlPlaneTaint.effect}`;

/** Whether a control-plane machine is a worker too: the scheduler may place ordinary pods there. */
export function takesPods({ roles, taints, pods }: Pick<MachineRow, 'roles' | 'taints' | 'pods'>): boolean {
  const isRegistered = pods.allocatable > 0;
  return isRegistered ? !taints.includes(taintText) : roles.includes('worker');
}

/**
 * Makes a control-plane machine a worker too, or no more: its roles, by which its kubelet registers from now on, and the taint of its Node, as
 * `kubectl taint nodes NAME node-role.kubernetes.io/control-plane:NoSchedule-` does. Pods that run there stay.
 * @param nodeTaints of its Node as they are now; undefined: it has none yet
 */
export function setTakesPods(machine: Pick<MachineRow, 'name' | 'roles'>, takes: boolean, nodeTaints: readonly Taint[] | undefined): DesignEdit {
  const { name } = machine;
  const others = machine.roles.filter((role) => role !== 'worker');
  const kept = (nodeTaints ?? []).filter(({ key, effect }) => key !== controlPlaneTaint.key || effect !== controlPlaneTaint.effect);
  const taints = takes ? kept : [...kept, controlPlaneTaint];
  return {
    changes: [
      { op: 'patch', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name }, patch: { spec: { roles: takes ? [...others, 'worker'] : others } } },
      ...(nodeTaints ? [{ op: 'patch' as const, ref: { apiVersion: 'v1', kind: 'Node', name }, patch: { spec: { taints: taints.map((taint) => ({ ...taint })) } } }] : []),
    ],
    label: { key: takes ? 'commands:edit.takePods' : 'commands:edit.keepPodsAway', params: { name } },
  };
}
