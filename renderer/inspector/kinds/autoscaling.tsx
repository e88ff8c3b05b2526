import { refOf } from '../../../shared/kubernetes/registry.ts';
import type { AutoscalingDecision } from '../../../shared/decisions.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { useText } from '../../i18n/use-text.ts';
import { LastLook } from '../autoscaling/LastLook.tsx';
import { MetricsEditor } from '../autoscaling/MetricsEditor.tsx';
import { ObjectLink } from '../parts/Facts.tsx';
import { Section } from '../parts/Section.tsx';
import { useWhy } from '../why/use-why.ts';
import type { KindView, Loose } from './kind-view.ts';
import { listAt, textAt } from './read.ts';
import { ReplicaPlot } from './ReplicaPlot.tsx';
import { Table } from './Table.tsx';

const sources = ['resource', 'containerResource', 'pods', 'object', 'external'] as const;

function sourceOf(metric: JsonObject): (typeof sources)[number] {
  return sources.find((source) => metric[source] !== undefined) ?? 'resource';
}

function metricName(metric: JsonObject): string {
  const source = sourceOf(metric);
  const name = textAt(metric, source, 'name') ?? textAt(metric, source, 'metric', 'name') ?? '';
  const container = textAt(metric, source, 'container');
  return container === undefined ? name : `${name} (${container})`;
}

function amount(metric: JsonObject, side: 'target' | 'current'): string {
  const at = (field: string): string | undefined => textAt(metric, sourceOf(metric), side, field);
  const percent = at('averageUtilization');
  return percent === undefined ? (at('averageValue') ?? at('value') ?? '–') : `${percent} %`;
}

/** `desiredReplicas` is 0 also before any number has been computed. */
function wishOf(object: Loose): string {
  const wish = textAt(object, 'status', 'desiredReplicas');
  const isComputed = listAt(object, 'status', 'conditions').some((condition) => textAt(condition, 'type') === 'ScalingActive' && textAt(condition, 'status') === 'True');
  return wish === undefined || (wish === '0' && !isComputed) ? '–' : wish;
}

/** What was measured against its target, and how the number of replicas went. */
function AutoscalerPanel({ object }: { object: Loose }) {
  const { t } = useText();
  const { answer } = useWhy(refOf(object));
  const decisions = (answer?.evidence ?? []).flatMap((item) => (item.kind === 'autoscaling' ? item.decisions : [])) satisfies AutoscalingDecision[];
  const last = decisions.at(-1);
  const specs = listAt(object, 'spec', 'metrics');
  const current = listAt(object, 'status', 'currentMetrics');
  return (
    <>
      <Section title={t('inspector:kind.metrics')}>
        {last && last.metrics.length > 0 ? (
          <LastLook decision={last} minimum={Number(textAt(object, 'spec', 'minReplicas') ?? 1)} maximum={Number(textAt(object, 'spec', 'maxReplicas') ?? 0)} />
        ) : (
          <Table
            label={t('inspector:kind.metrics')}
            head={['metric', 'current', 'target']}
            rows={specs.map((spec, index) => [metricName(spec), current[index] === undefined ? '–' : amount(current[index], 'current'), amount(spec, 'target')])}
          />
        )}
        <MetricsEditor namespace={object.metadata.namespace ?? 'default'} />
      </Section>
      {decisions.length > 1 && (
        <Section title={t('inspector:kind.replicasOverTime')}>
          <ReplicaPlot decisions={decisions} />
        </Section>
      )}
    </>
  );
}

export const autoscalingViews: Readonly<Record<string, KindView>> = {
  HorizontalPodAutoscaler: {
    facts: (object) => {
      const kind = textAt(object, 'spec', 'scaleTargetRef', 'kind') ?? '';
      const name = textAt(object, 'spec', 'scaleTargetRef', 'name') ?? '';
      const to = { apiVersion: textAt(object, 'spec', 'scaleTargetRef', 'apiVersion') ?? 'apps/v1', kind, name, ...(object.metadata.namespace ? { namespace: object.metadata.namespace } : {}) };
      return [
        { label: 'scaleTargetRef', value: <ObjectLink to={to}>{kind} {name}</ObjectLink> },
        { label: 'replicas', value: `${textAt(object, 'status', 'currentReplicas') ?? '–'} → ${wishOf(object)}` },
        { label: 'min … max', value: `${textAt(object, 'spec', 'minReplicas') ?? '1'} … ${textAt(object, 'spec', 'maxReplicas') ?? ''}` },
      ];
    },
    Panel: AutoscalerPanel,
    form: [{ path: ['spec'], type: 'HorizontalPodAutoscalerSpec', primary: ['scaleTargetRef', 'minReplicas', 'maxReplicas', 'behavior'], without: ['metrics'] }],
  },
};
