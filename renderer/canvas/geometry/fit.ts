import type { ClusterLayout } from './cluster-layout.ts';
import { groundFrames } from './ground-frames.ts';
import { viewportFitting } from './visible-window.ts';
import type { Viewport } from './visible-window.ts';

const padding = 20;
/** Height that minimap, legend and zoom control take at the foot. */
const footRoom = 46;

/**
 * The whole cluster in view (but for pods that wait, who have a mark of their own when out of view), at most at 100 %: from the top on,
 * with room for the headers, which do not shrink with the zoom, and for the controls at the foot.
 */
export function viewportFittingCluster(layout: ClusterLayout, width: number, height: number): Viewport {
  const bounds = layout.lasting;
  let headerRoom = 0;
  let viewport: Viewport = { x: 0, y: 0, zoom: 1 };
  // The room that headers need depends on the zoom, and the zoom on the room: a few rounds settle it.
  for (let round = 0; round < 4; round += 1) {
    viewport = viewportFitting(bounds, width, height - footRoom - headerRoom, padding, 1);
    const frames = groundFrames(layout, { ...viewport, x: 0, y: 0 });
    headerRoom = Math.max(0, bounds.y * viewport.zoom - frames.cluster.y);
  }
  const slack = height - footRoom - headerRoom - bounds.height * viewport.zoom;
  return { ...viewport, y: headerRoom + Math.min(slack / 2, padding) - bounds.y * viewport.zoom };
}
