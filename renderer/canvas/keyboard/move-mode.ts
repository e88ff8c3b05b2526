import { sendEdit } from '../../commands/edit.ts';
import { moveCards } from '../../gestures/move-cards.ts';
import { localize, translate } from '../../i18n/i18n.ts';
import { mirror } from '../../store/cluster.ts';
import { machineKey, parseRefKey } from '../../store/ref-key.ts';
import { scene } from '../canvas-model.ts';
import { announce } from '../canvas-store.ts';
import { verdictFor } from '../drag/drop-rules.ts';
import { mirrorFacts } from '../drag/facts.ts';
import { perform, performEviction } from '../drag/perform.ts';
import type { Verdict } from '../drag/verdict.ts';
import { neighbourOf } from '../geometry/neighbour.ts';
import type { Direction } from '../geometry/neighbour.ts';
import type { Point, Rect } from '../geometry/rect.ts';
import { snapStep } from '../geometry/sizes.ts';
import { podUidOf, rectOfKey } from '../scene/object-rect.ts';

/**
 * Moving by keyboard: M on an object, then arrows, then Enter (Escape leaves it). A machine or card moves by 10 px (Shift 50); a pod goes
 * from machine to machine,
 * and each stop says what Enter would write, in the words of a drag's hint.
 */
interface MoveMode {
  key: string;
  /** Machine now under a moved pod; undefined for cards. */
  over?: string;
  squash: string;
  verdict?: Verdict;
}

let mode: MoveMode | undefined;
let nextMove = 1;

export function isMoving(): boolean {
  return mode !== undefined;
}

export function beginMove(key: string): void {
  const ref = parseRefKey(key);
  if (!ref) return;
  mode = { key, squash: `keyboard-move/${nextMove}` };
  nextMove += 1;
  if (ref.kind === 'Pod') mode.over = mirror.pods.row(podUidOf(key) ?? '')?.node ?? '';
  announce(translate(ref.kind === 'Pod' ? 'canvas:say.movingPod' : 'canvas:say.moving', { name: ref.name }));
}

export function endMove(): void {
  if (mode) announce(translate('canvas:say.moveEnded'));
  mode = undefined;
}

export function moveTowards(direction: Direction, isLarge: boolean): void {
  if (!mode) return;
  if (mode.over === undefined) moveCardBy(mode, direction, isLarge);
  else movePodTowards(mode, direction);
}

/** Enter: does what was last said. */
export function commitMove(): void {
  const verdict = mode?.verdict;
  mode = undefined;
  if (!verdict) return;
  if (verdict.kind === 'refused') announce(localize(verdict.hint));
  else if (verdict.action.do === 'evict') void performEviction(verdict.action, 'evict');
  else void perform(verdict.action);
}

function moveCardBy(moving: MoveMode, direction: Direction, isLarge: boolean): void {
  const rect = rectOfKey(moving.key);
  if (!rect) return;
  const step = isLarge ? 5 * snapStep : snapStep;
  const to: Point = {
    x: rect.x + (direction === 'right' ? step : direction === 'left' ? -step : 0),
    y: rect.y + (direction === 'down' ? step : direction === 'up' ? -step : 0),
  };
  announce(translate('canvas:say.movedTo', { x: Math.round(to.x), y: Math.round(to.y) }));
  void sendEdit(moveCards({ [moving.key]: to }, moving.squash), { quiet: true });
}

function movePodTowards(moving: MoveMode, direction: Direction): void {
  const uid = podUidOf(moving.key);
  const row = mirror.pods.row(uid ?? '');
  const from = moving.over === '' ? scene.layout.tray : scene.rectOf(moving.over ?? '');
  if (!row || uid === undefined || !from) return;
  const machines = scene.machineNames.flatMap((name, index) =>
    name === moving.over ? [] : [{ item: name, rect: scene.machineRects[index] as Rect }],
  );
  const next = neighbourOf(from, machines, direction);
  if (next === undefined) return;
  moving.over = next;
  const ref = parseRefKey(moving.key);
  if (!ref) return;
  const payload = { type: 'pods' as const, pods: [{ uid, ref, machine: row.node, bare: row.owner === '', owner: row.owner }] };
  const rect = scene.rectOf(next) as Rect;
  moving.verdict = verdictFor(
    payload,
    { kind: 'machine', rect, key: machineKey(next), name: next },
    { alt: false, at: rect, isFree: false },
    mirrorFacts,
  );
  announce(`${next}. ${localize(moving.verdict.hint)}`);
}
