import type { DesignEdit } from '../../shared/ipc/design.ts';
import { refKey } from '../../shared/kubernetes/registry.ts';
import type { MachineRole } from '../../shared/kubernetes/types/machine.ts';
import type { Point } from '../../shared/topology/types.ts';
import { asManifest } from './json-manifest.ts';
import { uniqueName } from './names.ts';

const machineApiVersion = 'clusterwright.dev/v1';

export interface NewMachine {
  roles: readonly MachineRole[];
  machineType?: string;
  zone?: string;
  /** Where it was dropped; absent: placed automatically. */
  at?: Point;
}

/** What the machine will be called; also shown while it is dragged. */
export function machineNameFor(roles: readonly MachineRole[], taken: ReadonlySet<string>): string {
  const base = roles.length > 1 ? 'node' : roles[0] === 'control-plane' ? 'control' : 'worker';
  return uniqueName(base, taken, true);
}

export function machineTypeFor(roles: readonly MachineRole[]): string {
  return roles.includes('worker') ? 'm5.large' : 't3.medium';
}

/** Dropping a machine writes a Machine with role and type (and zone, when it lands in one). */
export function addMachine(machine: NewMachine, taken: ReadonlySet<string>): DesignEdit {
  const name = machineNameFor(machine.roles, taken);
  const manifest = asManifest({
    apiVersion: machineApiVersion, kind: 'Machine', metadata: { name },
    ...{ spec: { roles: [...machine.roles], type: machine.machineType ?? machineTypeFor(machine.roles), ...(machine.zone ? { zone: machine.zone } : {}) } },
  });
  const key = refKey({ apiVersion: machineApiVersion, kind: 'Machine', name });
  return {
    changes: [{ op: 'put', manifest }, ...(machine.at ? [{ op: 'layout' as const, positions: { [key]: machine.at } }] : [])],
    label: { key: 'canvas:edit.addMachine', params: { name } },
  };
}

/** The empty canvas' "Add both for me": a control plane and a worker in one step. */
export function addFirstMachines(taken: ReadonlySet<string>): DesignEdit {
  const control = addMachine({ roles: ['control-plane'] }, taken);
  const worker = addMachine({ roles: ['worker'] }, taken);
  return { changes: [...control.changes, ...worker.changes], label: { key: 'canvas:edit.addBoth' } };
}
