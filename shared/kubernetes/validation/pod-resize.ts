import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, itemsOf, optionalFields, textMapOf, textOf } from '../fields.ts';
import { jsonEqual } from '../../json.ts';
import { qosClass } from '../pod-requests.ts';
import { compareQuantities, mustParseQuantity } from '../quantity.ts';
import type { PodSpec } from '../types/pod.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, invalid } from './field-errors.ts';
import { validateObjectMetaUpdate } from './metadata.ts';
import { validatePodMetadataAndSpec } from './pod.ts';

const lists = ['containers', 'initContainers'];
const mutable = ['cpu', 'memory'];

/**
 * What `pods/resize` allows: other amounts of cpu and memory, as long as none is taken away and the QoS class stays.
 * Source: ValidatePodResize, pkg/apis/core/validation/validation.go.
 */
export function validatePodResize(next: Fields, old: Fields): FieldErrors {
  const [metadata, oldMetadata] = [fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')];
  const [spec, oldSpec] = [fieldsOf(next, 'spec'), fieldsOf(old, 'spec')];
  const errors = [...validateObjectMetaUpdate(metadata, oldMetadata), ...validatePodMetadataAndSpec(next)];
  if (textMapOf(oldMetadata, 'annotations')['kubernetes.io/config.mirror'] !== undefined) return [forbidden('', 'static pods cannot be resized')];
  if (textOf(fieldsOf(oldSpec, 'os'), 'name') === 'windows') return [forbidden('', 'windows pods cannot be resized')];
  // Classes of what cannot be parsed are not asked for.
  if (errors.length > 0) return errors;
  const before = textOf(fieldsOf(old, 'status'), 'qosClass') || qosClass(oldSpec as unknown as PodSpec);
  if (qosClass(spec as unknown as PodSpec) !== before) errors.push(invalid('spec', before, 'Pod QOS Class may not change as a result of resizing'));
  if (!knowsResize(old)) errors.push(forbidden('spec', 'Pod running on node without support for resize'));
  errors.push(...validatePodLevel(spec, oldSpec));
  const ordering = lists.flatMap((list) => validateNames(itemsOf(spec, list), itemsOf(oldSpec, list), list));
  if (ordering.length > 0) return [...errors, ...ordering];
  for (const list of ['initContainers', 'containers']) {
    itemsOf(spec, list).forEach((container, index) => {
      errors.push(...validateKept(fieldsOf(container, 'resources'), fieldsOf(itemsOf(oldSpec, list)[index], 'resources'), `spec.${list}[${index}].resources`, ''));
    });
  }
  return [...errors, ...validateOnlyAmounts(spec, oldSpec)];
}

/** A container that runs says what it runs with, if its kubelet can resize. Source: isPodResizeRequestSupported. */
function knowsResize(pod: Fields): boolean {
  const running = itemsOf(fieldsOf(pod, 'status'), 'containerStatuses').find((status) => isSet(fieldsOf(status, 'state'), 'running'));
  return !running || isSet(running, 'resources');
}

function validatePodLevel(spec: Fields, oldSpec: Fields): FieldErrors {
  const [next, old] = [optionalFields(spec, 'resources'), optionalFields(oldSpec, 'resources')];
  if (old && !next) return [forbidden('spec.resources', 'pod-level resources cannot be removed')];
  if (!next) return [];
  const errors = validateKept(next, old ?? {}, 'spec.resources', 'pod-level ');
  if (!sameResources(withoutMutable(next), withoutMutable(old ?? {}))) errors.push(forbidden('spec', 'only cpu and memory resources are mutable at pod-level'));
  return errors;
}

function validateNames(next: readonly Fields[], old: readonly Fields[], list: string): FieldErrors {
  if (next.length !== old.length) return [forbidden(`spec.${list}`, `${list} may not be added or removed on resize`)];
  return next.flatMap((container, index) => (textOf(container, 'name') === textOf(old[index], 'name')
    ? []
    : [forbidden(`spec.${list}[${index}].name`, `${list} may not be renamed or reordered on resize`)]));
}

/** No request and no limit may be taken away. Source: validateContainerResize. */
function validateKept(next: Fields, old: Fields, path: string, level: string): FieldErrors {
  return ['requests', 'limits'].flatMap((which) => {
    const names = textMapOf(next, which);
    const removed = Object.keys(textMapOf(old, which)).some((name) => names[name] === undefined);
    return removed ? [forbidden(`${path}.${which}`, `${level}resource ${which} cannot be removed`)] : [];
  });
}

function validateOnlyAmounts(spec: Fields, oldSpec: Fields): FieldErrors {
  const errors: FieldErrors = [];
  itemsOf(spec, 'containers').forEach((container, index) => {
    if (!sameButAmounts(container, itemsOf(oldSpec, 'containers')[index])) errors.push(forbidden('spec', 'only cpu and memory resources are mutable'));
  });
  itemsOf(spec, 'initContainers').forEach((container, index) => {
    const old = itemsOf(oldSpec, 'initContainers')[index];
    const path = `spec.initContainers[${index}]`;
    if (!sameButAmounts(container, old)) errors.push(forbidden(path, 'only cpu and memory resources for sidecar containers are mutable'));
    else if (textOf(container, 'restartPolicy') !== 'Always' && !sameResources(fieldsOf(container, 'resources'), fieldsOf(old, 'resources'))) {
      errors.push(forbidden(`${path}.resources`, 'resources for non-sidecar init containers are immutable'));
    }
  });
  return errors;
}

function sameButAmounts(next: Fields, old: Fields | undefined): boolean {
  return jsonEqual({ ...next, resources: undefined }, { ...old, resources: undefined })
    && sameResources(withoutMutable(fieldsOf(next, 'resources')), withoutMutable(fieldsOf(old, 'resources')));
}

function withoutMutable(resources: Fields): Fields {
  const rest = (which: string): Record<string, string> => Object.fromEntries(Object.entries(textMapOf(resources, which)).filter(([name]) => !mutable.includes(name)));
  return { requests: rest('requests'), limits: rest('limits'), claims: resources['claims'] };
}

/** The same amounts, however they are written. */
function sameResources(a: Fields, b: Fields): boolean {
  return jsonEqual(itemsOf(a, 'claims'), itemsOf(b, 'claims')) && ['requests', 'limits'].every((which) => {
    const [left, right] = [textMapOf(a, which), textMapOf(b, which)];
    const names = Object.keys(left);
    return names.length === Object.keys(right).length
      && names.every((name) => right[name] !== undefined && compareQuantities(mustParseQuantity(left[name] ?? ''), mustParseQuantity(right[name])) === 0);
  });
}
