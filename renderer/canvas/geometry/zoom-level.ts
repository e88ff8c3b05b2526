/** What is drawn: containers and ports (near), names (middle), tiles and cells (far). */
export type ZoomLevel = 'near' | 'middle' | 'far';

export const nearFrom = 0.8;
export const middleFrom = 0.3;
export const minZoom = 0.02;
export const maxZoom = 2.5;
/** Share of a border within which both layers show, so that nothing pops. */
export const fadeShare = 0.08;

/** The cluster's size decides where the far view begins: a small one keeps its names as long as they can be read at all. */
export function farBelow(podCount: number): number {
  return podCount <= 300 ? 0.22 : middleFrom;
}

export function zoomLevelAt(zoom: number, podCount: number): ZoomLevel {
  if (zoom >= nearFrom) return 'near';
  return zoom >= farBelow(podCount) ? 'middle' : 'far';
}

/** Opacity of the document layer at a zoom: 0 in the far view, 1 from the middle zoom up, in between within `fadeShare` of the border. */
export function documentLayerOpacity(zoom: number, podCount: number): number {
  const border = farBelow(podCount);
  const from = border * (1 - fadeShare);
  const to = border * (1 + fadeShare);
  return Math.min(1, Math.max(0, (zoom - from) / (to - from)));
}

const middleSteps = [0.2, 0.25, 0.3, 0.36, 0.43, 0.52, 0.62, 0.72] as const;

/**
 * World units of one screen pixel for text at the middle zoom. Text there keeps its size on the screen; it follows the zoom in steps,
 * because each step is a layout of all that is mounted. The nearest step counts, so that text is never a tenth too large or too small.
 */
export function middleTextScale(zoom: number): number {
  const distance = (step: number): number => Math.abs(Math.log(zoom / step));
  const nearest = middleSteps.reduce<number>((best, step) => (distance(step) < distance(best) ? step : best), middleSteps[0]);
  return 1 / nearest;
}
