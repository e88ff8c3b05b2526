import type { CardRow } from '../../../shared/view/rows.ts';
import type { Rect } from './rect.ts';
import { card } from './sizes.ts';
import type { ZoomLevel } from './zoom-level.ts';

/** Screen pixels of a card's name and count at the middle zoom. */
const middleHeightPx = 31;

/** Height of an object's card in the lane: header, a row per container and volume of its template, the replicas handle. */
export function cardHeight(row: Pick<CardRow, 'template' | 'replicas'>): number {
  let height: number = card.headerHeight;
  if (row.template) {
    const containers = row.template.containers.length;
    height +=
      containers * card.containerHeight + Math.max(0, containers - 1) * card.containerGap + row.template.volumes.length * card.volumeHeight;
    if (!row.replicas) height += card.padding;
  }
  if (row.replicas) height += card.replicasHeight;
  return height;
}

/**
 * What a card covers at a zoom level: at the middle zoom only its name and count are drawn, at the upper edge of its place.
 * @param textScale world units per screen pixel of text, see `middleTextScale`
 */
export function cardRectAt(place: Rect, level: ZoomLevel, textScale: number): Rect {
  return level === 'near' ? place : { ...place, height: Math.min(place.height, middleHeightPx * textScale) };
}
