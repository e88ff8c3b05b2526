import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, optionalFields, optionalText, textMapOf, textOf, textsOf } from '../fields.ts';
import { jsonEqual } from '../../json.ts';
import { toleratedIn, validateLabelSelector } from '../label-selector-validation.ts';
import { dns1123Label, dns1123Subdomain } from '../names.ts';
import { mustParseQuantity, quantitySign, quantityString } from '../quantity.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, invalid, invalidAll, notSupported, required } from './field-errors.ts';

export const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
export const volumeModes = ['Block', 'Filesystem'];

/** Errors of access modes, for claims and volumes alike. */
export function validateAccessModes(modes: readonly string[], path: string): FieldErrors {
  const errors: FieldErrors = [];
  for (const mode of modes) if (!accessModes.includes(mode)) errors.push(notSupported(path, mode, accessModes));
  const single = modes.includes('ReadWriteOncePod');
  const others = modes.some((mode) => mode !== 'ReadWriteOncePod' && accessModes.includes(mode));
  if (single && others) errors.push(forbidden(path, 'may not use ReadWriteOncePod with other access modes'));
  return errors;
}

/**
 * Source: ValidatePersistentVolumeClaimSpec.
 *
 * @param old the spec before an update: values of a selector, and groups of a source, that were wrong then stay allowed
 */
export function validateClaimSpec(spec: Fields, path: string, old?: Fields): FieldErrors {
  const errors: FieldErrors = [];
  const modes = textsOf(spec, 'accessModes');
  if (modes.length === 0) errors.push(required(`${path}.accessModes`, 'at least 1 access mode is required'));
  errors.push(...validateLabelSelector(optionalFields(spec, 'selector'), `${path}.selector`, toleratedIn(old ?? {}, 'selector')));
  errors.push(...validateAccessModes(modes, `${path}.accessModes`));
  errors.push(...validateStorageRequest(textMapOf(fieldsOf(spec, 'resources'), 'requests')['storage'], `${path}.resources[storage]`));
  for (const field of ['storageClassName', 'volumeAttributesClassName']) {
    const name = textOf(spec, field);
    if (name !== '') errors.push(...invalidAll(`${path}.${field}`, name, dns1123Subdomain(name)));
  }
  const mode = optionalText(spec, 'volumeMode');
  if (mode !== undefined && !volumeModes.includes(mode)) errors.push(notSupported(`${path}.volumeMode`, mode, volumeModes));
  const hadGroup = ['dataSource', 'dataSourceRef'].some((field) => isSet(fieldsOf(old, field), 'apiGroup'));
  for (const field of ['dataSource', 'dataSourceRef']) {
    const source = optionalFields(spec, field);
    if (source) errors.push(...validateDataSource(source, `${path}.${field}`, hadGroup));
  }
  errors.push(...validateSourcesAgree(spec, path));
  return errors;
}

function validateStorageRequest(text: string | undefined, path: string): FieldErrors {
  if (text === undefined) return [required(path)];
  const quantity = mustParseQuantity(text);
  return quantitySign(quantity) <= 0 ? [invalid(path, quantityString(quantity), 'must be greater than zero')] : [];
}

function validateDataSource(source: Fields, path: string, anyGroup: boolean): FieldErrors {
  const errors: FieldErrors = [];
  for (const field of ['name', 'kind']) if (textOf(source, field) === '') errors.push(required(`${path}.${field}`));
  const group = textOf(source, 'apiGroup');
  if (group === '' && textOf(source, 'kind') !== 'PersistentVolumeClaim') {
    errors.push(invalid(path, textOf(source, 'kind'), "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
  }
  if (group !== '' && !anyGroup) errors.push(...invalidAll(`${path}.apiGroup`, group, dns1123Subdomain(group)));
  const namespace = textOf(source, 'namespace');
  if (namespace !== '') errors.push(...invalidAll(`${path}.namespace`, namespace, dns1123Label(namespace)));
  return errors;
}

function validateSourcesAgree(spec: Fields, path: string): FieldErrors {
  const [source, reference] = [optionalFields(spec, 'dataSource'), optionalFields(spec, 'dataSourceRef')];
  if (!source || !reference) return [];
  if (textOf(reference, 'namespace') !== '') {
    return [invalid(path, `${path}.dataSource`, 'may not be specified when dataSourceRef.namespace is specified')];
  }
  const same = ['apiGroup', 'kind', 'name']
    .every((field) => jsonEqual(isSet(source, field) ? source[field] : undefined, isSet(reference, field) ? reference[field] : undefined));
  return same ? [] : [invalid(path, `${path}.dataSource`, 'must match dataSourceRef')];
}
