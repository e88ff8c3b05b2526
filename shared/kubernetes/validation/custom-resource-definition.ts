import type { Fields } from '../fields.ts';
import { fieldsOf, flagOf, isSet, itemsOf, optionalFields, textOf, textsOf } from '../fields.ts';
import { dns1035Label, dns1123Subdomain } from '../names.ts';
import type { FieldErrors } from './field-errors.ts';
import { invalid, invalidAll, notSupported, required } from './field-errors.ts';
import { validateImmutable } from './immutable.ts';
import { dns1123SubdomainName, validateGenericObjectMeta, validateGenericObjectMetaUpdate } from './metadata.ts';
import type { KindValidation } from './validate.ts';
import { structuralErrors } from './structural-schema.ts';

/**
 * Source: apiextensions-apiserver, pkg/apis/apiextensions/validation.
 * Where we differ: rules in CEL and webhook conversion are not looked at.
 */
export const customResourceDefinitionValidation: KindValidation = {
  create: (definition) => [...validateGenericObjectMeta(fieldsOf(definition, 'metadata'), false, dns1123SubdomainName), ...contentErrors(definition)],
  update: (next, old) => {
    const [spec, oldSpec] = [fieldsOf(next, 'spec'), fieldsOf(old, 'spec')];
    const names = (fields: Fields): Fields => fieldsOf(fields, 'names');
    return [
      ...validateGenericObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')), ...contentErrors(next),
      ...validateImmutable(spec['group'], oldSpec['group'], 'spec.group'),
      ...validateImmutable(names(spec)['plural'], names(oldSpec)['plural'], 'spec.names.plural'),
      ...validateImmutable(spec['scope'], oldSpec['scope'], 'spec.scope'),
      ...validateImmutable(names(spec)['kind'], names(oldSpec)['kind'], 'spec.names.kind'),
    ];
  },
};

function contentErrors(definition: Fields): FieldErrors {
  const spec = fieldsOf(definition, 'spec');
  const names = fieldsOf(spec, 'names');
  const [group, plural, name] = [textOf(spec, 'group'), textOf(names, 'plural'), textOf(fieldsOf(definition, 'metadata'), 'name')];
  const errors: FieldErrors = [];
  if (name !== `${plural}.${group}`) errors.push(invalid('metadata.name', name, 'must be spec.names.plural+"."+spec.group'));
  if (group === '') errors.push(required('spec.group'));
  else {
    errors.push(...invalidAll('spec.group', group, dns1123Subdomain(group)));
    if (!group.includes('.')) errors.push(invalid('spec.group', group, 'should be a domain with at least one dot'));
  }
  const scope = textOf(spec, 'scope');
  if (scope === '') errors.push(required('spec.scope'));
  else if (scope !== 'Cluster' && scope !== 'Namespaced') errors.push(notSupported('spec.scope', scope, ['Cluster', 'Namespaced']));
  return [...errors, ...versionErrors(spec), ...nameErrors(names)];
}

function nameErrors(names: Fields): FieldErrors {
  const errors: FieldErrors = [];
  for (const field of ['plural', 'singular'] as const) {
    const value = textOf(names, field);
    if (value === '') errors.push(...(field === 'plural' ? [required('spec.names.plural')] : []));
    else errors.push(...invalidAll(`spec.names.${field}`, value, dns1035Label(value)));
  }
  for (const field of ['kind', 'listKind'] as const) {
    const value = textOf(names, field);
    if (value === '') errors.push(required(`spec.names.${field}`));
    else for (const text of dns1035Label(value.toLowerCase())) errors.push(invalid(`spec.names.${field}`, value, `may have mixed case, but should otherwise match: ${text}`));
  }
  for (const field of ['shortNames', 'categories'] as const) {
    for (const [index, value] of textsOf(names, field).entries()) errors.push(...invalidAll(`spec.names.${field}[${index}]`, value, dns1035Label(value)));
  }
  if (textOf(names, 'kind') !== '' && textOf(names, 'kind') === textOf(names, 'listKind')) {
    errors.push(invalid('spec.names.listKind', textOf(names, 'listKind'), 'kind and listKind may not be the same'));
  }
  return errors;
}

function versionErrors(spec: Fields): FieldErrors {
  const versions = itemsOf(spec, 'versions');
  const errors: FieldErrors = [];
  const seen = new Set<string>();
  let repeated = false;
  for (const [index, version] of versions.entries()) {
    const path = `spec.versions[${index}]`;
    const name = textOf(version, 'name');
    repeated ||= seen.has(name);
    seen.add(name);
    errors.push(...invalidAll(`${path}.name`, name, dns1035Label(name)));
    const schema = optionalFields(fieldsOf(version, 'schema'), 'openAPIV3Schema');
    if (!schema) errors.push(required(`${path}.schema.openAPIV3Schema`, 'schemas are required'));
    else errors.push(...structuralErrors(schema, `${path}.schema.openAPIV3Schema`));
    errors.push(...scaleErrors(fieldsOf(version, 'subresources'), `${path}.subresources`));
  }
  if (repeated) errors.push(invalid('spec.versions', null, 'must contain unique version names'));
  const stored = versions.filter((version) => flagOf(version, 'storage')).length;
  if (stored !== 1) errors.push(invalid('spec.versions', null, 'must have exactly one version marked as storage version'));
  return errors;
}

function scaleErrors(subresources: Fields, path: string): FieldErrors {
  const scale = optionalFields(subresources, 'scale');
  if (!scale) return [];
  const errors: FieldErrors = [];
  for (const [field, root] of [['specReplicasPath', '.spec.'], ['statusReplicasPath', '.status.']] as const) {
    const value = textOf(scale, field);
    if (value === '') errors.push(required(`${path}.scale.${field}`));
    else if (!value.startsWith(root)) errors.push(invalid(`${path}.scale.${field}`, value, `should be a json path under ${root.slice(0, -1)}`));
  }
  const selector = textOf(scale, 'labelSelectorPath');
  if (isSet(scale, 'labelSelectorPath') && selector !== '' && !selector.startsWith('.spec.') && !selector.startsWith('.status.')) {
    errors.push(invalid(`${path}.scale.labelSelectorPath`, selector, 'should be a json path under either .status or .spec'));
  }
  return errors;
}

