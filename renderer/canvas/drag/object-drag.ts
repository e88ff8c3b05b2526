import { parseRefKey } from '../../store/ref-key.ts';
import { mirror } from '../../store/cluster.ts';
import { scene } from '../canvas-model.ts';
import type { Point, Rect } from '../geometry/rect.ts';
import type { Hit } from '../scene/hit-test.ts';
import { podUidOf } from '../scene/object-rect.ts';
import { machineIcon } from '../nodes/names.ts';
import { beginDrag } from './drag-controller.ts';
import type { DraggedPod } from './payload.ts';
import { objectPreview } from './previews.ts';

/**
 * Starts dragging what was hit, together with the rest of the selection when that is of the same sort. @param world where the pointer went
 * down
 */
export function startObjectDrag(hit: Hit, selection: readonly string[], world: Point, event: PointerEvent): void {
  if (!('key' in hit)) return;
  const keys = selection.includes(hit.key) ? selection : [hit.key];
  if (hit.kind === 'pod' || hit.kind === 'container') startPodDrag(hit.key, keys, world, event);
  else startCardDrag(hit.key, keys, world, event);
}

function startPodDrag(grabbed: string, keys: readonly string[], world: Point, event: PointerEvent): void {
  const pods = keys.flatMap((key) => draggedPod(key) ?? []);
  const uid = podUidOf(grabbed);
  const rect = uid === undefined ? undefined : scene.podRect(uid);
  const first = pods.find((pod) => pod.uid === uid);
  if (!first || !rect) return;
  const ordered = [first, ...pods.filter((pod) => pod !== first)];
  beginDrag({ type: 'pods', pods: ordered }, objectPreview(grabbed, rect, 'Pod', first.ref.name, pods.length), within(world, rect), event);
}

function draggedPod(key: string): DraggedPod | undefined {
  const ref = parseRefKey(key);
  const uid = podUidOf(key);
  const row = uid === undefined ? undefined : mirror.pods.row(uid);
  return ref && row ? { uid: row.uid, ref, machine: row.node, bare: row.owner === '', owner: row.owner } : undefined;
}

function startCardDrag(grabbed: string, keys: readonly string[], world: Point, event: PointerEvent): void {
  const places = new Map<string, Rect>([...scene.layout.machines, ...scene.layout.cards]);
  const rects: Record<string, Rect> = {};
  for (const key of keys) {
    const rect = places.get(key);
    if (rect) rects[key] = rect;
  }
  const rect = rects[grabbed];
  const ref = parseRefKey(grabbed);
  if (!rect || !ref) return;
  const machine = mirror.machine(ref.name);
  const icon = ref.kind === 'Machine' && machine ? machineIcon(machine.roles) : ref.kind;
  beginDrag(
    { type: 'objects', grabbed, rects },
    objectPreview(grabbed, rect, icon, ref.name, Object.keys(rects).length),
    within(world, rect),
    event,
  );
}

/** Where the pointer holds the thing; the middle when it is drawn elsewhere than its near place (rows and cells). */
function within(world: Point, rect: Rect): Point {
  const x = world.x - rect.x;
  const y = world.y - rect.y;
  return x >= 0 && y >= 0 && x <= rect.width && y <= rect.height ? { x, y } : { x: rect.width / 2, y: Math.min(20, rect.height / 2) };
}
