import { useState } from 'react';
import { parseRefKey, refKey, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { TrafficPointRow, TrafficRow } from '../../../shared/view/traffic.ts';
import type { UsagePoint } from '../../../shared/view/usage.ts';
import { Segments } from '../../design/Segments.tsx';
import { useText } from '../../i18n/use-text.ts';
import { mirror } from '../../store/cluster.ts';
import { useCardUids, useCost, useRelationVersion } from '../../store/hooks.ts';
import { useUi } from '../../store/ui.ts';
import { useThrottled } from '../use-throttled.ts';
import { CostUsage } from './CostUsage.tsx';
import { spans, type Span } from './spans.ts';
import { UsagePlots, type NamedRow } from './UsagePlots.tsx';
import { subjectsOf, type UsageSubjects } from './usage-subjects.ts';
import { countPlots, requestPlots, resourcePlots } from './usage-views.ts';
import { useUsage } from './use-usage.ts';
import './usage.css';

const intervalMs = 400;
const readRows = (): readonly TrafficRow[] => mirror.traffic.rows();
const views = ['requests', 'counts', 'resources', 'cost'] as const;
type View = (typeof views)[number];
const scopes = ['cluster', 'selection'] as const;
type Scope = (typeof scopes)[number];

/** Requests, pods and machines, CPU and memory, and what that costs over time, with one crosshair: of the cluster, or of what is selected. */
export function Usage() {
  const { t } = useText();
  const [scope, setScope] = useState<Scope>('cluster');
  const [chosen, setView] = useState<View>('requests');
  const hasPrices = useCost() !== undefined;
  const view = chosen === 'cost' && !hasPrices ? 'requests' : chosen;
  const [span, setSpan] = useState<Span>('30m');
  const selected = useSelected();
  useRelationVersion();
  const all = useWorkloads();
  const subjects = scope === 'cluster' ? all : selected && subjectsOf(selected, mirror.relations);
  return (
    <div className="usage" data-view={view}>
      <div className="usage-bar">
        <Segments
          label={t('timeline:usage.scope')}
          value={scope}
          options={[{ value: 'cluster', text: t('timeline:usage.cluster') }, { value: 'selection', text: selected ? selected.name : t('timeline:usage.selection') }]}
          onChange={setScope}
        />
        <Segments label={t('timeline:usage.view')} value={view} options={views.filter((name) => name !== 'cost' || hasPrices).map((name) => ({ value: name, text: t(`timeline:usage.view.${name}`) }))} onChange={setView} />
        <Segments label={t('timeline:usage.span')} value={span} options={spans.map((name) => ({ value: name, text: t(`timeline:usage.span.${name}`) }))} onChange={setSpan} />
      </div>
      {view === 'cost' && <CostUsage of={scope === 'cluster' ? undefined : selected} span={span} />}
      {view !== 'cost' && subjects === undefined && <p className="usage-empty">{t(selected ? 'timeline:usage.notCounted' : 'timeline:usage.nothingSelected', { kind: selected?.kind ?? '' })}</p>}
      {subjects && view === 'requests' && <Requests subjects={subjects} span={span} />}
      {subjects && (view === 'counts' || view === 'resources') && <Counted key={view} subjects={subjects} span={span} plots={view === 'counts' ? countPlots : resourcePlots} />}
    </div>
  );
}

/** Sources first, each kind by name: a row keeps its place, and its colour, as numbers change. */
function rank({ kind, namespace = '', name }: ObjectRef): string {
  return `${kind === 'TrafficSource' ? 0 : 1}/${namespace}/${name}`;
}

function Requests({ subjects: { traffic }, span }: { subjects: UsageSubjects; span: Span }) {
  const { t } = useText();
  const known = useThrottled('traffic', readRows, intervalMs);
  const rows = known.filter(({ ref }) => traffic?.includes(refKey(ref)) ?? true).toSorted((a, b) => (rank(a.ref) < rank(b.ref) ? -1 : 1))
    .map(({ ref, points }): NamedRow<TrafficPointRow> => ({ key: refKey(ref), kind: ref.kind, name: ref.name, points }));
  if (rows.length === 0) return <p className="usage-empty">{t(traffic === undefined ? 'timeline:usage.empty' : 'timeline:usage.noRequests')}</p>;
  return <UsagePlots rows={rows} plots={requestPlots} span={span} />;
}

function Counted({ subjects: { usage, cluster }, span, plots }: { subjects: UsageSubjects; span: Span; plots: typeof countPlots }) {
  const { t } = useText();
  const known = useUsage(usage);
  const rows: NamedRow<UsagePoint>[] = (known?.series ?? []).map(({ ref, points }) => ({ key: refKey(ref), kind: ref.kind, name: ref.name, points }));
  if (cluster && known && known.cluster.length > 0) rows.unshift({ key: 'cluster', kind: 'Cluster', name: t('timeline:usage.cluster'), points: known.cluster });
  if (rows.length === 0) return <p className="usage-empty">{t('timeline:usage.notMeasured')}</p>;
  return <UsagePlots rows={rows} plots={plots} span={span} />;
}

function useSelected(): ObjectRef | undefined {
  const selection = useUi((state) => state.selection);
  const [only] = selection;
  return selection.length === 1 && only !== undefined ? parseRefKey(only) : undefined;
}

/** More are not asked about at once. */
const mostWorkloads = 40;

/** The cluster, its node groups, and workloads that have replicas. */
function useWorkloads(): UsageSubjects {
  const refs = useCardUids().flatMap((uid) => mirror.card(uid) ?? []).filter(({ ref, replicas }) => ref.kind === 'NodeGroup' || replicas !== undefined).map(({ ref }) => ref);
  const usage = refs.toSorted((a, b) => Number(b.kind === 'NodeGroup') - Number(a.kind === 'NodeGroup') || (rank(a) < rank(b) ? -1 : 1)).slice(0, mostWorkloads);
  return { traffic: undefined, usage, cluster: true };
}
