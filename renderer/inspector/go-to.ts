import { refKey, type ObjectRef } from '../../shared/kubernetes/registry.ts';
import { canvas } from '../store/canvas-port.ts';
import { machineKey } from '../store/ref-key.ts';
import { ui } from '../store/ui.ts';

/** The key by which an object is selected. A Node and its Machine are one thing on the canvas and in the inspector. */
export function selectionKeyOf(ref: ObjectRef): string {
  return ref.kind === 'Node' || ref.kind === 'Machine' ? machineKey(ref.name) : refKey(ref);
}

/** Selects an object and brings it into view: what every link, problem, event and timeline mark does. */
export function goTo(ref: ObjectRef): void {
  goToKey(selectionKeyOf(ref));
}

/** The same by key. What has no place on the canvas is shown in the inspector, which opens for it. */
export function goToKey(key: string): void {
  ui.select([key]);
  if (canvas()?.reveal([key]) === false) ui.setPanel('inspector', { visible: true });
}
