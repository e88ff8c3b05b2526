import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, itemsOf, optionalFields, textMapOf, textOf } from '../fields.ts';
import { validateLabelSelector, validateLabels } from '../label-selector-validation.ts';
import { selectorFromObject, selectorMatches } from '../label-selector.ts';
import type { LabelSelector } from '../types/meta.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, invalid, notSupported, required } from './field-errors.ts';
import { validateAnnotations } from './metadata.ts';
import { validatePodAnnotations, validateProfileAnnotations } from './pod-annotations.ts';
import { validatePodSpec } from './pod-spec.ts';

const mismatchText = '`selector` does not match template `labels`';

/** The template of a workload. Label errors leave out `metadata`, as the API server's do. Source: ValidatePodTemplateSpec. */
export function validatePodTemplate(template: Fields, path: string): FieldErrors {
  const metadata = fieldsOf(template, 'metadata');
  const spec = fieldsOf(template, 'spec');
  const annotations = textMapOf(metadata, 'annotations');
  return [
    ...validateLabels(textMapOf(metadata, 'labels'), `${path}.labels`),
    ...validateAnnotations(annotations, `${path}.annotations`),
    ...validatePodAnnotations(annotations, spec, `${path}.annotations`),
    ...validatePodSpec(spec, `${path}.spec`, undefined),
    ...validateProfileAnnotations(annotations, spec, `${path}.spec`),
    ...(isSet(spec, 'ephemeralContainers')
      ? [forbidden(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template')]
      : []),
  ];
}

/** Labels of the template, and whether the selector of its owner finds them. */
export function templateLabels(spec: Fields): Record<string, string> {
  return textMapOf(fieldsOf(fieldsOf(spec, 'template'), 'metadata'), 'labels');
}

export interface WorkloadSelectorTexts {
  /** Of an empty selector, e.g. `empty selector is invalid for deployment`. */
  empty: string;
  /** The selector has to be given. */
  required: boolean;
  /** Reported at the selector when it cannot be used at all; absent: nothing more than its own errors. */
  unusable?: (why: string) => string;
}

/** The selector of a Deployment, ReplicaSet, StatefulSet or DaemonSet by itself. */
export function validateWorkloadSelector(spec: Fields, path: string, texts: WorkloadSelectorTexts): FieldErrors {
  const selector = optionalFields(spec, 'selector');
  if (!selector) return texts.required ? [required(path)] : [];
  const errors = validateLabelSelector(selector as LabelSelector, path);
  const parts = Object.keys(fieldsOf(selector, 'matchLabels')).length + itemsOf(selector, 'matchExpressions').length;
  if (parts === 0) errors.push(invalid(path, selector, texts.empty));
  return errors;
}

/**
 * The template against the selector, and what long-running pods must be like. Source: ValidatePodTemplateSpecForReplicaSet and its
 * likes in apps.
 */
export function validateTemplateForSelector(spec: Fields, path: string): FieldErrors {
  const converted = selectorFromObject(optionalFields(spec, 'selector') as LabelSelector | undefined);
  const errors: FieldErrors = [];
  const isEverything = converted.ok && !converted.value.nothing && converted.value.requirements.length === 0;
  if (converted.ok && !isEverything && !selectorMatches(converted.value, templateLabels(spec))) {
    errors.push(invalid(`${path}.metadata.labels`, templateLabels(spec), mismatchText));
  }
  errors.push(...validatePodTemplate(fieldsOf(spec, 'template'), path));
  return errors;
}

/** Pods that are replaced when they end must restart for ever. */
export function validateLongRunning(template: Fields, path: string, owner: string): FieldErrors {
  const errors: FieldErrors = [];
  const spec = fieldsOf(template, 'spec');
  const restartPolicy = textOf(spec, 'restartPolicy');
  if (restartPolicy !== 'Always') errors.push(notSupported(`${path}.spec.restartPolicy`, restartPolicy, ['Always']));
  if (isSet(spec, 'activeDeadlineSeconds')) {
    errors.push(forbidden(`${path}.spec.activeDeadlineSeconds`, `activeDeadlineSeconds in ${owner} is not Supported`));
  }
  return errors;
}
