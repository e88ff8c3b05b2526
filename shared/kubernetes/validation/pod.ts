import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, itemsOf, textMapOf, textOf } from '../fields.ts';
import { validateImageTrimmed } from './container.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden } from './field-errors.ts';
import { dns1123SubdomainName, validateObjectMeta } from './metadata.ts';
import { validatePodAnnotations, validateProfileAnnotations } from './pod-annotations.ts';
import { validatePodSpec } from './pod-spec.ts';

/** Metadata of a new pod, for the case that its spec is known to be valid with other metadata. */
export function validateNewPodMetadata(pod: Fields): FieldErrors {
  return [...validatePodMetadata(pod), ...validateProfileAnnotations(textMapOf(fieldsOf(pod, 'metadata'), 'annotations'), fieldsOf(pod, 'spec'), 'spec')];
}

function validatePodMetadata(pod: Fields): FieldErrors {
  const metadata = fieldsOf(pod, 'metadata');
  return [
    ...validateObjectMeta(metadata, true, dns1123SubdomainName),
    ...validatePodAnnotations(textMapOf(metadata, 'annotations'), fieldsOf(pod, 'spec'), 'metadata.annotations'),
  ];
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
  errors.push(...validateProfileAnnotations(textMapOf(fieldsOf(pod, 'metadata'), 'annotations'), spec, 'spec'));
  if (isSet(spec, 'ephemeralContainers')) errors.push(forbidden('spec.ephemeralContainers', 'cannot be set on create'));
  if (textOf(spec, 'nodeName') !== '' && itemsOf(spec, 'schedulingGates').length > 0) {
    errors.push(forbidden('spec.nodeName', 'cannot be set until all schedulingGates have been cleared'));
  }
  return errors;
}
