import type { AppError } from '../../../shared/ipc/errors.ts';
import { readYaml, parseFieldPath } from '../../../shared/topology/read-yaml.ts';
import type { TopologyProblem } from '../../../shared/topology/types.ts';
import { placeOf } from './yaml-outline.ts';

/** Line and column (from 1) of a field in half-written or whole YAML. */
export function positionOfField(text: string, field: string): { line: number; column: number } | undefined {
  const path = parseFieldPath(field);
  const document = readYaml(text).documents[0];
  if (document !== undefined) return document.positionOf(path);
  const place = placeOf(text, path);
  if (place === undefined) return undefined;
  const lineStart = text.lastIndexOf('\n', place.keyFrom - 1) + 1;
  return { line: place.line + 1, column: (place.valueFrom < place.valueTo ? place.valueFrom : place.keyFrom) - lineStart + 1 };
}

/**
 * Problems of a refused apply, each with its place in the text: the API names fields, people look for lines. Undefined for errors that are
 * not about the text.
 */
export function problemsOfError(error: AppError, text: string): TopologyProblem[] | undefined {
  if (error.kind === 'BadFile') return error.problems;
  if (error.kind !== 'Refused') return undefined;
  const causes = error.status.details?.causes ?? [];
  if (causes.length === 0) return [{ severity: 'error', message: error.status.message }];
  return causes.map((cause) => ({ severity: 'error', message: cause.message, field: cause.field, ...positionOfField(text, cause.field) }));
}

/**
 * Offsets to underline: from the problem's column to the end of its value or key on that line. The whole text when the problem has no
 * place.
 */
export function rangeOf(problem: TopologyProblem, text: string): { from: number; to: number } {
  if (problem.line === undefined) return { from: 0, to: Math.min(text.length, text.indexOf('\n') < 0 ? text.length : text.indexOf('\n')) };
  let from = 0;
  for (let line = 1; line < problem.line; line += 1) {
    const next = text.indexOf('\n', from);
    if (next < 0) break;
    from = next + 1;
  }
  const end = text.indexOf('\n', from) < 0 ? text.length : text.indexOf('\n', from);
  const line = text.slice(from, end);
  const column = Math.min(line.length, Math.max(0, (problem.column ?? 1) - 1));
  const word = /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#].*?(?=\s+#|:\s|:$|\s*$))/.exec(line.slice(column))?.[0] ?? '';
  const start = word === '' ? line.length - line.trimStart().length : column;
  return { from: from + start, to: from + Math.max(start + 1, word === '' ? line.trimEnd().length : column + word.length) };
}
