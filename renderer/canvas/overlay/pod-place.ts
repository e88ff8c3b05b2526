import { mirror } from '../../store/cluster.ts';
import { scene, view } from '../canvas-model.ts';
import type { Rect } from '../geometry/rect.ts';
import { podRectsOn } from '../scene/hit-test.ts';
import { shifted } from '../scene/scene.ts';

/** Upper edge of the highest pod on a machine, as they are drawn at the present zoom. */
export function podsTopOn(machine: string, textScale: number): number {
  const top = scene.rectOf(machine)?.y ?? 0;
  return podRectsOn(scene, machine, { level: view.level, zoom: view.viewport.zoom, textScale }).reduce((least, { rect }) => Math.min(least, top + rect.y), Infinity);
}

export interface PodPlace {
  rect: Rect;
  /** That it is on; absent: it waits. */
  machine: Rect | undefined;
  /** Upper edge of the highest pod there. */
  podsTop: number;
}

/** A pod's box as it is drawn at the present zoom; undefined: it has no place. @param textScale world units of a screen pixel of text */
export function podPlace(uid: string, textScale: number): PodPlace | undefined {
  const row = mirror.pods.row(uid);
  if (!row) return undefined;
  const machine = scene.rectOf(row.node);
  const place = machine && podRectsOn(scene, row.node, { level: view.level, zoom: view.viewport.zoom, textScale }).find((item) => item.uid === uid);
  const rect = machine && place ? shifted(place.rect, machine) : scene.podRect(uid);
  return rect && { rect, machine, podsTop: machine ? podsTopOn(row.node, textScale) : rect.y };
}
