import type { JsonObject, JsonValue } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import { behaviorFromText, behaviorText } from './autoscaling-behavior.ts';
import { currentInV1, currentInV2, targetInV1, targetInV2 } from './autoscaling-metrics.ts';
import type { ServedVersion } from './served-version.ts';

/** Where v1, which has no fields for them, shows what else an autoscaler has. */
const annotation = {
  metrics: 'autoscaling.alpha.kubernetes.io/metrics', behavior: 'autoscaling.alpha.kubernetes.io/behavior',
  currentMetrics: 'autoscaling.alpha.kubernetes.io/current-metrics', conditions: 'autoscaling.alpha.kubernetes.io/conditions',
} as const;

const defaultUtilizationPercent = 80;

/**
 * Autoscalers that know no metric but the CPU. All else is in annotations, as JSON; those are only there while an object is shown in this version.
 * Source: pkg/apis/autoscaling/v1/conversion.go.
 */
export const autoscalingVersion: ServedVersion = {
  apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler', storedAs: 'autoscaling/v2', resource: 'horizontalpodautoscalers',
  options: { categories: ['all'], short: ['hpa'], status: true }, schema: 'AutoscalingV1HorizontalPodAutoscaler',

  toServed(stored) {
    const { metrics, behavior, ...spec } = objectAt(stored, 'spec');
    const { currentMetrics, conditions, ...status } = objectAt(stored, 'status');
    const targets = objectsOf(metrics);
    const current = objectsOf(currentMetrics);
    const percent = atResource(targets.find(isCpu), 'target');
    const others = targets.filter((metric) => !isCpu(metric) || atResource(metric, 'target') === undefined);
    const currentPercent = atResource(current.findLast((metric) => isCpu(metric) && atResource(metric, 'current') !== undefined), 'current');
    const texts = {
      ...(others.length > 0 ? { [annotation.metrics]: JSON.stringify(others.map(targetInV1)) } : {}),
      ...(current.length > 0 ? { [annotation.currentMetrics]: JSON.stringify(current.map(currentInV1)) } : {}),
      ...(isJsonObject(behavior) ? { [annotation.behavior]: behaviorText(behavior) } : {}),
      ...(objectsOf(conditions).length > 0 ? { [annotation.conditions]: JSON.stringify(conditions) } : {}),
    };
    return {
      ...withParts(stored, withoutRoundTripAnnotations(stored), texts),
      ...(stored['spec'] === undefined ? {} : { spec: { ...spec, ...(percent === undefined ? {} : { targetCPUUtilizationPercentage: percent }) } }),
      ...(stored['status'] === undefined ? {} : { status: { ...status, ...(currentPercent === undefined ? {} : { currentCPUUtilizationPercentage: currentPercent }) } }),
    };
  },

  toStored(served, isReadable) {
    const { targetCPUUtilizationPercentage: percent, ...spec } = objectAt(served, 'spec');
    const { currentCPUUtilizationPercentage: currentPercent, ...status } = objectAt(served, 'status');
    const texts = objectAt(objectAt(served, 'metadata'), 'annotations');
    // What cannot be read is as if it were not there.
    const read = <T extends JsonValue>(name: string, convert: (value: JsonValue) => T | undefined, partsOf: (value: T) => JsonObject): T | undefined => {
      const value = convert(parsed(texts[name]) ?? null);
      return value !== undefined && isReadable(partsOf(value)) ? value : undefined;
    };
    const others = read(annotation.metrics, listOf(targetInV2), (metrics) => ({ spec: { metrics } })) ?? [];
    const behavior = read(annotation.behavior, behaviorFromText, (value) => ({ spec: { behavior: value } }));
    const current = read(annotation.currentMetrics, listOf(currentInV2), (currentMetrics) => ({ status: { currentMetrics } }));
    const conditions = read(annotation.conditions, listOf((one) => one), (value) => ({ status: { conditions: value } }));
    const metrics = [...others, ...(isSet(percent) ? [cpuMetric('target', { type: 'Utilization', averageUtilization: percent })] : [])];
    const currentMetrics = current ?? (isSet(currentPercent) ? [cpuMetric('current', { averageUtilization: currentPercent })] : undefined);
    const nothingMeasured = [cpuMetric('target', { type: 'Utilization', averageUtilization: defaultUtilizationPercent })];
    const shownStatus = { ...status, ...(currentMetrics ? { currentMetrics } : {}), ...(conditions ? { conditions } : {}) };
    return {
      ...withParts(served, withoutRoundTripAnnotations(served), {}),
      spec: { ...spec, metrics: metrics.length > 0 ? metrics : nothingMeasured, ...(behavior ? { behavior } : {}) },
      ...(served['status'] === undefined && Object.keys(shownStatus).length === 0 ? {} : { status: shownStatus }),
    };
  },
};

/** The annotations of an object without those in which v1 shows what it has no fields for; undefined when none are left. Source: DropRoundTripHorizontalPodAutoscalerAnnotations. */
export function withoutRoundTripAnnotations(object: JsonObject): JsonObject | undefined {
  const dropped: ReadonlySet<string> = new Set(Object.values(annotation));
  const kept = Object.entries(objectAt(objectAt(object, 'metadata'), 'annotations')).filter(([name]) => !dropped.has(name));
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

function withParts(object: JsonObject, annotations: JsonObject | undefined, more: JsonObject): JsonObject {
  if (!isJsonObject(object['metadata']) && Object.keys(more).length === 0) return object;
  const { annotations: _replaced, ...metadata } = objectAt(object, 'metadata');
  const all = { ...annotations, ...more };
  return { ...object, metadata: { ...metadata, ...(Object.keys(all).length > 0 ? { annotations: all } : {}) } };
}

function cpuMetric(part: 'target' | 'current', value: JsonObject): JsonObject {
  return { type: 'Resource', resource: { name: 'cpu', [part]: value } };
}

function isCpu(metric: JsonObject): boolean {
  return metric['type'] === 'Resource' && objectAt(metric, 'resource')['name'] === 'cpu';
}

function atResource(metric: JsonObject | undefined, part: 'target' | 'current'): JsonValue | undefined {
  const value = metric && objectAt(objectAt(metric, 'resource'), part)['averageUtilization'];
  return isSet(value) ? value : undefined;
}

function isSet(value: JsonValue | undefined): value is JsonValue {
  return value !== undefined && value !== null;
}

function objectAt(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isJsonObject(value) ? value : {};
}

function objectsOf(list: JsonValue | undefined): JsonObject[] {
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

function listOf(convert: (one: JsonObject) => JsonObject): (value: JsonValue) => JsonObject[] | undefined {
  return (value) => (Array.isArray(value) && value.every(isJsonObject) ? value.map(convert) : undefined);
}

function parsed(text: JsonValue | undefined): JsonValue | undefined {
  try {
    return typeof text === 'string' ? JSON.parse(text) as JsonValue : undefined;
  } catch {
    return undefined;
  }
}
