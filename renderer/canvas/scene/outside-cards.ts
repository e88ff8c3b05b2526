import { cardHeight } from '../geometry/card-size.ts';
import type { LayoutGroup } from '../geometry/group-layout.ts';
import type { LaneCard } from '../geometry/lane-layout.ts';
import type { KeyedCard } from './lane-groups.ts';

/** Kinds that are no part of the cluster: their cards stand outside its frame. */
export const outsideKinds: ReadonlySet<string> = new Set(['TrafficSource', 'LoadBalancer']);

/** Divides the cards into those of the lane, those outside the frame, and those that are drawn as frames around machines. */
export function divideCards<T extends KeyedCard>(cards: readonly T[]): { inside: T[]; outside: LaneCard[]; balancers: LaneCard[]; groups: LayoutGroup[] } {
  const isOutside = ({ row }: T): boolean => outsideKinds.has(row.ref.kind);
  return {
    inside: cards.filter((card) => !isOutside(card) && !card.row.group),
    groups: cards.flatMap(({ key, row: { group } }) => (group ? [{ key, zones: group.zones, most: group.max }] : [])),
    outside: cards.filter((card) => isOutside(card) && !card.row.balancer).map(laneCard),
    balancers: cards.filter(({ row }) => row.balancer).map(laneCard),
  };
}

function laneCard({ key, row }: KeyedCard): LaneCard {
  return { key, height: cardHeight(row) };
}
