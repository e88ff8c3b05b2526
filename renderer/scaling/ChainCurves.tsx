import { refKey, type ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { ScalingChain } from '../../shared/view/scaling.ts';
import { formatCount, formatRate } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { mirror } from '../store/cluster.ts';
import { useThrottled } from '../timeline/use-throttled.ts';
import { useUsage } from '../timeline/usage/use-usage.ts';
import { periodOf } from './chain-rows.ts';
import { stepPath, sumOf, within, type StepPoint } from './curves.ts';

const intervalMs = 400;
/** Pods and machines are counted every few seconds: the first count after the end tells how it ended. */
const countedWithinMs = 6_000;
const readTraffic = (): readonly ReturnType<typeof mirror.traffic.rows>[number][] => mirror.traffic.rows();

/** Over the time of a chain: the requests that rose, the pods that answer them, and the machines. */
export function ChainCurves({ chain }: { chain: ScalingChain }) {
  const { t } = useText();
  const { fromMs, untilMs } = periodOf(chain);
  const usage = useUsage([chain.target]);
  useThrottled('traffic', readTraffic, intervalMs);
  const curves = [
    { name: t('timeline:scaling.curve.requests'), line: requestsOf(chain.target), format: formatRate },
    { name: t('timeline:scaling.curve.pods'), line: (usage?.series[0]?.points ?? []).map(({ atMs, pods }) => ({ atMs, value: pods })), format: formatCount },
    { name: t('timeline:scaling.curve.machines'), line: (usage?.cluster ?? []).map(({ atMs, machines }) => ({ atMs, value: machines })), format: formatCount },
  ];
  return (
    <dl className="scaling-curves">
      {curves.map(({ name, line, format }) => {
        const seen = within(line, fromMs, untilMs + countedWithinMs).map((point) => ({ ...point, atMs: Math.min(point.atMs, untilMs) }));
        return seen.length === 0 ? null : <Curve key={name} name={name} points={seen} fromMs={fromMs} untilMs={untilMs} format={format} />;
      })}
    </dl>
  );
}

/** Requests for the Services that lead to the workload; where none does, those of all sources. */
function requestsOf(target: ObjectRef): StepPoint[] {
  const services = mirror.relations.to(refKey(target)).flatMap(({ kind, from }) => (kind === 'selector' ? (mirror.traffic.of(from) ?? []) : []));
  const rows = services.length > 0 ? services : mirror.traffic.rows().filter(({ ref }) => ref.kind === 'TrafficSource');
  return sumOf(rows.map(({ points }) => points.map(({ atMs, rps }) => ({ atMs, value: rps }))));
}

interface CurveProps {
  name: string;
  points: readonly StepPoint[];
  fromMs: number;
  untilMs: number;
  format: (value: number) => string;
}

const width = 1_000;
const height = 20;

function Curve({ name, points, fromMs, untilMs, format }: CurveProps) {
  const highest = Math.max(1, ...points.map(({ value }) => value));
  const x = (ms: number): number => ((ms - fromMs) / Math.max(1, untilMs - fromMs)) * width;
  const y = (value: number): number => height - 1 - (value / highest) * (height - 3);
  const path = stepPath(points, x, y, width);
  const first = points[0]?.value ?? 0;
  const last = points.at(-1)?.value ?? 0;
  return (
    <div className="scaling-curve">
      <dt>
        {name}
        <span className="scaling-curve-range mono">{first === last ? format(last) : `${format(first).replace(/ req\/s$/u, '')} → ${format(last)}`}</span>
      </dt>
      <dd className="scaling-curve-plot">
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden>
          <path className="scaling-curve-area" d={`${path}L${width} ${height}L${x(points[0]?.atMs ?? fromMs)} ${height}Z`} />
          <path className="scaling-curve-line" d={path} />
        </svg>
      </dd>
    </div>
  );
}
