import { create } from 'zustand';
import type { LocalizedText } from '../../../shared/view/rows.ts';
import type { Point, Rect } from '../geometry/rect.ts';
import type { Guide } from '../geometry/snapping.ts';
import type { Hit } from '../scene/hit-test.ts';
import type { DragPayload } from './payload.ts';
import type { Verdict } from './verdict.ts';

/** What follows the pointer. `clone` is a copy of the dragged element's own picture; without one a small card is drawn. Size at 100 %. */
export interface DragPreview {
  clone?: HTMLElement;
  icon: string;
  title: string;
  detail: string;
  width: number;
  height: number;
}

export interface ActiveDrag {
  payload: DragPayload;
  preview: DragPreview;
  /** Pointer in window coordinates. */
  pointer: Point;
  /** From the preview's corner to the pointer, in world units. */
  grab: Point;
  hit: Hit;
  verdict: Verdict;
  /** Where the thing would stand, world; set when it is placed by position. */
  placed?: Rect;
  /** The pod's place on the machine under the pointer, world. */
  slot?: Rect;
  guides: readonly Guide[];
  /** Being put back after Escape. */
  returning: boolean;
}

/** A choice to make after a drop, or about an edge. */
export interface DropMenu {
  /** In window coordinates. */
  at: Point;
  heading: LocalizedText;
  choices: readonly DropChoice[];
}

export interface DropChoice {
  id: DropChoiceId;
  label: LocalizedText;
  /** What it writes; or why it cannot be chosen. */
  detail: LocalizedText;
  isRefused?: boolean;
  /** Takes something away: the Delete key chooses it. */
  isRemoval?: boolean;
  choose(): Promise<void>;
}

export type DropChoiceId = 'evict' | 'pin' | 'cordon' | 'allow' | 'deny' | 'calls' | 'connect' | 'remove' | 'show' | 'type';

interface DragStore {
  drag: ActiveDrag | undefined;
  menu: DropMenu | undefined;
  /** While an edge is drawn: which cards it may end at. */
  links: ReadonlyMap<string, 'legal' | 'faded'> | undefined;
  /** World rectangle of a selection being drawn. */
  marquee: Rect | undefined;
}

export const useDrag = create<DragStore>()(() => ({ drag: undefined, menu: undefined, links: undefined, marquee: undefined }));
