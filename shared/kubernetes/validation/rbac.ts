import type { Fields } from '../fields.ts';
import { fieldsOf, itemsOf, optionalFields, textOf, textsOf } from '../fields.ts';
import { validateLabelSelector } from '../label-selector-validation.ts';
import { dns1123Subdomain } from '../names.ts';
import type { LabelSelector } from '../types/meta.ts';
import type { FieldErrors } from './field-errors.ts';
import { invalid, invalidAll, notSupported, required } from './field-errors.ts';
import { validateImmutable } from './immutable.ts';
import { pathSegmentName, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import type { KindValidation } from './validate.ts';

const group = 'rbac.authorization.k8s.io';

/** Roles and cluster roles. Source: pkg/apis/rbac/validation. Names are only held to what a URL allows. */
export function roleValidation(namespaced: boolean): KindValidation {
  const create = (role: Fields): FieldErrors => [
    ...validateObjectMeta(fieldsOf(role, 'metadata'), namespaced, pathSegmentName), ...validateRole(role, namespaced),
  ];
  return {
    create, update: (next, old) => [...create(next), ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata'))],
  };
}

function validateRole(role: Fields, namespaced: boolean): FieldErrors {
  const errors = itemsOf(role, 'rules').flatMap((rule, index) => validateRule(rule, namespaced, `rules[${index}]`));
  const aggregation = optionalFields(role, 'aggregationRule');
  if (!aggregation || namespaced) return errors;
  const selectors = itemsOf(aggregation, 'clusterRoleSelectors');
  if (selectors.length === 0) {
    errors.push(
      required('aggregationRule.clusterRoleSelectors', 'at least one clusterRoleSelector required if aggregationRule is non-nil'),
    );
  }
  selectors.forEach((selector, index) => {
    errors.push(...validateLabelSelector(selector as LabelSelector, `aggregationRule.clusterRoleSelectors[${index}]`));
  });
  return errors;
}

/** Source: ValidatePolicyRule. */
function validateRule(rule: Fields, namespaced: boolean, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const [urls, groups, resources, names] = [
    'nonResourceURLs', 'apiGroups', 'resources', 'resourceNames',
  ].map((field) => textsOf(rule, field));
  if (textsOf(rule, 'verbs').length === 0) errors.push(required(`${path}.verbs`, 'verbs must contain at least one value'));
  if (urls && urls.length > 0) {
    if (namespaced) errors.push(invalid(`${path}.nonResourceURLs`, urls, 'namespaced rules cannot apply to non-resource URLs'));
    if ((groups?.length ?? 0) + (resources?.length ?? 0) + (names?.length ?? 0) > 0) {
      errors.push(invalid(`${path}.nonResourceURLs`, urls, 'rules cannot apply to both regular resources and non-resource URLs'));
    }
    return errors;
  }
  if (groups?.length === 0) errors.push(required(`${path}.apiGroups`, 'resource rules must supply at least one api group'));
  if (resources?.length === 0) errors.push(required(`${path}.resources`, 'resource rules must supply at least one resource'));
  return errors;
}

/** Role bindings and cluster role bindings. */
export function roleBindingValidation(namespaced: boolean): KindValidation {
  const create = (binding: Fields): FieldErrors => [
    ...validateObjectMeta(fieldsOf(binding, 'metadata'), namespaced, pathSegmentName), ...validateBinding(binding, namespaced),
  ];
  return {
    create,
    update: (next, old) => [
      ...create(next), ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')),
      ...validateImmutable(next['roleRef'], old['roleRef'], 'roleRef')
        .map((error) => ({ ...error, message: error.message.replace(/field is immutable$/, 'cannot change roleRef') })),
    ],
  };
}

function validateBinding(binding: Fields, namespaced: boolean): FieldErrors {
  const errors: FieldErrors = [];
  const roleRef = fieldsOf(binding, 'roleRef');
  const apiGroup = textOf(roleRef, 'apiGroup');
  if (apiGroup !== group) errors.push(notSupported('roleRef.apiGroup', apiGroup, [group]));
  const kinds = namespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  const kind = textOf(roleRef, 'kind');
  if (!kinds.includes(kind)) errors.push(notSupported('roleRef.kind', kind, kinds));
  const name = textOf(roleRef, 'name');
  errors.push(...(name === '' ? [required('roleRef.name')] : invalidAll('roleRef.name', name, pathSegmentName(name, false))));
  itemsOf(binding, 'subjects').forEach((subject, index) => errors.push(...validateSubject(subject, namespaced, `subjects[${index}]`)));
  return errors;
}

/** Source: ValidateRoleBindingSubject. */
function validateSubject(subject: Fields, namespaced: boolean, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const [name, kind, apiGroup] = [textOf(subject, 'name'), textOf(subject, 'kind'), textOf(subject, 'apiGroup')];
  if (name === '') errors.push(required(`${path}.name`));
  switch (kind) {
    case 'ServiceAccount':
      if (name !== '') errors.push(...invalidAll(`${path}.name`, name, dns1123Subdomain(name)));
      if (apiGroup !== '') errors.push(notSupported(`${path}.apiGroup`, apiGroup, ['']));
      if (!namespaced && textOf(subject, 'namespace') === '') errors.push(required(`${path}.namespace`));
      break;
    case 'User':
    case 'Group':
      // The API server says so twice.
      if (name === '') errors.push(invalid(`${path}.name`, name, `${kind.toLowerCase()} name cannot be empty`));
      if (apiGroup !== group) errors.push(notSupported(`${path}.apiGroup`, apiGroup, [group]));
      break;
    default:
      errors.push(notSupported(`${path}.kind`, kind, ['ServiceAccount', 'User', 'Group']));
  }
  return errors;
}
