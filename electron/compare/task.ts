import type { AppError } from '../../shared/ipc/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { TopologyText } from '../../shared/topology/topology-text.ts';
import type { Topology } from '../../shared/topology/types.ts';
import { checkTopology } from '../control-plane/check-topology.ts';
import { deedsOf } from '../headless/script-deeds.ts';
import { isScript, parseScript } from '../headless/script.ts';
import { PairRun, timesFor, type Trial } from './trial.ts';

/** A text and what it is called. */
export interface NamedText {
  name: string;
  text: string;
}

/** All that a comparison needs, as plain data. */
export interface CompareTask {
  a: NamedText;
  b: NamedText;
  /** What one of the designs plans, or a script or topology file. */
  faults: { of: 'a' | 'b' } | NamedText;
  untilMs?: number | undefined;
}

/** Reads the texts of a task. Errors: BadFile with every problem of a design; BadRequest for a script, or times between which there is nothing. */
export function pairRunOf({ a, b, faults, untilMs }: CompareTask): Result<PairRun, AppError> {
  const ofA = readDesign(a);
  if (!ofA.ok) return ofA;
  const ofB = readDesign(b);
  if (!ofB.ok) return ofB;
  const trial = 'of' in faults ? plannedBy(faults.of === 'a' ? ofA.value : ofB.value) : readTrial(faults);
  if (!trial.ok) return trial;
  const times = timesFor(trial.value, { untilMs });
  if (!times.ok) return err({ kind: 'BadRequest', detail: times.error });
  const contestant = ({ name }: NamedText, topology: Topology) => ({ topology, name: topology.cluster.metadata.name, file: name });
  return ok(new PairRun([contestant(a, ofA.value), contestant(b, ofB.value)], trial.value, times.value, ofA.value.cluster.spec.seed));
}

function plannedBy({ cluster }: Topology): Result<Trial, AppError> {
  return ok({ deeds: [], planned: cluster.spec.faults ?? [] });
}

function readDesign({ name, text: source }: NamedText): Result<Topology, AppError> {
  const { text, problems } = TopologyText.parse(source, name);
  if (text) problems.push(...checkTopology(text.topology, source));
  return text && !problems.some(({ severity }) => severity === 'error') ? ok(text.topology) : err({ kind: 'BadFile', fileName: name, problems });
}

/** A script that names files is for the command line, where there are files beside it. */
function readTrial({ name, text: source }: NamedText): Result<Trial, AppError> {
  if (!isScript(source)) {
    const topology = readDesign({ name, text: source });
    return topology.ok ? plannedBy(topology.value) : topology;
  }
  const steps = parseScript(source);
  if (!steps.ok) return err({ kind: 'BadRequest', detail: `${name}: ${steps.error}` });
  const file = steps.value.map(({ action }) => ('apply' in action && typeof action.apply === 'string' ? action.apply : undefined)).find((one) => one !== undefined);
  if (file !== undefined) return err({ kind: 'BadRequest', detail: `${name}: it applies the file ${file}. Only the command line finds files beside a script; put the manifest itself into the step.` });
  return ok({ deeds: deedsOf(steps.value, '.'), planned: [] });
}
