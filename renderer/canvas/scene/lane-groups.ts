import type { CardRow } from '../../../shared/view/rows.ts';
import type { RelationKind } from '../../../shared/view/relations.ts';
import type { RelationTable } from '../../store/relation-table.ts';
import { cardHeight } from '../geometry/card-size.ts';
import type { LaneGroup, LaneStack } from '../geometry/lane-layout.ts';

/** A card with its key. */
export interface KeyedCard {
  key: string;
  row: CardRow;
}

/** A design with more cards begins with the namespaces folded that come after so many. */
const unfoldedCards = 40;

/** Top to bottom within a stack; what is not listed stands last. */
const order = [
  'Ingress', 'Service', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'CronJob', 'Job',
  'HorizontalPodAutoscaler', 'PodDisruptionBudget', 'NetworkPolicy', 'PersistentVolumeClaim', 'ConfigMap', 'Secret', 'ServiceAccount', 'PriorityClass',
];
const rankOf = new Map(order.map((kind, rank) => [kind, rank]));
/** Kinds that lead to what they stand with: above it. */
const above = new Set(['Ingress', 'Service']);
/** Relations that put the object at their start beside the one at their end. */
const joins: readonly RelationKind[] = ['route', 'selector', 'scale', 'budget', 'policy'];

/**
 * The cards in groups by namespace, and in each group in stacks: a workload with the Services and Ingresses that lead to it and with what belongs to it
 * alone. Something that concerns several stands by itself.
 * @param folds namespaces that are folded
 */
export function laneGroups(cards: readonly KeyedCard[], relations: RelationTable, folds: ReadonlySet<string>): LaneGroup[] {
  const byNamespace = namespacesOf(cards);
  const names = [...byNamespace.keys()];
  const isFramed = names.length > 1 || (names[0] ?? 'default') !== 'default';
  return names.map((namespace) => {
    const members = byNamespace.get(namespace) ?? [];
    const isFolded = isFramed && folds.has(namespace);
    return {
      namespace, isFramed, stacks: isFolded ? [] : stacksOf(members, relations),
      ...(isFolded ? { folded: { rows: new Set(members.map(({ row }) => row.ref.kind)).size } } : {}),
    };
  });
}

/** Which namespaces a design begins with folded, so that its lane can be taken in at a glance. */
export function initialFolds(cards: readonly KeyedCard[]): Set<string> {
  const folds = new Set<string>();
  let shown = 0;
  for (const [namespace, members] of namespacesOf(cards)) {
    if (shown + members.length > unfoldedCards) folds.add(namespace);
    else shown += members.length;
  }
  return folds;
}

/** By name; what belongs to no namespace comes last. */
function namespacesOf(cards: readonly KeyedCard[]): Map<string, KeyedCard[]> {
  const byNamespace = grouped(cards, ({ row }) => row.ref.namespace ?? '');
  return new Map([...byNamespace].sort(([a], [b]) => Number(a === '') - Number(b === '') || (a < b ? -1 : 1)));
}

function stacksOf(cards: readonly KeyedCard[], relations: RelationTable): LaneStack[] {
  const known = new Map(cards.map((card) => [card.key, card]));
  const anchors = new Map<string, string>();
  const anchorOf = (key: string, passed: readonly string[] = []): string => {
    const next = companionOf(key, known, relations);
    if (next === undefined) return key;
    // Objects that refer to each other in a circle: each stands by itself.
    return passed.includes(next) || next === key ? (passed[0] ?? key) : anchorOf(next, [...passed, key]);
  };
  for (const { key } of cards) anchors.set(key, anchorOf(key));
  const members = grouped(cards, ({ key }) => anchors.get(key) ?? key);
  // Workloads first: they are what the machines run.
  const heads = cards.filter(({ key }) => anchors.get(key) === key).sort((a, b) => Number(!a.row.template) - Number(!b.row.template));
  return heads.map(({ key }): LaneStack => {
    const stack = [...(members.get(key) ?? [])].sort((a, b) => rank(a) - rank(b));
    const anchor = known.get(key) as KeyedCard;
    return stack.map((item) => ({
      key: item.key, height: cardHeight(item.row), ...(item.key !== key && !above.has(item.row.ref.kind) && anchor.row.template ? { isSatellite: true } : {}),
    }));
  });
}

function rank({ row }: KeyedCard): number {
  return rankOf.get(row.ref.kind) ?? order.length;
}

/** The card beside which this one stands: the first that it is about; or, for what workloads use, the only one that uses it. */
function companionOf(key: string, known: ReadonlyMap<string, KeyedCard>, relations: RelationTable): string | undefined {
  const self = known.get(key);
  if (self?.row.template) return undefined;
  const about = [...new Set(relations.from(key).filter((edge) => joins.includes(edge.kind) && edge.target !== key && known.has(edge.target)).map((edge) => edge.target))];
  // A policy about several workloads, or about every pod, is about none in particular.
  const isGeneral = about.length > 1 || relations.from(key).some((edge) => edge.kind === 'policy' && !edge.detail);
  if (about.length > 0) return self?.row.ref.kind === 'NetworkPolicy' && isGeneral ? undefined : about[0];
  const users = new Set(relations.to(key).filter((edge) => (edge.kind === 'mount' || edge.kind === 'account') && known.get(edge.from)?.row.template).map((edge) => edge.from));
  return users.size === 1 ? [...users][0] : undefined;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
