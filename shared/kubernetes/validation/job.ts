import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, itemsOf, numberOf, optionalFields, optionalText, textOf } from '../fields.ts';
import { jsonEqual } from '../../json.ts';
import { validateLabelSelector } from '../label-selector-validation.ts';
import { selectorFromObject, selectorMatches } from '../label-selector.ts';
import { dns1123Label } from '../names.ts';
import type { LabelSelector } from '../types/meta.ts';
import type { FieldErrors } from './field-errors.ts';
import { invalid, required } from './field-errors.ts';
import { validateImmutable } from './immutable.ts';
import { validateJobSpec } from './job-spec.ts';
import { dns1123SubdomainName, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { templateLabels } from './pod-template.ts';
import type { KindValidation } from './validate.ts';

/** Source: pkg/apis/batch/validation ValidateJob, ValidateJobUpdate, which says what is wrong with the spec once more. */
export const jobValidation: KindValidation = {
  create: validateJob,
  update: (next, old) => [
    ...validateJob(next), ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')),
    ...validateSpecAndSelector(fieldsOf(next, 'spec')), ...validateSpecUpdate(fieldsOf(next, 'spec'), fieldsOf(old, 'spec'), fieldsOf(old, 'status')),
  ],
};

function validateJob(job: Fields): FieldErrors {
  return [
    ...validateObjectMeta(fieldsOf(job, 'metadata'), true, dns1123SubdomainName), ...validateGeneratedSelector(job),
    ...validateSpecAndSelector(fieldsOf(job, 'spec')), ...validateIndexedHostname(job),
  ];
}

function validateSpecAndSelector(spec: Fields): FieldErrors {
  const errors = validateJobSpec(spec, 'spec');
  const selector = optionalFields(spec, 'selector') as LabelSelector | undefined;
  errors.push(...(selector ? validateLabelSelector(selector, 'spec.selector') : [required('spec.selector')]));
  const converted = selectorFromObject(selector);
  if (converted.ok && !selectorMatches(converted.value, templateLabels(spec))) {
    errors.push(invalid('spec.template.metadata.labels', templateLabels(spec), '`selector` does not match template `labels`'));
  }
  return errors;
}

/** A selector that the server made must be the job's own, and so must the labels. */
function validateGeneratedSelector(job: Fields): FieldErrors {
  const spec = fieldsOf(job, 'spec');
  const selector = optionalFields(spec, 'selector') as LabelSelector | undefined;
  if (spec['manualSelector'] === true || !selector) return [];
  const metadata = fieldsOf(job, 'metadata');
  const [uid, name] = [textOf(metadata, 'uid'), textOf(metadata, 'name')];
  const expected: Record<string, string> = {
    'controller-uid': uid, 'job-name': name, 'batch.kubernetes.io/controller-uid': uid, 'batch.kubernetes.io/job-name': name,
  };
  const errors: FieldErrors = uid === '' ? [required('metadata.uid')] : [];
  const labels = templateLabels(spec);
  for (const [key, value] of Object.entries(expected)) {
    const path = `spec.template.metadata.labels[${key}]`;
    if (labels[key] === undefined) errors.push(required(path, `must be '${value}'`));
    else if (labels[key] !== value) errors.push(invalid(path, labels, `must be '${value}'`));
  }
  const converted = selectorFromObject(selector);
  if (converted.ok && !selectorMatches(converted.value, expected)) {
    errors.push(invalid('spec.selector', selector, '`selector` not auto-generated'));
  }
  return errors;
}

/** The pods of an indexed job have host names made of its name and their number. */
function validateIndexedHostname(job: Fields): FieldErrors {
  const spec = fieldsOf(job, 'spec');
  const completions = numberOf(spec, 'completions');
  if (textOf(spec, 'completionMode') !== 'Indexed' || completions <= 0) return [];
  const name = textOf(fieldsOf(job, 'metadata'), 'name');
  const hostname = `${name}-${completions - 1}`;
  if (dns1123Label(hostname).length === 0) return [];
  return [invalid('metadata.name', name, `will not able to create pod with invalid DNS label: ${hostname}`)];
}

function validateSpecUpdate(next: Fields, old: Fields, oldStatus: Fields): FieldErrors {
  const errors = validateCompletions(next, old);
  errors.push(...validateImmutable(next['selector'], old['selector'], 'spec.selector'));
  errors.push(...validateTemplateUpdate(fieldsOf(next, 'template'), fieldsOf(old, 'template'), old, oldStatus));
  for (const field of ['completionMode', 'podFailurePolicy', 'backoffLimitPerIndex', 'managedBy', 'successPolicy']) {
    errors.push(...validateImmutable(next[field], old[field], `spec.${field}`));
  }
  return errors;
}

/**
 * The template is fixed. While a job is suspended and has no pods, a queue may still say where they go and what they ask for. Source:
 * validatePodTemplateUpdate.
 */
function validateTemplateUpdate(template: Fields, before: Fields, old: Fields, oldStatus: Fields): FieldErrors {
  const isHeld = itemsOf(oldStatus, 'conditions').some((one) => textOf(one, 'type') === 'Suspended' && textOf(one, 'status') === 'True');
  const isOpen = old['suspend'] === true && numberOf(oldStatus, 'active') === 0 && (isHeld || !isSet(oldStatus, 'startTime'));
  if (!isOpen) return jsonEqual(template, before) ? [] : [invalid('spec.template', template, 'field is immutable')];
  const [spec, oldSpec] = [fieldsOf(template, 'spec'), fieldsOf(before, 'spec')];
  return jsonEqual(fixedPart(spec, oldSpec), fixedPart(oldSpec, oldSpec)) ? [] : [invalid('spec.template.spec', spec, 'field is immutable')];
}

/** A spec without what a queue may change. Resources count where containers were added, removed or renamed. */
function fixedPart(spec: Fields, old: Fields): Fields {
  const { nodeSelector: _nodeSelector, tolerations: _tolerations, schedulingGates: _gates, ...rest } = spec;
  const { nodeAffinity: _nodeAffinity, ...affinity } = fieldsOf(spec, 'affinity');
  const lists = ['containers', 'initContainers'].map((list) => {
    const [containers, before] = [itemsOf(spec, list), itemsOf(old, list)];
    const isSame = (container: Fields, index: number) => (
      containers.length === before.length && textOf(container, 'name') === textOf(before[index], 'name')
    );
    return [list, containers.map((container, index) => (isSame(container, index) ? { ...container, resources: undefined } : container))];
  });
  return { ...rest, affinity, ...Object.fromEntries(lists) as Fields };
}

/** Completions are fixed, but an indexed job may grow or shrink together with its parallelism. */
function validateCompletions(next: Fields, old: Fields): FieldErrors {
  const path = 'spec.completions';
  if (optionalText(next, 'completionMode') !== 'Indexed') return validateImmutable(next['completions'], old['completions'], path);
  if (jsonEqual(next['completions'], old['completions'])) return [];
  // That an indexed job needs them has been said by then.
  if (!isSet(next, 'completions')) return [];
  if (jsonEqual(next['completions'], next['parallelism'])) return [];
  return [invalid(path, next['completions'], 'can only be modified in tandem with spec.parallelism')];
}
