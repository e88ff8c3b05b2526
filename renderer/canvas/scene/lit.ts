import type { CloudView } from '../../../shared/view/cloud.ts';
import { isCloudRef, onTheWay, onTheWayOfMachine } from '../../store/cloud-refs.ts';
import { parseRefKey } from '../../store/ref-key.ts';
import type { UiState } from '../../store/ui.ts';

let last: { cloud: CloudView; of: string; keys: ReadonlySet<string> } | undefined;

/** Whether a part of the network stands on the way to the Internet of what the pointer is over or, else, what is selected. */
export function isLit(cloud: CloudView, key: string, { hovered, selection }: Pick<UiState, 'hovered' | 'selection'>): boolean {
  const of = hovered ?? (selection.length === 1 ? selection[0] : undefined);
  if (of === undefined) return false;
  if (last?.cloud !== cloud || last.of !== of) last = { cloud, of, keys: new Set(keysFor(cloud, of)) };
  return last.keys.has(key);
}

function keysFor(cloud: CloudView, of: string): string[] {
  const ref = parseRefKey(of);
  if (!ref) return [];
  if (isCloudRef(ref)) return onTheWay(cloud, ref);
  return ref.kind === 'Machine' ? onTheWayOfMachine(cloud, ref.name) : [];
}
