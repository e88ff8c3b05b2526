import { portName, portNumber } from '../names.ts';
import type { FieldErrors } from './field-errors.ts';
import { invalidAll } from './field-errors.ts';

export const protocols = ['SCTP', 'TCP', 'UDP'];

/** A port given by number or by name. Source: ValidatePortNumOrName. */
export function validatePortNumberOrName(port: unknown, path: string): FieldErrors {
  if (typeof port === 'string') return invalidAll(path, port, portName(port));
  const number = typeof port === 'number' ? port : 0;
  return invalidAll(path, number, portNumber(number));
}
