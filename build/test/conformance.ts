import { existsSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../paths.ts';
import { say } from '../progress.ts';
import { runNode } from './node-command.ts';
import { type Count, noChecks, parseSummaryLine, withExitCode } from './section.ts';

/** Conformance vectors lie beside the checkout where they are available. */
const vectorFolder = path.resolve(projectRoot, '..', 'shared', 'conformance');

/** Runs the conformance command over the vectors, or says visibly that there are none. */
export async function runConformance(): Promise<Count> {
  if (!existsSync(vectorFolder)) {
    say(`SKIPPED: no conformance vectors in ${vectorFolder}`);
    return { ...noChecks, skipped: 1 };
  }
  const { code, output } = await runNode('electron/conformance/main.ts', [vectorFolder]);
  return withExitCode(parseSummaryLine(output) ?? noChecks, code);
}
