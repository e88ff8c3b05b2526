import type { Point } from '../../shared/topology/types.ts';
import type { PaletteItem } from '../palette/items.ts';

/** What the canvas does for commands, palette and lists. The canvas registers itself while it is mounted. */
export interface CanvasPort {
  zoomIn(): void;
  zoomOut(): void;
  zoomTo(zoom: number): void;
  fit(): void;
  /** Brings the objects with these keys into view, at a readable zoom. Returns whether any has a place on the canvas. */
  reveal(keys: readonly string[]): boolean;
  /** Keys of everything that can be selected, for "select all". */
  allKeys(): string[];
  /** Centre of the view in canvas coordinates; where pasted and added things go. */
  centre(): Point;
  /** Adds a palette item at the centre of the view (Enter, double click). */
  addItem(item: PaletteItem): void;
  /** Draws an edge between two objects, by key. */
  connect(from: string, to: string): void;
  /** Takes a call of a workload's programs away, by the keys of the workload and the Service. */
  removeCall(from: string, to: string): void;
  /** Folds or unfolds a namespace's cards. */
  toggleFold(namespace: string): void;
  /** Starts dragging a palette item with the pointer that went down on it. */
  startDrag(item: PaletteItem, event: PointerEvent): void;
}

let registered: CanvasPort | undefined;

/** Called by the canvas when it mounts; returns the way to unregister. */
export function registerCanvas(port: CanvasPort): () => void {
  registered = port;
  return () => {
    if (registered === port) registered = undefined;
  };
}

export function canvas(): CanvasPort | undefined {
  return registered;
}
