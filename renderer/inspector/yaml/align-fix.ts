import { readYaml } from '../../../shared/topology/read-yaml.ts';
import type { TopologyProblem } from '../../../shared/topology/types.ts';
import type { Fix } from './fix-suggestions.ts';

/** Larger texts are not tried out while somebody types. */
const longestText = 60_000;
/** A line belongs to one of the lines shortly above it. */
const linesAbove = 12;

function errorCount(text: string): number {
  return readYaml(text).problems.filter((problem) => problem.severity === 'error').length;
}

/**
 * A wrong indentation: the line at the problem, or the one after or before it, set back to where a line above stands. Each candidate is
 * parsed, and only one that
 * leaves no error is offered.
 */
export function alignFix(problem: TopologyProblem, text: string): Fix | undefined {
  if (problem.line === undefined || problem.field !== undefined || text.length > longestText) return undefined;
  const lines = text.split('\n');
  const indentOf = (line: string): number => line.length - line.trimStart().length;
  const candidates: { number: number; column: number }[] = [];
  for (const number of [problem.line, problem.line + 1, problem.line - 1]) {
    const line = lines[number - 1];
    if (line === undefined || line.trim() === '') continue;
    const above = lines.slice(Math.max(0, number - 1 - linesAbove), number - 1).filter((other) => other.trim() !== '');
    // The nearest line above first; an item's keys stand two further in than its dash.
    const columns = new Set(
      above.reverse().flatMap((other) => (other.trimStart().startsWith('- ') ? [indentOf(other), indentOf(other) + 2] : [indentOf(other)])),
    );
    for (const column of columns) if (column !== indentOf(line)) candidates.push({ number, column });
  }
  // A line too far in is the likelier mistake.
  const isOutward = ({ number, column }: { number: number; column: number }): boolean => column < indentOf(lines[number - 1] as string);
  for (const { number, column } of [...candidates.filter(isOutward), ...candidates.filter((candidate) => !isOutward(candidate))]) {
    const line = lines[number - 1] as string;
    const next = [...lines.slice(0, number - 1), ' '.repeat(column) + line.trimStart(), ...lines.slice(number)].join('\n');
    if (errorCount(next) > 0) continue;
    const from = lines.slice(0, number - 1).reduce((sum, other) => sum + other.length + 1, 0);
    return {
      label: { key: 'inspector:fix.align', params: { line: number } },
      edit: { from, to: from + indentOf(line), insert: ' '.repeat(column) },
    };
  }
  return undefined;
}
