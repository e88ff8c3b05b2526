import type { ComponentRow, LocalizedText, MachineRow } from '../../shared/view/rows.ts';
import type { StateFamily } from '../../shared/view/states.ts';

type Row = ComponentRow | MachineRow['lamps'][number];

/** What a component, or a process of a node, is, in a word. */
export function componentWord(row: Row): LocalizedText {
  return 'on' in row ? { key: row.on ? 'view:component.runs' : 'view:component.stopped' } : row.detail;
}

export function componentFamily(row: Row): StateFamily {
  return 'on' in row ? (row.on ? 'ready' : 'bad') : row.family;
}
