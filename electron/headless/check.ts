import { checkTopology } from '../control-plane/check-topology.ts';
import { problemLine, readTopologyFile } from './read-topology.ts';

/** Validates a file and prints its problems. @returns 0 without errors, else 1 */
export function checkFile(file: string, json: boolean): number {
  const { text, source, problems } = readTopologyFile(file);
  if (text) problems.push(...checkTopology(text.topology, source));
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (json) process.stdout.write(`${JSON.stringify({ ok: errors.length === 0, problems }, null, 2)}\n`);
  else {
    for (const problem of problems) (problem.severity === 'error' ? process.stderr : process.stdout).write(`${problemLine(file, problem)}\n`);
    if (text && errors.length === 0) {
      const { cluster, manifests } = text.topology;
      process.stdout.write(`${cluster.metadata.name}: ${cluster.spec.machines.length} machines, ${manifests.length} objects, no errors.\n`);
    }
  }
  return errors.length === 0 ? 0 : 1;
}
