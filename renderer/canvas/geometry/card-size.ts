import type { CardRow } from '../../../shared/view/rows.ts';
import { balancerCard, card } from './sizes.ts';

/** Height of an object's card in the lane: header, a row per container and volume of its template, the replicas handle; without those a compact head. */
export function cardHeight(row: Pick<CardRow, 'template' | 'replicas' | 'detail' | 'rate' | 'balancer'>): number {
  // The same in every state: nothing below it moves as it comes to be.
  if (row.balancer) return balancerCard.height;
  if (!row.template && !row.replicas) return card.compactHeight + (row.detail ? card.detailHeight : 0) + (row.rate ? card.rateHeight : 0);
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
