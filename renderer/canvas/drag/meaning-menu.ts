import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { connectionBetween, drawingsBetween } from '../../gestures/connect/index.ts';
import type { Drawing, DrawingFacts } from '../../gestures/connect/drawing.ts';
import type { Point } from '../geometry/rect.ts';
import { useDrag, type DropChoice } from './drag-store.ts';
import { drawingFacts } from './drawing-facts.ts';
import { readObject } from './edits.ts';
import { perform, write } from './perform.ts';

/** After an edge was drawn that may mean several things: each with what it writes, or why not. */
export async function openMeaningMenu({ from, to }: { from: string; to: string }, at: Point): Promise<void> {
  const [begin, end] = await Promise.all([readObject(from), readObject(to)]);
  if (!begin || !end) return;
  const facts = await drawingFacts(begin, end);
  const choices = drawingsBetween(begin.kind, end.kind).flatMap((drawing) => drawingChoice(drawing, begin, end, facts));
  const connected = connectionChoice(begin, end, from, to);
  const names = { from: begin.metadata.name, to: end.metadata.name };
  useDrag.setState({ menu: { at, heading: { key: 'canvas:drawn.heading', params: names }, choices: [...choices, ...connected] } });
}

function drawingChoice({ id, draw }: Drawing, begin: KubernetesObject, end: KubernetesObject, facts: DrawingFacts): DropChoice[] {
  const drawn = draw(begin, end, facts);
  if (!drawn) return [];
  const params = { from: begin.metadata.name, to: end.metadata.name };
  const label = { key: `canvas:drawn.${id}`, params };
  if ('refused' in drawn) return [{ id, label, detail: drawn.refused, isRefused: true, choose: async () => undefined }];
  return [{ id, label, detail: drawn.says, choose: () => write({ changes: drawn.changes, label: { key: `canvas:edit.${id}`, params } }) }];
}

/** Two objects that are in different namespaces no field relates. */
function connectionChoice(begin: KubernetesObject, end: KubernetesObject, from: string, to: string): DropChoice[] {
  const found = connectionBetween(begin.kind, end.kind);
  if (!found || begin.metadata.namespace !== end.metadata.namespace) return [];
  const [source, target] = found.isReversed ? [end, begin] : [begin, end];
  const params = { field: found.connection.field, writer: (found.connection.writes === 'from' ? source : target).metadata.name, source: source.metadata.name, target: target.metadata.name };
  return [{ id: 'connect', label: { key: 'canvas:drawn.connect', params }, detail: { key: 'canvas:drop.connect', params }, choose: () => perform({ do: 'connect', from, to }) }];
}
