import { scene } from '../canvas-model.ts';
import { cluster } from '../geometry/sizes.ts';

/** Upper edge of the lane of cards: edges between its columns cross above it. */
export function laneTop(): number {
  return scene.cards.reduce((top, card) => Math.min(top, card.rect.y), cluster.headerHeight + cluster.padding);
}
