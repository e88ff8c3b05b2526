import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { topologyLimits } from '../../shared/topology/limits.ts';
import { missingNamespaces } from '../../shared/topology/namespaces.ts';
import { TopologyText } from '../../shared/topology/topology-text.ts';
import type { TopologyProblem } from '../../shared/topology/types.ts';

/** Reads a topology file from disk. Bounded: a file that is too large is refused before it is read. Errors come as problems, never thrown. */
export function readTopologyFile(path: string): { text?: TopologyText; source: string; problems: TopologyProblem[] } {
  const failed = (message: string, hint?: string): { source: string; problems: TopologyProblem[] } => ({
    source: '', problems: [{ severity: 'error', message, ...(hint ? { hint } : {}) }],
  });
  let source: string;
  try {
    const { size } = statSync(path);
    if (size > topologyLimits.textLength) {
      return failed(`The file has ${(size / 1_000_000).toFixed(1)} MB; at most ${topologyLimits.textLength / 1_000_000} MB are read.`, 'Split it into several files.');
    }
    source = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return failed(code === 'ENOENT' ? `There is no file ${basename(path)}.` : code === 'EISDIR' ? `${basename(path)} is a folder.` : `${basename(path)} cannot be read (${code}).`);
  }
  const { text, problems } = TopologyText.parse(source, basename(path).replace(/\.[^.]+$/, ''));
  if (!text) return { source, problems };
  for (const namespace of missingNamespaces(text.topology.manifests)) {
    problems.push({ severity: 'warning', message: `Namespace "${namespace.metadata.name}" is used but not defined; it is created.`, hint: 'Add a Namespace object, or take the namespace out.' });
    text.put(namespace);
  }
  return { text, source, problems };
}

/** One line per problem: `file: document 2, line 7, column 13: spec.replicas: message. Hint`. */
export function problemLine(file: string, problem: TopologyProblem): string {
  const where = [
    problem.document === undefined ? '' : `document ${problem.document}`, problem.line === undefined ? '' : `line ${problem.line}`, problem.column === undefined ? '' : `column ${problem.column}`,
  ].filter((part) => part !== '').join(', ');
  const field = problem.field && !problem.message.startsWith(problem.field) ? `${problem.field}: ` : '';
  return `${problem.severity}: ${basename(file)}${where ? `: ${where}` : ''}: ${field}${problem.message}${problem.hint ? ` ${problem.hint}` : ''}`;
}
