import type { Machine, MachinePhase } from '../../../shared/kubernetes/types/machine.ts';

/** What came of building a machine. */
export type Built =
  /** It has power after `readyMs`. `status` stands in the Machine's beside phase and address. */
  | { readonly kind: 'Built'; readonly address: string; readonly readyMs: number; readonly status?: Partial<NonNullable<Machine['status']>> }
  /** Not now; it is tried again after `retryMs`. `message` stands in the Machine's status, `reason` and it in an Event. */
  | { readonly kind: 'Refused'; readonly reason: string; readonly message: string; readonly retryMs: number };

/** Where machines come from. What makes them is the same everywhere (phases, faults): see `bare-provider.ts`. */
export interface MachineBuilder {
  /** Builds a new machine, or finds the one that was built for it. */
  build(machine: Machine): Built;
  /** Gives a machine that is off its power back. @returns why not now */
  start(machine: string): Extract<Built, { kind: 'Refused' }> | undefined;
  /** The machine has come into a phase. */
  entered(machine: string, phase: MachinePhase): void;
  /** Its object is gone. Its Node is the cloud-controller-manager's to take away. */
  removed(machine: string): void;
}
