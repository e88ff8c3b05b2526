import type { JsonObject, JsonValue } from '../../json.ts';
import { isJsonObject } from '../../json.ts';

/** A field of v1, where v2 has it, and what v1 writes when v2 has nothing. In the order in which v1 writes them. */
type Field = readonly [v1: string, v2: string, otherwise?: string];

const resource: readonly Field[] = [['name', 'name'], ['targetAverageUtilization', 'target.averageUtilization'], ['targetAverageValue', 'target.averageValue']];
const currentResource: readonly Field[] = [
  ['name', 'name'], ['currentAverageUtilization', 'current.averageUtilization'], ['currentAverageValue', 'current.averageValue', '0'],
];

/** Source: the types "used in the alpha metrics annotation" in k8s.io/api/autoscaling/v1/types.go. */
const targets: Readonly<Record<string, readonly Field[]>> = {
  object: [
    ['target', 'describedObject'], ['metricName', 'metric.name'], ['targetValue', 'target.value', '0'], ['selector', 'metric.selector'],
    ['averageValue', 'target.averageValue'],
  ],
  pods: [['metricName', 'metric.name'], ['targetAverageValue', 'target.averageValue', '0'], ['selector', 'metric.selector']],
  resource,
  containerResource: [...resource, ['container', 'container']],
  external: [
    ['metricName', 'metric.name'], ['metricSelector', 'metric.selector'], ['targetValue', 'target.value'], ['targetAverageValue', 'target.averageValue'],
  ],
};

const currents: Readonly<Record<string, readonly Field[]>> = {
  object: [
    ['target', 'describedObject'], ['metricName', 'metric.name'], ['currentValue', 'current.value', '0'], ['selector', 'metric.selector'],
    ['averageValue', 'current.averageValue'],
  ],
  pods: [['metricName', 'metric.name'], ['currentAverageValue', 'current.averageValue', '0'], ['selector', 'metric.selector']],
  resource: currentResource,
  containerResource: [...currentResource, ['container', 'container']],
  external: [
    ['metricName', 'metric.name'], ['metricSelector', 'metric.selector'], ['currentValue', 'current.value', '0'], ['currentAverageValue', 'current.averageValue'],
  ],
};

/** v1 does not say of which type a target is. */
const targetTypes: Readonly<Record<string, (metric: JsonObject) => string>> = {
  object: (metric) => (isSet(metric['averageValue']) ? 'AverageValue' : 'Value'),
  pods: () => 'AverageValue',
  resource: (metric) => (isSet(metric['targetAverageUtilization']) ? 'Utilization' : 'AverageValue'),
  containerResource: (metric) => (isSet(metric['targetAverageUtilization']) ? 'Utilization' : 'AverageValue'),
  external: (metric) => (isSet(metric['targetValue']) ? 'Value' : 'AverageValue'),
};

/** An entry of `spec.metrics` as v1 writes it. */
export const targetInV1 = (metric: JsonObject): JsonObject => inV1(metric, targets);
/** An entry of `status.currentMetrics` as v1 writes it. */
export const currentInV1 = (metric: JsonObject): JsonObject => inV1(metric, currents);
export const currentInV2 = (metric: JsonObject): JsonObject => inV2(metric, currents);

export function targetInV2(metric: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(inV2(metric, targets)).map(([name, source]) => {
    const given = metric[name];
    const typeOf = targetTypes[name];
    if (!typeOf || !isJsonObject(source) || !isJsonObject(given)) return [name, source];
    const { value, ...target } = objectAt(source, 'target');
    const type = typeOf(given);
    // The value that v1 cannot leave out is none of an average.
    const isMeant = isSet(value) && (type === 'Value' || value !== '0');
    return [name, { ...source, target: { type, ...(isMeant ? { value } : {}), ...target } }];
  }));
}

function inV1(metric: JsonObject, sources: Readonly<Record<string, readonly Field[]>>): JsonObject {
  const converted: JsonObject = { type: metric['type'] ?? '' };
  for (const [name, fields] of Object.entries(sources)) {
    const source = metric[name];
    if (!isJsonObject(source)) continue;
    converted[name] = Object.fromEntries(fields.flatMap(([v1, v2, otherwise]) => {
      const value = at(source, v2) ?? otherwise;
      return isSet(value) ? [[v1, value]] : [];
    }));
  }
  return converted;
}

function inV2(metric: JsonObject, sources: Readonly<Record<string, readonly Field[]>>): JsonObject {
  const converted: JsonObject = { type: metric['type'] ?? '' };
  for (const [name, fields] of Object.entries(sources)) {
    const source = metric[name];
    if (!isJsonObject(source)) continue;
    const parts: JsonObject = {};
    for (const [v1, v2, otherwise] of fields) {
      const value = source[v1] ?? otherwise;
      if (!isSet(value)) continue;
      const [part = '', field] = v2.split('.');
      parts[part] = field === undefined ? value : { ...objectAt(parts, part), [field]: value };
    }
    converted[name] = parts;
  }
  return converted;
}

function at(source: JsonObject, path: string): JsonValue | undefined {
  const [part = '', field] = path.split('.');
  return (field === undefined ? source[part] : objectAt(source, part)[field]) ?? undefined;
}

function objectAt(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isJsonObject(value) ? value : {};
}

function isSet(value: JsonValue | undefined): value is JsonValue {
  return value !== undefined && value !== null;
}
