import { exportNoteWords, type ExportNote } from '../../shared/export/index.ts';

/** A note as one line: what it says, the value that was chosen, and whom it is about. */
export function noteLine({ code, subjects, value }: ExportNote): string {
  return `${exportNoteWords[code]}${value === undefined ? '' : ` (${value})`}${subjects.length === 0 ? '' : `: ${subjects.join(', ')}`}.`;
}
