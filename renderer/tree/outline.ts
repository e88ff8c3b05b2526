import { splitPodName } from '../canvas/nodes/names.ts';
import type { Mirror } from '../store/mirror.ts';
import { machineKey, podKey, refKey } from '../store/ref-key.ts';

/** One row of the outline. Sections and zones have no object behind them: their id is not a refKey. */
export interface OutlineNode {
  id: string;
  kind: 'section' | 'object' | 'container';
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
  fact(uid: string): string;
  podState(state: number): { name: string; family: string };
  machineIcon(roles: readonly string[]): string;
  machineFamily(state: string): string;
}

/** The canvas as a tree: machines with their pods and containers, Pending pods, workloads and other objects. */
export function outlineOf(mirror: Mirror, texts: OutlineTexts): OutlineNode[] {
  const machines = mirror.machineNames().flatMap((name) => {
    const row = mirror.machine(name);
    if (!row) return [];
    return [
      node(machineKey(name), texts.machineIcon(row.roles), name, row.state, texts.machineFamily(row.state), podsOn(mirror, name, texts)),
    ];
  });
  const cards = mirror.cardUids().flatMap((uid) => {
    const row = mirror.card(uid);
    return row && row.ownerUid === undefined ? [node(refKey(row.ref), row.ref.kind, row.ref.name, texts.fact(uid), row.family, [])] : [];
  });
  const pending = podsOn(mirror, '', texts);
  return [
    ...(machines.length > 0 ? [section('machines', texts.machines, machines)] : []),
    ...(pending.length > 0 ? [section('pending', texts.pending, pending)] : []),
    ...(cards.length > 0 ? [section('workloads', texts.workloads, cards)] : []),
  ];
}

function podsOn(mirror: Mirror, machine: string, texts: OutlineTexts): OutlineNode[] {
  return mirror.pods.slotsOn(machine).map((slot) => {
    const { pods } = mirror;
    const state = texts.podState(pods.state[slot] as number);
    const key = podKey(pods.namespace[slot] as string, pods.name[slot] as string);
    const detail = mirror.podDetail(pods.uid[slot] as string);
    const containers = (detail?.containers ?? []).map((container): OutlineNode => ({
      id: `${key}#${container.name}`,
      kind: 'container',
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
  return { id, kind: 'object', icon, label, detail, family, children };
}

function section(id: string, label: string, children: OutlineNode[]): OutlineNode {
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
