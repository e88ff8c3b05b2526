import { say } from '../progress.ts';
import { runNode } from './node-command.ts';
import { type Count, noChecks } from './section.ts';

/** Lint and dependency rules of `.oxlintrc.json`; one check. */
export async function checkLint(): Promise<Count> {
  const { code } = await runNode('node_modules/oxlint/bin/oxlint', ['--config', '.oxlintrc.json', '--deny-warnings']);
  say(`${code === 0 ? 'ok    ' : 'FAILED'} oxlint`);
  return { ...noChecks, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
}
