import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, itemsOf, optionalFields, optionalNumber, textMapOf, textOf } from '../fields.ts';
import { jsonEqual } from '../../json.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, invalid, required } from './field-errors.ts';
import { validateObjectMetaUpdate } from './metadata.ts';
import { validatePodAnnotationUpdates } from './pod-annotations.ts';
import { validatePodMetadataAndSpec } from './pod.ts';
import { validateTolerations } from './tolerations.ts';

const maxInt32 = 2_147_483_647;
const updatable = [
  '`spec.containers[*].image`', '`spec.initContainers[*].image`', '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
].join(',');

/** The few changes that a pod allows. Source: ValidatePodUpdate. */
export function validatePodUpdate(next: Fields, old: Fields): FieldErrors {
  const [metadata, oldMetadata] = [fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')];
  const [spec, oldSpec] = [fieldsOf(next, 'spec'), fieldsOf(old, 'spec')];
  const errors = [
    ...validateObjectMetaUpdate(metadata, oldMetadata), ...validatePodMetadataAndSpec(next),
    ...validatePodAnnotationUpdates(metadata, oldMetadata, spec),
  ];
  for (const list of ['containers', 'initContainers']) {
    const [containers, oldContainers] = [itemsOf(spec, list), itemsOf(oldSpec, list)];
    if (containers.length !== oldContainers.length) {
      return [...errors, forbidden(`spec.${list}`, 'pod updates may not add or remove containers')];
    }
    errors.push(...validateImages(containers, `spec.${list}`));
  }
  const deadline = validateDeadline(optionalNumber(spec, 'activeDeadlineSeconds'), optionalNumber(oldSpec, 'activeDeadlineSeconds'));
  errors.push(...deadline.errors);
  if (deadline.stop) return errors;
  errors.push(...validateAddedTolerations(itemsOf(spec, 'tolerations'), itemsOf(oldSpec, 'tolerations')));
  errors.push(...validateRemovedGates(itemsOf(spec, 'schedulingGates'), itemsOf(oldSpec, 'schedulingGates')));
  if (jsonEqual(spec, oldSpec)) return errors;
  const munged = withAllowedChangesUndone(spec, oldSpec);
  if (itemsOf(oldSpec, 'schedulingGates').length > 0) errors.push(...undoGatedChanges(munged, oldSpec));
  if (!jsonEqual(munged, oldSpec)) {
    errors.push(forbidden('spec', `pod updates may not change fields other than ${updatable}\n${changedFields(munged, oldSpec)}`));
  }
  return errors;
}

function validateImages(containers: readonly Fields[], path: string): FieldErrors {
  return containers.flatMap((container, index) => {
    const image = textOf(container, 'image');
    if (image === '') return [required(`${path}[${index}].image`)];
    return image === image.trim() ? [] : [invalid(`${path}[${index}].image`, image, 'must not have leading or trailing whitespace')];
  });
}

/** It may be set once, and made shorter. */
function validateDeadline(next: number | undefined, old: number | undefined): { errors: FieldErrors; stop: boolean } {
  const path = 'spec.activeDeadlineSeconds';
  if (next === undefined) {
    return {
      errors: old === undefined ? [] : [invalid(path, undefined, 'must not update from a positive integer to nil value')], stop: false,
    };
  }
  if (next < 0 || next > maxInt32) return { errors: [invalid(path, next, `must be between 0 and ${maxInt32}, inclusive`)], stop: true };
  if (old !== undefined && old < next) return { errors: [invalid(path, next, 'must be less than or equal to previous value')], stop: true };
  return { errors: [], stop: false };
}

function validateAddedTolerations(next: readonly Fields[], old: readonly Fields[]): FieldErrors {
  const same = (a: Fields, b: Fields) => jsonEqual({ ...a, tolerationSeconds: undefined }, { ...b, tolerationSeconds: undefined });
  const kept = old.every((toleration) => next.some((other) => same(toleration, other)));
  if (!kept) return [forbidden('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds')];
  return validateTolerations(next, 'spec.tolerations');
}

function validateRemovedGates(next: readonly Fields[], old: readonly Fields[]): FieldErrors {
  const before = new Set(old.map((gate) => textOf(gate, 'name')));
  return next.flatMap((gate, index) => {
    const name = textOf(gate, 'name');
    return before.has(name)
      ? []
      : [forbidden(`spec.schedulingGates[${index}].name`, `only deletion is allowed, but found new scheduling gate '${name}'`)];
  });
}

/** The new spec with everything that may change put back as it was: what still differs is forbidden. */
function withAllowedChangesUndone(spec: Fields, old: Fields): Fields {
  const munged: Fields = { ...spec };
  for (const list of ['containers', 'initContainers']) {
    if (!isSet(spec, list)) continue;
    const before = itemsOf(old, list);
    munged[list] = itemsOf(spec, list).map((container, index) => ({ ...container, image: before[index]?.['image'] }));
  }
  for (const field of ['activeDeadlineSeconds', 'schedulingGates', 'tolerations']) munged[field] = old[field];
  const grace = optionalNumber(old, 'terminationGracePeriodSeconds');
  if (grace !== undefined && grace < 0 && spec['terminationGracePeriodSeconds'] === 1) munged['terminationGracePeriodSeconds'] = grace;
  return munged;
}

/** While a pod waits at a gate, where it may run can be narrowed. Source: the gated part of ValidatePodUpdate. */
function undoGatedChanges(munged: Fields, old: Fields): FieldErrors {
  const errors: FieldErrors = [];
  if (!jsonEqual(munged['nodeSelector'], old['nodeSelector'])) {
    const [selector, oldSelector] = [textMapOf(munged, 'nodeSelector'), textMapOf(old, 'nodeSelector')];
    const onlyAdded = Object.entries(oldSelector).every(([key, value]) => selector[key] === value);
    if (!onlyAdded) {
      errors.push(invalid('spec.nodeSelector', selector, 'only additions to spec.nodeSelector are allowed (no mutations or deletions)'));
    }
    munged['nodeSelector'] = old['nodeSelector'];
  }
  const [affinity, oldAffinity] = [optionalFields(munged, 'affinity'), optionalFields(old, 'affinity')];
  const [node, oldNode] = [optionalFields(affinity, 'nodeAffinity'), optionalFields(oldAffinity, 'nodeAffinity')];
  if (jsonEqual(node, oldNode)) return errors;
  errors.push(...validateNodeAffinityMutation(node, oldNode));
  if (!affinity) munged['affinity'] = { nodeAffinity: oldNode };
  else if (!oldAffinity && !isSet(affinity, 'podAffinity') && !isSet(affinity, 'podAntiAffinity')) munged['affinity'] = undefined;
  else munged['affinity'] = { ...affinity, nodeAffinity: oldNode };
  return errors;
}

function validateNodeAffinityMutation(next: Fields | undefined, old: Fields | undefined): FieldErrors {
  const requiredTerms = 'requiredDuringSchedulingIgnoredDuringExecution';
  const path = `spec.affinity.nodeAffinity.${requiredTerms}`;
  const oldTerms = itemsOf(optionalFields(old, requiredTerms), 'nodeSelectorTerms');
  if (oldTerms.length === 0) return [];
  const terms = itemsOf(optionalFields(next, requiredTerms), 'nodeSelectorTerms');
  if (terms.length !== oldTerms.length) {
    return [invalid(`${path}.nodeSelectorTerms`, terms, 'no additions/deletions to non-empty NodeSelectorTerms list are allowed')];
  }
  // An empty term matches nothing, so that an addition would widen it.
  const lists = ['matchExpressions', 'matchFields'];
  const isEmpty = (term: Fields | undefined) => lists.every((list) => itemsOf(term, list).length === 0);
  return oldTerms.flatMap((oldTerm, index) => (isEmpty(oldTerm) && !isEmpty(terms[index])) || lists.some((list) => {
    const now = itemsOf(terms[index], list);
    return itemsOf(oldTerm, list).some((expression, position) => !jsonEqual(expression, now[position]));
  }) ? [invalid(`${path}.nodeSelectorTerms[${index}]`, terms[index], 'only additions are allowed (no mutations or deletions)')] : []);
}

/** Stands in for Go's diff: which fields of the spec differ. */
function changedFields(next: Fields, old: Fields): string {
  const names = new Set([...Object.keys(old), ...Object.keys(next)]);
  return [...names].filter((name) => !jsonEqual(next[name], old[name]))
    .map((name) => `  ${name}: ${JSON.stringify(old[name]) ?? 'nil'} → ${JSON.stringify(next[name]) ?? 'nil'}`).join('\n');
}
