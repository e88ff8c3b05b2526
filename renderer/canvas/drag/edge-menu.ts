import { parseRefKey, refKey, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { RelationKind } from '../../../shared/view/relations.ts';
import type { ReachEdge } from '../../../shared/view/reach.ts';
import { withoutCall } from '../../gestures/connect/calls.ts';
import { drawingsBetween } from '../../gestures/connect/index.ts';
import { canvas } from '../../store/canvas-port.ts';
import { ui } from '../../store/ui.ts';
import type { Point } from '../geometry/rect.ts';
import { useDrag, type DropChoice } from './drag-store.ts';
import { drawingFacts } from './drawing-facts.ts';
import { readObject } from './edits.ts';
import { write } from './perform.ts';

interface PressedRelation {
  kind: RelationKind;
  from: string;
  target: string;
  field: string;
}

/** What there is to do about an edge that was clicked: calls can be taken away, of the others one goes to the object that states them. */
export function openRelationMenu({ kind, from, target, field }: PressedRelation, at: Point): void {
  const [begin, end] = [parseRefKey(from), parseRefKey(target)];
  if (!begin) return;
  const names = { from: begin.name, to: end?.name ?? '' };
  const choices: DropChoice[] = kind === 'calls'
    ? [{ id: 'remove', label: { key: 'canvas:edgeMenu.removeCall' }, detail: { key: 'canvas:edgeMenu.removeCallDetail', params: names }, isRemoval: true, choose: () => removeCall(from, target) }]
    : [goTo(begin, { key: 'canvas:edgeMenu.showDetail', params: { field } })];
  useDrag.setState({ menu: { at, heading: { key: 'canvas:edgeMenu.heading', params: names }, choices } });
}

/** The same of what policies say: what they allow is taken back, what they deny is let in. */
export async function openReachMenu({ from, to, verdict, policies }: ReachEdge, at: Point): Promise<void> {
  const [begin, end] = await Promise.all([readObject(refKey(from)), readObject(refKey(to))]);
  if (!begin || !end) return;
  const [id, label] = verdict === 'Allowed' ? (['deny', 'withdraw'] as const) : (['allow', 'admit'] as const);
  const drawn = drawingsBetween(from.kind, to.kind).find((drawing) => drawing.id === id)?.draw(begin, end, await drawingFacts(begin, end));
  const names = { from: from.name, to: to.name };
  const other: DropChoice[] = !drawn ? [] : 'refused' in drawn
    ? [{ id, label: { key: `canvas:edgeMenu.${label}` }, detail: drawn.refused, isRefused: true, choose: async () => undefined }]
    : [{ id, label: { key: `canvas:edgeMenu.${label}` }, detail: drawn.says, isRemoval: true, choose: () => write({ changes: drawn.changes, label: { key: `canvas:edit.${id}`, params: names } }) }];
  const shown = policies.map((policy) => goTo(policy, { key: 'canvas:edgeMenu.showPolicy' }));
  useDrag.setState({ menu: { at, heading: { key: 'canvas:edgeMenu.heading', params: names }, choices: [...other, ...shown] } });
}

function goTo(ref: ObjectRef, detail: DropChoice['detail']): DropChoice {
  return {
    id: 'show', label: { key: 'canvas:edgeMenu.show', params: { kind: ref.kind, name: ref.name } }, detail,
    async choose() {
      ui.select([refKey(ref)]);
      canvas()?.reveal([refKey(ref)]);
    },
  };
}

/** Deletes an edge that calls: takes the call out of the profile in which it stands. */
export async function removeCall(from: string, to: string): Promise<void> {
  const service = parseRefKey(to);
  const begin = await readObject(from);
  if (!begin || !service) return;
  // Where there is no such Service (any more) its name is called all the same.
  const changes = withoutCall(begin, { namespace: service.namespace ?? 'default', name: service.name }, await drawingFacts(begin, begin));
  if (changes) await write({ changes, label: { key: 'canvas:edit.removeCall', params: { from: begin.metadata.name, to: service.name } } });
}
