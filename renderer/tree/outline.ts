import { splitPodName } from '../canvas/nodes/names.ts';
import { componentKind } from '../../shared/view/component-ref.ts';
import type { LocalizedText, MachineRow } from '../../shared/view/rows.ts';
import type { Mirror } from '../store/mirror.ts';
import { componentKey, machineKey, namespaceKey, podKey, refKey } from '../store/ref-key.ts';
import type { RelationEdge } from '../store/relation-table.ts';

/** One row of the outline. */
export interface OutlineNode {
  id: string;
  kind: 'section' | 'object' | 'container' | 'relation';
  /** refKey of what choosing the row selects; sections without an object behind them have none. */
  key?: string;
  /** Kind for the icon; '' for sections. */
  icon: string;
  label: string;
  /** State word or fact; '' for none. */
  detail: string;
  family?: string;
  children: OutlineNode[];
}

export interface OutlineTexts {
  machines: string;
  workloads: string;
  pending: string;
  /** Name of the section of cluster-scoped objects. */
  cluster: string;
  fact(uid: string): string;
  word(text: LocalizedText): string;
  /** A relation as a sentence without its subject: `selects Deployment web`. */
  relation(edge: RelationEdge, direction: 'out' | 'in'): string;
  podState(state: number): { name: string; family: string };
  machineIcon(roles: readonly string[]): string;
  machineFamily(state: string): string;
}

/** Machines and sections are open from the start; pods, cards and the list of everything are closed. */
export function startsClosed(id: string): boolean {
  if (id.startsWith('section/')) return id.startsWith('section/kind/') || id === 'section/everything';
  return !id.includes('/Machine/');
}

/** The canvas as a tree: machines with their components, pods and containers, Pending pods, cards by namespace with their relations. */
export function outlineOf(mirror: Mirror, texts: OutlineTexts): OutlineNode[] {
  const machines = mirror.machineNames().flatMap((name) => {
    const row = mirror.machine(name);
    if (!row) return [];
    return [
      node(machineKey(name), texts.machineIcon(row.roles), name, row.state, texts.machineFamily(row.state), [...componentsOn(row, texts), ...podsOn(mirror, name, texts)]),
    ];
  });
  const pending = podsOn(mirror, '', texts);
  return [
    ...(machines.length > 0 ? [section('machines', texts.machines, machines)] : []),
    ...(pending.length > 0 ? [section('pending', texts.pending, pending)] : []),
    ...cardSections(mirror, texts),
  ];
}

/** A section per namespace; a design that uses only the default one has one section of objects. */
function cardSections(mirror: Mirror, texts: OutlineTexts): OutlineNode[] {
  const byNamespace = new Map<string, OutlineNode[]>();
  for (const uid of mirror.cardUids()) {
    const row = mirror.card(uid);
    if (!row || row.ownerUid !== undefined) continue;
    const { namespace = '' } = row.ref;
    const key = refKey(row.ref);
    byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), node(key, row.ref.kind, row.ref.name, texts.fact(uid), row.family, relationsOf(mirror, key, texts))]);
  }
  const only = byNamespace.size === 1 ? byNamespace.get('default') : undefined;
  if (only) return [section('workloads', texts.workloads, only)];
  return [...byNamespace].sort(([a], [b]) => Number(a === '') - Number(b === '') || (a < b ? -1 : 1)).map(([namespace, cards]) => ({
    ...section(`namespace/${namespace}`, namespace || texts.cluster, cards), ...(namespace === '' ? {} : { key: namespaceKey(namespace) }),
  }));
}

/** What the object refers to, and what refers to it; choosing one goes to the other end. */
function relationsOf(mirror: Mirror, key: string, texts: OutlineTexts): OutlineNode[] {
  const relation = (edge: RelationEdge, direction: 'out' | 'in', at: number): OutlineNode => {
    const other = direction === 'out' ? edge.target : edge.from;
    return {
      id: `${key}#${direction}${at}`, kind: 'relation', key: other || key, icon: other.split('/').at(-3) ?? '', label: texts.relation(edge, direction), detail: edge.field, children: [],
      ...(edge.broken ? { family: 'attention' } : {}),
    };
  };
  return [
    ...mirror.relations.from(key).map((edge, at) => relation(edge, 'out', at)),
    ...mirror.relations.to(key).map((edge, at) => relation(edge, 'in', at)),
  ];
}

/** Components of the control plane, and of the machine's own processes those that do not run. */
function componentsOn({ name, components, lamps }: MachineRow, texts: OutlineTexts): OutlineNode[] {
  return [...components, ...lamps.filter(({ on, family }) => !on && family === 'bad')].map((component) => (
    node(componentKey(name, component.name), componentKind, component.name, texts.word(component.detail), component.family, [])
  ));
}

function podsOn(mirror: Mirror, machine: string, texts: OutlineTexts): OutlineNode[] {
  const { pods } = mirror;
  // A component's static pod is its row.
  const rows = new Set(mirror.machine(machine)?.components.map((component) => `${component.name}-${machine}`));
  return mirror.pods.slotsOn(machine).filter((slot) => rows.size === 0 || pods.namespace[slot] !== 'kube-system' || !rows.has(pods.name[slot] as string)).map((slot) => {
    const state = texts.podState(pods.state[slot] as number);
    const key = podKey(pods.namespace[slot] as string, pods.name[slot] as string);
    const detail = mirror.podDetail(pods.uid[slot] as string);
    const containers = (detail?.containers ?? []).map((container): OutlineNode => ({
      id: `${key}#${container.name}`,
      kind: 'container',
      key,
      icon: 'Container',
      label: container.name,
      detail: container.reason ?? container.image,
      family: container.family,
      children: [],
    }));
    const { short, suffix } = splitPodName(pods.name[slot] as string, pods.owner[slot] as string);
    return node(key, 'Pod', [short, suffix].filter(Boolean).join(' '), state.name, state.family, containers);
  });
}

function node(id: string, icon: string, label: string, detail: string, family: string, children: OutlineNode[]): OutlineNode {
  return { id, kind: 'object', key: id, icon, label, detail, family, children };
}

export function section(id: string, label: string, children: OutlineNode[]): OutlineNode {
  return { id: `section/${id}`, kind: 'section', icon: '', label, detail: String(children.length), children };
}

export interface OutlineRow {
  node: OutlineNode;
  /** From 1, as `aria-level`. */
  level: number;
  /** Among its siblings, from 1. */
  position: number;
  siblings: number;
  parent: string | undefined;
}

/** The rows that show, in order: children of what is open. */
export function visibleRows(nodes: readonly OutlineNode[], isOpen: (id: string) => boolean, level = 1, parent?: string): OutlineRow[] {
  return nodes.flatMap((entry, index) => [
    { node: entry, level, position: index + 1, siblings: nodes.length, parent },
    ...(entry.children.length > 0 && isOpen(entry.id) ? visibleRows(entry.children, isOpen, level + 1, entry.id) : []),
  ]);
}
