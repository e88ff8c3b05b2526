import type { Fields } from '../../fields.ts';
import { fieldsOf, itemsOf, numberOf, optionalFields, optionalNumber, textOf } from '../../fields.ts';
import { ageOf, nameOf, quantityText } from '../cells.ts';
import { age, column, nameColumn, printer } from '../table.ts';

/** Source: printHorizontalPodAutoscaler. */
export const horizontalPodAutoscalerPrinter = printer(
  [nameColumn, column('Reference'), column('Targets'), column('MinPods'), column('MaxPods'), column('Replicas'), age],
  (autoscaler, nowMs) => {
    const [spec, status] = [fieldsOf(autoscaler, 'spec'), fieldsOf(autoscaler, 'status')];
    const target = fieldsOf(spec, 'scaleTargetRef');
    const minimum = optionalNumber(spec, 'minReplicas');
    return [
      nameOf(autoscaler), `${textOf(target, 'kind')}/${textOf(target, 'name')}`, metricsText(itemsOf(spec, 'metrics'), itemsOf(status, 'currentMetrics')),
      minimum === undefined ? '<unset>' : String(minimum), numberOf(spec, 'maxReplicas'), numberOf(status, 'currentReplicas'),
      ageOf(autoscaler, nowMs),
    ];
  },
);

const shownMetrics = 2;

/** What is measured against what is wanted; the statuses stand in the order of the specs. */
function metricsText(specs: readonly Fields[], statuses: readonly Fields[]): string {
  if (specs.length === 0) return '<none>';
  const shown = specs.slice(0, shownMetrics).map((spec, index) => metricText(spec, statuses[index])).join(', ');
  return specs.length > shownMetrics ? `${shown} + ${specs.length - shownMetrics} more...` : shown;
}

const sources: Readonly<Record<string, { field: string; text: (source: Fields, current: Fields | undefined) => string }>> = {
  External: { field: 'external', text: ofTotal },
  Object: { field: 'object', text: ofTotal },
  Pods: {
    field: 'pods',
    text: (source, current) => `${measured(current, 'averageValue', '<nil>')}/${quantityText(fieldsOf(source, 'target'), 'averageValue', '<nil>')}`,
  },
  Resource: { field: 'resource', text: ofPods },
  ContainerResource: { field: 'containerResource', text: ofPods },
};

function metricText(spec: Fields, status: Fields | undefined): string {
  const source = sources[textOf(spec, 'type')];
  if (!source) return '<unknown type>';
  const state = optionalFields(status, source.field);
  return source.text(fieldsOf(spec, source.field), state && fieldsOf(state, 'current'));
}

function measured(current: Fields | undefined, key: string, absent: '<nil>' | '<unknown>'): string {
  if (!current || (absent === '<unknown>' && current[key] === undefined)) return '<unknown>';
  return quantityText(current, key, '<nil>');
}

function ofTotal(source: Fields, current: Fields | undefined): string {
  const target = fieldsOf(source, 'target');
  if (target['averageValue'] !== undefined) return `${measured(current, 'averageValue', '<unknown>')}/${quantityText(target, 'averageValue')} (avg)`;
  return `${measured(current, 'value', '<nil>')}/${quantityText(target, 'value', '<nil>')}`;
}

function ofPods(source: Fields, current: Fields | undefined): string {
  const target = fieldsOf(source, 'target');
  const name = textOf(source, 'name');
  if (target['averageValue'] !== undefined) return `${name}: ${measured(current, 'averageValue', '<nil>')}/${quantityText(target, 'averageValue')}`;
  const percent = (owner: Fields | undefined, absent: string): string => {
    const value = optionalNumber(owner, 'averageUtilization');
    return value === undefined ? absent : `${value}%`;
  };
  return `${name}: ${percent(current, '<unknown>')}/${percent(target, '<auto>')}`;
}
