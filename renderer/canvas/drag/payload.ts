import type { PalettePayload } from '../../gestures/payload.ts';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { Rect } from '../geometry/rect.ts';

export interface DraggedPod {
  uid: string;
  ref: ObjectRef;
  /** '' while Pending. */
  machine: string;
  /** No controller will make another. */
  bare: boolean;
  owner: string;
}

/** What is being dragged. */
export type DragPayload =
  | { type: 'palette'; item: PalettePayload }
  | { type: 'pods'; pods: DraggedPod[] }
  /** Machines and cards, by key, with where they stood. `grabbed` is the one under the pointer. */
  /** An edge being drawn from the object with this key. */
  | { type: 'edge'; from: string; kind: string; name: string }
  | { type: 'objects'; grabbed: string; rects: Record<string, Rect> };
