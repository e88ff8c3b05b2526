import type { TrafficPointRow } from '../../../shared/view/traffic.ts';
import type { UsagePoint } from '../../../shared/view/usage.ts';
import type { ColourName } from '../../design/colours.ts';
import { formatBytes, formatCores, formatCount, formatMs, formatRate } from '../../i18n/format.ts';
import type { Measure } from './usage-data.ts';

/** A plot of two lines for each row, the second one dashed. */
export interface PlotKind<P> {
  /** Catalogue keys of the plot and of its two lines. */
  title: string;
  names: readonly [string, string];
  /** Heads of their columns, where they are not their names. */
  heads?: readonly [string, string];
  measures: readonly [Measure<P>, Measure<P>];
  format: (value: number) => string;
  /** The colour of the second line, where it is not that of the row. */
  second?: ColourName;
}

const answered = (of: (point: TrafficPointRow) => number): Measure<TrafficPointRow> => (point) => (point.rps - point.failedRps > 0 ? of(point) : null);

export const requestPlots: readonly PlotKind<TrafficPointRow>[] = [
  {
    title: 'timeline:usage.ratePlot', names: ['timeline:usage.requests', 'timeline:usage.failed'],
    measures: [({ rps }) => rps, ({ failedRps }) => failedRps], format: formatRate, second: 'bad',
  },
  {
    title: 'timeline:usage.timePlot', names: ['timeline:usage.p50', 'timeline:usage.p95'],
    measures: [answered(({ p50Ms }) => p50Ms), answered(({ p95Ms }) => p95Ms)], format: formatMs,
  },
];

export const countPlots: readonly PlotKind<UsagePoint>[] = [
  {
    title: 'timeline:usage.podPlot', names: ['timeline:usage.ready', 'timeline:usage.wanted'], heads: ['timeline:usage.pods', 'timeline:usage.wanted'],
    measures: [({ pods }) => pods, ({ podsWanted }) => podsWanted], format: formatCount,
  },
  {
    title: 'timeline:usage.machinePlot', names: ['timeline:usage.ready', 'timeline:usage.wanted'], heads: ['timeline:usage.machines', 'timeline:usage.wanted'],
    measures: [({ machines }) => machines, ({ machinesWanted }) => machinesWanted], format: formatCount,
  },
];

/** Below one core in thousandths. */
function formatUse(milli: number): string {
  return milli >= 1_000 || milli === 0 ? formatCores(milli) : `${Math.round(milli)}m`;
}

export const resourcePlots: readonly PlotKind<UsagePoint>[] = [
  {
    title: 'timeline:usage.cpuPlot', names: ['timeline:usage.used', 'timeline:usage.requested'], heads: ['timeline:usage.cpu', 'timeline:usage.requested'],
    measures: [({ cpuMilli }) => cpuMilli, ({ cpuRequested }) => cpuRequested], format: formatUse,
  },
  {
    title: 'timeline:usage.memoryPlot', names: ['timeline:usage.used', 'timeline:usage.requested'], heads: ['timeline:usage.memory', 'timeline:usage.requested'],
    measures: [({ memoryBytes }) => memoryBytes, ({ memoryRequested }) => memoryRequested], format: formatBytes,
  },
];
