import type { Comparison, DesignReport } from '../../shared/compare/comparison.ts';
import { timesOf, type PlannedFault } from '../../shared/planned-faults.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Topology } from '../../shared/topology/types.ts';
import { MeasuredRun, type Deed } from './measured-run.ts';

/** What both designs go through. */
export interface Trial {
  /** By time. */
  deeds: readonly Deed[];
  planned: readonly PlannedFault[];
}

/** A design, by its name and where it comes from. */
export interface Contestant {
  topology: Topology;
  name: string;
  file: string;
}

export interface Times {
  fromMs: number;
  untilMs: number;
}

/** Measured from so long before the first fault, so that "as before" is known. */
const leadMs = 60_000;
/** Goes on so long after the last fault, unless it is said how long. */
const afterMs = 600_000;
const shortestMs = 600_000;
const second = 1_000;

/** When it is measured, in whole seconds. Errors: text, when there is no time between the two. */
export function timesFor({ deeds, planned }: Trial, wanted: { fromMs?: number | undefined; untilMs?: number | undefined }): Result<Times, string> {
  const begins = [...deeds.map(({ atMs }) => atMs), ...planned.map((entry) => timesOf(entry).atMs)];
  const ends = planned.map((entry) => timesOf(entry).endMs ?? 0);
  const untilMs = Math.ceil((wanted.untilMs ?? Math.max(shortestMs, ...[...begins, ...ends].map((atMs) => atMs + afterMs))) / second) * second;
  const fromMs = Math.floor((wanted.fromMs ?? (begins.length > 0 ? Math.max(0, Math.min(...begins) - leadMs) : 0)) / second) * second;
  return fromMs < untilMs ? ok({ fromMs, untilMs }) : err(`There is nothing to measure from ${fromMs / second} s until ${untilMs / second} s.`);
}

/** Two designs that live through the same, one after the other. Plain steps, so that the caller can tell how far it is, or stop. */
export class PairRun {
  private readonly contestants: readonly [Contestant, Contestant];
  private readonly trial: Trial;
  private readonly times: Times;
  private readonly seed: number;
  private readonly reports: DesignReport[] = [];
  private run: MeasuredRun | undefined;

  /** @param seed of both, so that chance is the same for them */
  constructor(contestants: readonly [Contestant, Contestant], trial: Trial, times: Times, seed: number) {
    this.contestants = contestants;
    this.trial = trial;
    this.times = times;
    this.seed = seed;
  }

  get isOver(): boolean {
    return this.reports.length === 2;
  }

  /** How much of it is done, from 0 to 1. */
  get done(): number {
    return (this.reports.length + (this.run ? this.run.nowMs / this.times.untilMs : 0)) / 2;
  }

  /** Lives for another second of one of them. */
  step(): void {
    const contestant = this.contestants[this.reports.length];
    if (!contestant) return;
    const { fromMs, untilMs } = this.times;
    this.run ??= new MeasuredRun(underTrial(contestant.topology, this.seed, this.trial.planned), this.trial.deeds.filter(({ atMs }) => atMs <= untilMs), fromMs, untilMs);
    this.run.step();
    if (!this.run.isOver) return;
    this.reports.push(this.run.report(contestant.name, contestant.file));
    this.run = undefined;
  }

  /** Runs what is left. */
  finish(): Comparison {
    while (!this.isOver) this.step();
    const [a, b] = this.reports as [DesignReport, DesignReport];
    return { seed: this.seed, ...this.times, a, b };
  }
}

/** The design with the trial's planned faults in place of its own. */
function underTrial({ cluster, manifests }: Topology, seed: number, faults: readonly PlannedFault[]): Topology {
  return { cluster: { ...cluster, spec: { ...cluster.spec, seed, faults: [...faults] } }, manifests };
}
