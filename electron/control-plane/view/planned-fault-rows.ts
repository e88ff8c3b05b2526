import type { PlannedFault } from '../../../shared/planned-faults.ts';
import type { PlannedFaultRow } from '../../../shared/view/planned-faults.ts';
import type { World } from '../../engine/world.ts';

/** The planned faults' part of the feed: all of them, when the list was edited or one has struck, ended or failed. */
export class PlannedFaultFeed {
  private readonly world: World;
  private readonly entries: () => readonly PlannedFault[];
  private struck = false;
  private seen: readonly PlannedFault[] | undefined;
  private sent = '';

  /** @param entries the design's list; the same array until it is edited */
  constructor(world: World, entries: () => readonly PlannedFault[]) {
    this.world = world;
    this.entries = entries;
    world.onStrike(() => { this.struck = true; });
  }

  list(): { plannedFaults: PlannedFaultRow[] } {
    this.sent = '';
    return { plannedFaults: this.rows() };
  }

  /** Undefined: nothing has changed. */
  delta(): { plannedFaults: PlannedFaultRow[] } | undefined {
    if (!this.struck && this.entries() === this.seen) return undefined;
    const before = this.sent;
    const plannedFaults = this.rows();
    return this.sent === before ? undefined : { plannedFaults };
  }

  private rows(): PlannedFaultRow[] {
    this.seen = this.entries();
    this.struck = false;
    const rows = this.world.plannedFaults(this.seen);
    this.sent = JSON.stringify(rows);
    return rows;
  }
}
