import { refOf } from '../../../shared/kubernetes/registry.ts';
import { formatLabels } from '../../../shared/kubernetes/label-selector.ts';
import type { ReactNode } from 'react';
import { ObjectLink } from '../parts/Facts.tsx';
import { RateEditor } from '../traffic/RateEditor.tsx';
import { TrafficNow } from '../traffic/TrafficNow.tsx';
import type { KindView, Loose } from './kind-view.ts';
import { mapAt, textAt } from './read.ts';

function targetOf(source: Loose): ReactNode {
  const name = textAt(source, 'spec', 'target', 'service', 'name');
  const port = textAt(source, 'spec', 'target', 'service', 'port');
  if (name === undefined) return `${textAt(source, 'spec', 'target', 'host') ?? ''}:${textAt(source, 'spec', 'target', 'port') ?? '80'}${textAt(source, 'spec', 'target', 'path') ?? '/'}`;
  const namespace = textAt(source, 'spec', 'target', 'service', 'namespace') ?? 'default';
  return (
    <>
      <ObjectLink to={{ apiVersion: 'v1', kind: 'Service', namespace, name }}>{`Service ${namespace}/${name}`}</ObjectLink>
      {port === undefined ? '' : `:${port}`}
    </>
  );
}

function originOf(source: Loose): string {
  const namespace = textAt(source, 'spec', 'from', 'namespace');
  if (namespace === undefined) return 'Internet';
  const labels = formatLabels(mapAt(source, 'spec', 'from', 'podSelector', 'matchLabels') as Record<string, string>);
  return labels === '' ? namespace : `${namespace}: ${labels}`;
}

function SourcePanel({ object }: { object: Loose }) {
  return (
    <>
      <TrafficNow of={refOf(object)} />
      <RateEditor source={object} />
    </>
  );
}

export const trafficViews: Readonly<Record<string, KindView>> = {
  TrafficSource: {
    facts: (source) => [
      { label: 'target', value: targetOf(source) },
      { label: 'from', value: originOf(source) },
      { label: 'clients', value: textAt(source, 'spec', 'clients') },
    ],
    Panel: SourcePanel,
    form: [{ path: ['spec'], type: 'TrafficSourceSpec', primary: ['target', 'from', 'clients'], without: ['rate', 'paused'] }],
  },
};
