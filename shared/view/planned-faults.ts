import type { PlannedFault } from '../planned-faults.ts';

/**
 * Of a planned fault: `planned` is yet to come; `active` has struck and will be mended by the plan; `over` has struck, and the plan does no more about it; `failed`
 * struck nothing; `missed` was planned for a time that had passed, and strikes when the simulation starts anew.
 */
export type PlannedFaultState = 'planned' | 'active' | 'over' | 'failed' | 'missed';

/** A planned fault as the lane of failures shows it. */
export interface PlannedFaultRow {
  /** Its place in `spec.faults`; absent: it was taken out while it lasts. */
  index?: number;
  entry: PlannedFault;
  /** In simulated time. */
  atMs: number;
  /** When it is mended, or was; absent: by nobody. */
  endMs?: number | undefined;
  state: PlannedFaultState;
  /** What it struck (see `faultSubject`), once it has. */
  subject?: string;
  /** Why it struck nothing. */
  error?: string;
}
