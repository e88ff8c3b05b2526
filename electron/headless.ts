import { parseArgs } from 'node:util';
import { parseDuration } from '../shared/duration-text.ts';
import { exportTargetOf, exportTargets } from '../shared/export/index.ts';
import { checkFile } from './headless/check.ts';
import { compareFiles } from './headless/compare.ts';
import { exportFile } from './headless/export.ts';
import { runFile, traceFile } from './headless/run.ts';

const usage = `Clusterwright without a window.

  headless run FILE --until 600s [--seed N] [--script FILE] [--json]
      Runs the cluster of a topology file (or any Kubernetes YAML) for a simulated time and prints a report.
      --script is YAML, a list of { at: "90s", do: { … } }; see README, "Headless".
  headless trace FILE --from internet|[NAMESPACE/]POD --to service/[NAMESPACE/]NAME[:PORT]|HOST[:PORT][/PATH] [--until 120s] [--all] [--draw N] [--script FILE]
      Runs the cluster for a while, then follows one request hop by hop; with --all, what becomes of many, and how often.
  headless compare FILE FILE [--script FILE] [--until 20m] [--from 1m] [--seed N] [--json]
      Puts two designs through the same faults, those of a script or of a topology file (without --script of the first design), and reports what each made of them.
  headless export FILE --target manifests|kind|kubeadm|eksctl|terraform [--out FOLDER] [--json]
      Writes the configuration of another tool that builds the design for real; without --out to the terminal. What it cannot say is told.
  headless check FILE
      Validates a topology file. Problems carry document, line, column and field; the exit code is 1 when there are errors.
`;

/** Exit codes: 0 fine, 1 the file has errors, 2 the command line is wrong. */
function main(): number {
  let parsed;
  try {
    parsed = parseArgs({
      args: process.argv.slice(2), allowPositionals: true,
      options: { until: { type: 'string' }, seed: { type: 'string' }, script: { type: 'string' }, json: { type: 'boolean' }, from: { type: 'string' }, to: { type: 'string' }, all: { type: 'boolean' }, draw: { type: 'string' }, target: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    return wrong((error as Error).message);
  }
  const { values, positionals } = parsed;
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const [verb, file, extra] = positionals;
  if (verb === 'compare') return compare(positionals.slice(1), values);
  if (!verb || !file || extra !== undefined) return wrong('A verb and one file are needed.');
  if (verb === 'check') return checkFile(file, values.json ?? false);
  if (verb === 'export') {
    const target = exportTargetOf(values.target ?? '');
    if (!target) return wrong(`export takes --target ${exportTargets.map(({ id }) => id).join('|')}.`);
    return exportFile(file, target, { json: values.json ?? false, ...(values.out === undefined ? {} : { out: values.out }) });
  }
  if (verb !== 'run' && verb !== 'trace') return wrong(`There is no verb "${verb}".`);
  const untilMs = parseDuration(values.until ?? (verb === 'run' ? '600s' : '120s'));
  if (untilMs === undefined) return wrong(`--until takes a duration such as 600s or 10m, not "${values.until}".`);
  const seed = seedOf(values.seed);
  if (Number.isNaN(seed)) return wrong(noSeed(values.seed));
  const options = { file, untilMs, json: values.json ?? false, ...(seed === undefined ? {} : { seed }), ...(values.script === undefined ? {} : { script: values.script }) };
  if (verb === 'run') return runFile(options);
  const { from = 'internet', to } = values;
  const draw = Number(values.draw ?? 0);
  if (to === undefined || !Number.isSafeInteger(draw) || draw < 0) return wrong('trace takes --to, and a whole number as --draw.');
  return traceFile(options, { from, to, all: values.all ?? false, draw });
}

function compare(files: readonly string[], values: { until?: string; from?: string; seed?: string; script?: string; json?: boolean }): number {
  const [a, b, extra] = files;
  if (!a || !b || extra !== undefined) return wrong('compare takes two files.');
  const [fromMs, untilMs] = [values.from, values.until].map((text) => (text === undefined ? undefined : parseDuration(text) ?? NaN));
  if (Number.isNaN(fromMs) || Number.isNaN(untilMs)) return wrong('--from and --until take durations such as 600s or 10m.');
  const seed = seedOf(values.seed);
  if (Number.isNaN(seed)) return wrong(noSeed(values.seed));
  return compareFiles({
    files: [a, b], json: values.json ?? false, ...(fromMs === undefined ? {} : { fromMs }), ...(untilMs === undefined ? {} : { untilMs }),
    ...(seed === undefined ? {} : { seed }), ...(values.script === undefined ? {} : { script: values.script }),
  });
}

/** NaN: it is none. */
function seedOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seed = Number(text);
  return Number.isSafeInteger(seed) && seed >= 0 ? seed : NaN;
}

function noSeed(text: string | undefined): string {
  return `--seed takes a whole number from 0, not "${text ?? ''}".`;
}

function wrong(message: string): number {
  process.stderr.write(`${message}\n\n${usage}`);
  return 2;
}

process.exitCode = main();
