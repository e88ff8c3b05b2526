import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, optionalFields, textOf } from '../fields.ts';
import { jsonEqual } from '../../json.ts';
import { selectorFromObject } from '../label-selector.ts';
import { dns1123Subdomain } from '../names.ts';
import type { LabelSelector } from '../types/meta.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, invalid, invalidAll, notSupported, required } from './field-errors.ts';
import { dns1123LabelName, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { validateNotNegative } from './numbers.ts';
import {
  templateLabels, validateLongRunning, validatePodTemplate, validateTemplateForSelector, validateWorkloadSelector,
} from './pod-template.ts';
import type { KindValidation } from './validate.ts';

const mutableFields = [
  'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy', 'minReadySeconds',
];

/** Source: pkg/apis/apps/validation ValidateStatefulSet. */
export const statefulSetValidation: KindValidation = {
  create: (statefulSet) => [
    ...validateObjectMeta(fieldsOf(statefulSet, 'metadata'), true, dns1123LabelName),
    ...validateStatefulSetSpec(fieldsOf(statefulSet, 'spec')),
  ],
  update: (next, old) => [
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')),
    ...validateStatefulSetSpec(fieldsOf(next, 'spec'), fieldsOf(old, 'spec')),
    ...validateUnchanged(fieldsOf(next, 'spec'), fieldsOf(old, 'spec')),
  ],
};

function validateUnchanged(next: Fields, old: Fields): FieldErrors {
  const fixed = (spec: Fields) => Object.fromEntries(Object.entries(spec).filter(([field]) => !mutableFields.includes(field)));
  if (jsonEqual(fixed(next), fixed(old))) return [];
  return [
    forbidden(
      'spec',
      "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
        + "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    ),
  ];
}

/** @param old of the object that is replaced, whose service is not looked at again */
function validateStatefulSetSpec(spec: Fields, old?: Fields): FieldErrors {
  const errors = [
    ...validatePolicies(spec), ...validateNotNegative(spec, 'spec', 'replicas', 'minReadySeconds', 'revisionHistoryLimit'),
    ...validateNotNegative(optionalFields(spec, 'ordinals'), 'spec.ordinals', 'start'),
  ];
  const serviceName = textOf(spec, 'serviceName');
  if (serviceName !== '' && !old) errors.push(...invalidAll('spec.serviceName', serviceName, dns1123Subdomain(serviceName)));
  errors.push(...validateWorkloadSelector(spec, 'spec.selector', { empty: 'empty selector is invalid for statefulset', required: true }));
  const selector = optionalFields(spec, 'selector') as LabelSelector | undefined;
  if (!selectorFromObject(selector).ok) errors.push(invalid('spec.selector', selector, ''));
  else errors.push(...validateTemplate(spec));
  errors.push(...validateLongRunning(fieldsOf(spec, 'template'), 'spec.template', 'StatefulSet'));
  return errors;
}

/** Containers may mount the claims of `volumeClaimTemplates`, which become volumes of the pods. */
function validateTemplate(spec: Fields): FieldErrors {
  const claims = Array.isArray(spec['volumeClaimTemplates']) ? (spec['volumeClaimTemplates'] as Fields[]) : [];
  if (claims.length === 0) return validateTemplateForSelector(spec, 'spec.template');
  const template = fieldsOf(spec, 'template');
  const podSpec = fieldsOf(template, 'spec');
  const declared = Array.isArray(podSpec['volumes']) ? (podSpec['volumes'] as Fields[]) : [];
  const isDeclared = (name: string) => declared.some((volume) => volume['name'] === name);
  const names = claims.map((claim) => textOf(fieldsOf(claim, 'metadata'), 'name')).filter((name) => !isDeclared(name));
  const volumes = [...declared, ...names.map((name) => ({ name, persistentVolumeClaim: { claimName: `${name}-pod` } }))];
  const withClaims = { ...template, spec: { ...podSpec, volumes } };
  const matches = validateTemplateForSelector({ ...spec, template: { metadata: { labels: templateLabels(spec) } } }, 'spec.template')
    .filter((error) => error.field === 'spec.template.metadata.labels');
  return [...matches, ...validatePodTemplate(withClaims, 'spec.template')];
}

function validatePolicies(spec: Fields): FieldErrors {
  const errors: FieldErrors = [];
  const management = textOf(spec, 'podManagementPolicy');
  if (management === '') errors.push(required('spec.podManagementPolicy'));
  else if (management !== 'OrderedReady' && management !== 'Parallel') {
    errors.push(invalid('spec.podManagementPolicy', management, "must be 'OrderedReady' or 'Parallel'"));
  }
  errors.push(...validateUpdateStrategy(fieldsOf(spec, 'updateStrategy')));
  const retention = optionalFields(spec, 'persistentVolumeClaimRetentionPolicy');
  for (const field of ['whenDeleted', 'whenScaled']) {
    const policy = textOf(retention, field);
    if (retention && policy !== 'Retain' && policy !== 'Delete') {
      errors.push(notSupported(`spec.persistentVolumeClaimRetentionPolicy.${field}`, policy, ['Retain', 'Delete']));
    }
  }
  return errors;
}

function validateUpdateStrategy(strategy: Fields): FieldErrors {
  switch (textOf(strategy, 'type')) {
    case '':
      return [required('spec.updateStrategy')];
    case 'OnDelete':
      if (!isSet(strategy, 'rollingUpdate')) return [];
      return [invalid('spec.updateStrategy.rollingUpdate', strategy['rollingUpdate'], "only allowed for updateStrategy 'RollingUpdate'")];
    case 'RollingUpdate':
      return validateNotNegative(optionalFields(strategy, 'rollingUpdate'), 'spec.updateStrategy.rollingUpdate', 'partition');
    default:
      return [invalid('spec.updateStrategy', strategy, "must be 'RollingUpdate' or 'OnDelete'")];
  }
}
