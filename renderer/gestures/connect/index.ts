import type { DesignEdit } from '../../../shared/ipc/design.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { callDrawings } from './calls.ts';
import type { Connection, ConnectionFacts } from './connection.ts';
import type { Drawing } from './drawing.ts';
import { policyDrawings } from './policies.ts';
import { referenceConnections } from './references.ts';
import { selectorConnections } from './selectors.ts';
import { trafficConnections } from './traffic.ts';
import { volumeConnections } from './volumes.ts';

/** All edges that a person can draw, and that follow from dropping one thing on another. */
export const connections: readonly Connection[] = [...selectorConnections, ...referenceConnections, ...volumeConnections, ...trafficConnections];

/** What edges can mean besides; only those that are drawn. */
const drawings: readonly Drawing[] = [...policyDrawings, ...callDrawings];

/** What an edge drawn from one kind to another can mean besides a connection: then a person chooses. */
export function drawingsBetween(begin: string, end: string): readonly Drawing[] {
  return drawings.filter((drawing) => drawing.from.includes(begin) && drawing.to.includes(end));
}

/** Whether an edge can be drawn from an object to another. Only some lead into another namespace. */
export function canDraw(begin: { kind: string; namespace?: string }, end: { kind: string; namespace?: string }): boolean {
  if (drawingsBetween(begin.kind, end.kind).length > 0) return true;
  const isElsewhere = begin.namespace !== undefined && end.namespace !== undefined && begin.namespace !== end.namespace;
  return !isElsewhere && connectionBetween(begin.kind, end.kind) !== undefined;
}

/** The connection between two kinds, drawn in either direction; undefined: there is none. `isReversed`: it was drawn from its end. */
export function connectionBetween(begin: string, end: string): { connection: Connection; isReversed: boolean } | undefined {
  const forward = connections.find((connection) => connection.from === begin && connection.to.includes(end));
  if (forward) return { connection: forward, isReversed: false };
  const backward = connections.find((connection) => connection.from === end && connection.to.includes(begin));
  return backward && { connection: backward, isReversed: true };
}

/** Whether an object of this kind can be at either end of an edge. */
export function isConnectable(kind: string): boolean {
  return connections.some((connection) => connection.from === kind || connection.to.includes(kind)) || drawings.some(({ from, to }) => from.includes(kind) || to.includes(kind));
}

/** What drawing an edge writes. undefined: these two cannot be connected. */
export function connect(begin: KubernetesObject, end: KubernetesObject, facts: ConnectionFacts): DesignEdit | undefined {
  const found = connectionBetween(begin.kind, end.kind);
  if (!found) return undefined;
  const [from, to] = found.isReversed ? [end, begin] : [begin, end];
  const changes = found.connection.change(from, to, facts);
  return changes && { changes, label: { key: 'canvas:edit.connect', params: { from: from.metadata.name, to: to.metadata.name } } };
}
