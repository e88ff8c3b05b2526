import { expect, it } from 'vitest';
import { isJsonObject } from '../../../shared/json.ts';
import { getIn } from '../form/set-in.ts';
import { kindOfMetric, metricKinds, metricOfKind, metricShapes } from './metric-kinds.ts';

it.each(metricKinds)('%s is known again as what it was made', (kind) => {
  const metric = metricOfKind(kind, 'web');
  expect(kindOfMetric(metric)).toBe(kind);
  expect(getIn(metric, metricShapes[kind].target)).toBe(metricShapes[kind].fallback);
  const { of } = metricShapes[kind];
  if (of) expect(getIn(metric, of.name)).toBe('web');
});

it('requests of a source and of a Service are written as the API takes them', () => {
  expect(metricOfKind('sourceRequests', 'shoppers')).toEqual({
    type: 'External', external: { metric: { name: 'requests_per_second', selector: { matchLabels: { source: 'shoppers' } } }, target: { type: 'AverageValue', averageValue: '50' } },
  });
  expect(metricOfKind('serviceRequests', 'web')).toMatchObject({ type: 'Object', object: { describedObject: { apiVersion: 'v1', kind: 'Service', name: 'web' } } });
});

it.each([
  { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'app', target: { type: 'Utilization', averageUtilization: 60 } } },
  { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization' } } },
  { type: 'External', external: { metric: { name: 'queue_length' }, target: { type: 'AverageValue', averageValue: '30' } } },
  { type: 'External', external: { metric: { name: 'requests_per_second', selector: { matchLabels: { source: 'a', region: 'b' } } }, target: { type: 'AverageValue', averageValue: '30' } } },
  { type: 'External', external: { metric: { name: 'requests_per_second' }, target: { type: 'Value', value: '30' } } },
])('what the form does not offer is left as it is: $type', (metric) => {
  expect(isJsonObject(metric)).toBe(true);
  expect(kindOfMetric(metric)).toBeUndefined();
});
