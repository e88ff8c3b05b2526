import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, itemsOf, textMapOf, textOf } from '../fields.ts';
import { podDeletionCostAnnotation } from '../well-known-annotations.ts';
import { validateImageTrimmed } from './container.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, invalid } from './field-errors.ts';
import { dns1123SubdomainName, validateObjectMeta } from './metadata.ts';
import { validatePodSpec } from './pod-spec.ts';

const mirrorPod = 'kubernetes.io/config.mirror';

/** Metadata of a new pod, for the case that its spec is known to be valid. */
export function validatePodMetadata(pod: Fields): FieldErrors {
  const metadata = fieldsOf(pod, 'metadata');
  return [
    ...validateObjectMeta(metadata, true, dns1123SubdomainName),
    ...validatePodAnnotations(textMapOf(metadata, 'annotations'), fieldsOf(pod, 'spec'), 'metadata.annotations'),
  ];
}

/** Annotations that pods and templates give a meaning to. Source: ValidatePodSpecificAnnotations. */
export function validatePodAnnotations(annotations: Record<string, string>, spec: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  if (annotations[mirrorPod] !== undefined && textOf(spec, 'nodeName') === '') {
    errors.push(invalid(`${path}[${mirrorPod}]`, '', 'must set spec.nodeName if mirror pod annotation is set'));
  }
  const cost = annotations[podDeletionCostAnnotation];
  if (cost !== undefined && !isInt32(cost)) errors.push(invalid(`${path}[${podDeletionCostAnnotation}]`, cost, 'must be a 32bit integer'));
  return errors;
}

/** As Go's deletion cost is read: no plus sign, no leading zeros. */
function isInt32(text: string): boolean {
  return /^(0|-?[1-9]\d*)$/.test(text) && Math.abs(Number(text)) <= 2_147_483_647;
}

/** Source: validatePodMetadataAndSpec. */
export function validatePodMetadataAndSpec(pod: Fields): FieldErrors {
  const spec = fieldsOf(pod, 'spec');
  const errors = [...validatePodMetadata(pod), ...validatePodSpec(spec, 'spec', fieldsOf(pod, 'metadata'))];
  for (const list of ['containers', 'initContainers']) {
    itemsOf(spec, list).forEach((container, index) => errors.push(...validateImageTrimmed(container, `spec.${list}[${index}]`)));
  }
  return errors;
}

/** Source: ValidatePodCreate. */
export function validatePodCreate(pod: Fields): FieldErrors {
  const spec = fieldsOf(pod, 'spec');
  const errors = validatePodMetadataAndSpec(pod);
  if (isSet(spec, 'ephemeralContainers')) errors.push(forbidden('spec.ephemeralContainers', 'cannot be set on create'));
  if (textOf(spec, 'nodeName') !== '' && itemsOf(spec, 'schedulingGates').length > 0) {
    errors.push(forbidden('spec.nodeName', 'cannot be set until all schedulingGates have been cleared'));
  }
  return errors;
}
