import type { ControlPlaneView } from '../../../shared/view/control-plane.ts';
import { componentRows } from './component-rows.ts';

/** What the window was told last of the control plane. Who leads changes without any object of a machine: its row says it all the same. */
export class ControlPlaneChanges {
  private text = '';
  private byMachine = new Map<string, string>();

  /** @returns whether the view is another than before, and the machines whose components are */
  take(view: ControlPlaneView | undefined): { changed: boolean; machines: string[] } {
    const text = JSON.stringify(view ?? null);
    if (text === this.text) return { changed: false, machines: [] };
    this.text = text;
    const before = this.byMachine;
    this.byMachine = componentsByMachine(view);
    return { changed: true, machines: [...this.byMachine].flatMap(([machine, now]) => (before.get(machine) === now ? [] : [machine])) };
  }
}

/** Whether a machine has power its own row tells. */
function componentsByMachine(view: ControlPlaneView | undefined): Map<string, string> {
  return new Map(view?.api.servers.map(({ machine }) => [machine, JSON.stringify(componentRows(view, machine, 'On'))]) ?? []);
}
