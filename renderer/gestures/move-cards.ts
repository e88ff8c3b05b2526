import type { DesignEdit } from '../../shared/ipc/design.ts';
import type { Point } from '../../shared/topology/types.ts';

/** Moving machines and cards writes only the layout. Keys are refKeys. */
export function moveCards(positions: Readonly<Record<string, Point>>, squash?: string): DesignEdit {
  const entries = Object.entries(positions).map(([key, point]) => [key, { x: Math.round(point.x), y: Math.round(point.y) }] as const);
  return {
    changes: [{ op: 'layout', positions: Object.fromEntries(entries) }],
    label:
      entries.length === 1
        ? { key: 'canvas:edit.move', params: { name: nameOfKey(entries[0]?.[0] ?? '') } }
        : { key: 'canvas:edit.moveMany', params: { count: entries.length } },
    ...(squash ? { squash } : {}),
  };
}

/** Back to the automatic layout. */
export function forgetPositions(keys: readonly string[]): DesignEdit {
  return {
    changes: [{ op: 'layout', positions: Object.fromEntries(keys.map((key) => [key, null])) }],
    label: { key: 'canvas:edit.autoLayout' },
  };
}

/** The last part of a refKey. */
export function nameOfKey(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
