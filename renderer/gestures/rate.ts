import type { DesignEdit } from '../../shared/ipc/design.ts';
import { refKey } from '../../shared/kubernetes/registry.ts';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';

/** Highest rate that the handle reaches by dragging; the inspector takes any. */
export const rateTrackEnd = 100_000;
const decades = Math.log10(rateTrackEnd);

/** Where a rate stands on the track, 0..1: decades are equally long, and 0 stands with 1 at its left end. */
export function ratePlace(rps: number): number {
  return Math.min(1, Math.max(0, Math.log10(Math.max(1, rps)) / decades));
}

/** The rate at a place on the track, in round numbers: two digits. At the left end 0. */
export function rateAt(fraction: number): number {
  const clamped = Math.min(1, Math.max(0, fraction));
  return clamped < 0.01 ? 0 : rounded(10 ** (clamped * decades));
}

/** One step of the keyboard: a tenth up or down, at least one request per second. */
export function rateStep(rps: number, direction: 1 | -1): number {
  return Math.max(0, rounded(direction > 0 ? Math.max(rps + 1, rps * 1.1) : Math.min(rps - 1, rps / 1.1)));
}

function rounded(rps: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, rps))) - 1);
  return Math.round(rps / unit) * unit;
}

/** Dragging the rate handle writes `spec.rate.rps`. One drag is one undo step. */
export function setRate(ref: ObjectRef, rps: number, dragId: string): DesignEdit {
  return {
    changes: [{ op: 'patch', ref, patch: { spec: { rate: { rps } } } }],
    label: { key: 'canvas:edit.rate', params: { name: ref.name, rps } },
    squash: `rate/${refKey(ref)}/${dragId}`,
  };
}
