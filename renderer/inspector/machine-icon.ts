import type { MachineRole } from '../../shared/kubernetes/types/machine.ts';

/** The icon of a machine by its roles. */
export function machineIcon(roles: readonly MachineRole[]): string {
  if (roles.length > 1) return 'SingleMachine';
  return roles[0] === 'control-plane' ? 'ControlPlane' : 'Machine';
}
