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

/** A pod's box as it is drawn at the present zoom, and the machine that it is on; undefined: it has no place. @param textScale world units of a screen pixel of text */
export function podPlace(uid: string, textScale: number): { rect: Rect; machine: Rect | undefined } | undefined {
  const row = mirror.pods.row(uid);
  if (!row) return undefined;
  const on = scene.rectOf(row.node);
  const place = on && podRectsOn(scene, row.node, { level: view.level, zoom: view.viewport.zoom, textScale }).find((item) => item.uid === uid);
  const rect = on && place ? shifted(place.rect, on) : scene.podRect(uid);
  return rect && { rect, machine: on };
}
