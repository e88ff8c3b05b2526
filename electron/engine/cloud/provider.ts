import type { ApiResult } from '../../../shared/kubernetes/status.ts';
import type { Component } from '../component.ts';

/** What happens to a machine as a whole. `RestartMachine` is the reset button. */
export interface MachineFault {
  kind: 'PowerOff' | 'PowerOn' | 'CrashMachine' | 'RestartMachine';
  machine: string;
}

/**
 * Whoever owns the computers: builds a machine for each Machine object, moves its `status.phase`, and takes the power away when it is
 * deleted.
 * A cloud's provider implements the same and adds its own resources.
 */
export interface MachineProvider extends Component {
  /** Applies a fault at once. A fault that finds the machine in that state already changes nothing. Errors: NotFound. */
  inject(fault: MachineFault): ApiResult<void>;
}
