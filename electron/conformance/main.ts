/**
 * The command `npm run --silent conformance -- DIR [--json] [--family NAME]…`: checks a folder of conformance vectors.
 * Exit code 0: none failed; 1: some failed; 2: the folder or the arguments are no good.
 */
import { conformanceCommand } from './command.ts';

// Not process.exit: a long report into a pipe has to be flushed first.
process.exitCode = conformanceCommand(process.argv.slice(2), {
  out: (text) => void process.stdout.write(`${text}\n`),
  error: (text) => void process.stderr.write(`${text}\n`),
});
