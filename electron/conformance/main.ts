/**
 * The command `npm run --silent conformance -- DIR [--json] [--family NAME]…`: checks a folder of conformance vectors.
 * Exit code 0: none failed; 1: some failed; 2: the folder or the arguments are no good.
 */
import { parseArgs } from 'node:util';
import type { Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';
import { familyAdapters } from './families/index.ts';
import { jsonReport, textReport } from './report.ts';
import { runConformance } from './run.ts';

const usage = 'usage: npm run --silent conformance -- DIR [--json] [--family NAME]…';

interface Options {
  folder: string;
  json: boolean;
  families: string[];
}

function parseOptions(args: string[]): Result<Options, string> {
  try {
    const { values, positionals } = parseArgs({
      args, allowPositionals: true, options: { json: { type: 'boolean' }, family: { type: 'string', multiple: true } },
    });
    const [folder] = positionals;
    if (folder === undefined || positionals.length > 1) return err(usage);
    return ok({ folder, json: values.json ?? false, families: values.family ?? [] });
  } catch (error) {
    return err(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function main(args: string[]): number {
  const options = parseOptions(args);
  if (!options.ok) {
    process.stderr.write(`${options.error}\n`);
    return 2;
  }
  const { folder, json, families } = options.value;
  const report = runConformance(folder, familyAdapters, families);
  if (!report.ok) {
    process.stderr.write(`${report.error}\n`);
    return 2;
  }
  process.stdout.write(`${json ? jsonReport(report.value) : textReport(report.value)}\n`);
  return report.value.failed === 0 ? 0 : 1;
}

// Not process.exit: a long report into a pipe has to be flushed first.
process.exitCode = main(process.argv.slice(2));
