import { mirror } from '../../store/cluster.ts';
import { parseRefKey } from '../../store/ref-key.ts';
import type { Point } from '../geometry/rect.ts';
import type { DropChoice, DropMenu } from './drag-store.ts';
import { performEviction, workloadNamed, type EvictChoice } from './perform.ts';
import type { DropAction } from './verdict.ts';

/** After a controller's pod was dragged to another machine: it cannot be moved, but there are three ways to what was meant. */
export function evictionMenu(action: Extract<DropAction, { do: 'evict' }>, at: Point): DropMenu {
  const from = action.from.filter((name) => mirror.machine(name)).join(', ');
  const owner = workloadNamed(action.owner, parseRefKey(action.keys[0] ?? '')?.namespace);
  const params = { owner: action.owner, to: action.to, from, count: action.keys.length };
  const choice = (id: EvictChoice): DropChoice => ({
    id, label: { key: `canvas:evictMenu.${id}`, params }, detail: { key: `canvas:evictMenu.${id}Detail`, params }, choose: () => performEviction(action, id),
  });
  return { at, heading: { key: 'canvas:evictMenu.heading', params }, choices: [choice('evict'), ...(owner ? [choice('pin')] : []), ...(from === '' ? [] : [choice('cordon')])] };
}
