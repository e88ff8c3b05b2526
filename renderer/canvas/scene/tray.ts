import { podHeight } from '../geometry/machine-body.ts';
import type { PodShape } from '../geometry/machine-body.ts';
import type { Rect } from '../geometry/rect.ts';
import { pod, tray } from '../geometry/sizes.ts';

export interface TrayItem extends Rect {
  /** A pod's uid, or `ghost/` and the uid of the workload's card that wants pods which do not exist. */
  id: string;
}

export interface TrayBody {
  items: TrayItem[];
  /** Pods beyond those shown. */
  more: number;
  /** 0: nothing waits. */
  height: number;
}

export const ghostHeight = 76;
const moreHeight = 18;

/** The Pending tray: oldest first, ghosts last, one column; beyond `tray.shown` only their number. Places are relative to the tray. */
export function layOutTray(pods: readonly PodShape[], ghosts: readonly string[]): TrayBody {
  if (pods.length === 0 && ghosts.length === 0) return { items: [], more: 0, height: 0 };
  const shown = pods.slice(0, tray.shown);
  const items: TrayItem[] = [];
  let y = tray.headerHeight;
  for (const shape of shown) {
    const height = podHeight(shape);
    items.push({ id: shape.uid, x: tray.padding, y, width: pod.width, height });
    y += height + pod.gap;
  }
  for (const uid of ghosts) {
    items.push({ id: `ghost/${uid}`, x: tray.padding, y, width: pod.width, height: ghostHeight });
    y += ghostHeight + pod.gap;
  }
  const more = pods.length - shown.length;
  return { items, more, height: Math.max(tray.minHeight, y - pod.gap + tray.padding + (more > 0 ? moreHeight : 0)) };
}
