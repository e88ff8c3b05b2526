import type { Status } from '../kubernetes/status.ts';
import type { TopologyProblem } from '../topology/types.ts';

/**
 * Why a request of the window failed. A closed union: what failed, where, and what to do next. Nothing already there was changed.
 */
export type AppError =
  /** The API refused a write; `Status` names the fields. `index` says which change of the edit. */
  | { kind: 'Refused'; status: Status; index?: number }
  /** A file or text has problems; each with document, line, column and field. */
  | { kind: 'BadFile'; fileName?: string; problems: TopologyProblem[] }
  | { kind: 'NotFound'; what: string }
  /** The database or a file cannot be read or written: disk full, read-only folder, damaged, made by a newer version. */
  | { kind: 'Storage'; reason: 'full' | 'readOnly' | 'damaged' | 'newer' | 'busy' | 'failed'; file: string; detail: string }
  | { kind: 'BadRequest'; detail: string }
  /** The control plane process is restarting; try again when it says it is ready. */
  | { kind: 'Unavailable' }
  | { kind: 'Cancelled' }
  | { kind: 'Internal'; detail: string };
