import { say } from '../progress.ts';
import { runNode } from './node-command.ts';
import { type Count, noChecks } from './section.ts';

/** Every TypeScript project: the layers with their own restrictions first, then everything with the tests. */
export const projects = ['shared', 'electron/engine', 'electron', 'renderer', '.'];

/** Type-checks every project; each is one check. */
export async function checkTypes(): Promise<Count> {
  const count: Count = { ...noChecks };
  for (const project of projects) {
    const { code } = await runNode('node_modules/typescript/bin/tsc', ['-p', project, '--pretty', 'false']);
    say(`${code === 0 ? 'ok    ' : 'FAILED'} tsc -p ${project}`);
    if (code === 0) count.passed += 1;
    else count.failed += 1;
  }
  return count;
}
