import type { AppError } from '../../shared/ipc/errors.ts';
import type { Say } from './words/words.ts';

/** Problems named in a dialog; the rest are counted. */
const shown = 5;

/** Why a file could not be opened, for a dialog of the system (the window may not be there yet). */
export function explainError(error: AppError, say: Say): string {
  switch (error.kind) {
    case 'BadFile': {
      const lines = error.problems.slice(0, shown).map(({ message, hint, document, line, column }) => {
        const isPlaced = document !== undefined && line !== undefined && column !== undefined;
        const place = isPlaced ? `${say('problem.place', { document, line, column })}: ` : '';
        return `${place}${message}${hint ? ` ${hint}` : ''}`;
      });
      if (error.problems.length > shown) lines.push(say('problem.more', { count: error.problems.length - shown }));
      return lines.join('\n');
    }
    case 'Storage': return `${say(`error.${error.reason}`)}\n${error.detail}`;
    case 'NotFound': return `${say('error.notFound')}\n${error.what}`;
    case 'Unavailable': return say('error.unavailable');
    case 'Refused': return error.status.message;
    case 'BadRequest': case 'Internal': return error.detail;
    case 'Cancelled': return '';
  }
}
