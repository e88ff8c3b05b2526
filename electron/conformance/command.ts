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

interface Streams {
  out(text: string): void;
  error(text: string): void;
}

/** Runs the command with the arguments after its name and returns the exit code. */
export function conformanceCommand(args: string[], streams: Streams): number {
  const options = parseOptions(args);
  if (!options.ok) {
    streams.error(options.error);
    return 2;
  }
  const { folder, json, families } = options.value;
  const report = runConformance(folder, familyAdapters, families);
  if (!report.ok) {
    streams.error(report.error);
    return 2;
  }
  streams.out(json ? jsonReport(report.value) : textReport(report.value));
  return report.value.failed === 0 ? 0 : 1;
}
