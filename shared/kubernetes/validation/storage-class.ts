import type { Fields } from '../fields.ts';
import { fieldsOf, itemsOf, optionalText, textMapOf, textOf, textsOf } from '../fields.ts';
import { byteLength, labelKey } from '../names.ts';
import type { FieldErrors } from './field-errors.ts';
import { duplicate, invalid, invalidAll, notSupported, required, tooLong } from './field-errors.ts';
import { validateImmutable } from './immutable.ts';
import { dns1123SubdomainName, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import type { KindValidation } from './validate.ts';

const maxParameters = 512;
const maxParameterBytes = 256 * 1_024;

/** Source: pkg/apis/storage/validation ValidateStorageClass, ValidateStorageClassUpdate. */
export const storageClassValidation: KindValidation = {
  create: validateStorageClass,
  update: (next, old) => [
    ...validateStorageClass(next), ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')),
    ...[
      'parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode',
    ].flatMap((field) => validateImmutable(next[field], old[field], field)),
  ],
};

function validateStorageClass(storageClass: Fields): FieldErrors {
  const errors = validateObjectMeta(fieldsOf(storageClass, 'metadata'), false, dns1123SubdomainName);
  const provisioner = textOf(storageClass, 'provisioner');
  if (provisioner === '') errors.push(required('provisioner'));
  else errors.push(...invalidAll('provisioner', provisioner, labelKey(provisioner.toLowerCase())));
  errors.push(...validateParameters(textMapOf(storageClass, 'parameters')));
  const choices: [string, string[]][] = [
    ['reclaimPolicy', ['Delete', 'Retain']], ['volumeBindingMode', ['Immediate', 'WaitForFirstConsumer']],
  ];
  for (const [field, supported] of choices) {
    const value = optionalText(storageClass, field);
    if (value !== undefined && !supported.includes(value) && !(field === 'reclaimPolicy' && value === '')) {
      errors.push(notSupported(field, value, supported));
    }
  }
  errors.push(...validateAllowedTopologies(itemsOf(storageClass, 'allowedTopologies')));
  return errors;
}

/** What the driver gets. */
function validateParameters(parameters: Record<string, string>): FieldErrors {
  const entries = Object.entries(parameters);
  if (entries.length > maxParameters) return [tooLong('parameters', maxParameters)];
  const errors: FieldErrors = entries.some(([key]) => key === '') ? [invalid('parameters', '', 'field can not be empty.')] : [];
  const bytes = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  return bytes > maxParameterBytes ? [...errors, tooLong('parameters', maxParameterBytes)] : errors;
}

/**
 * No two terms may ask for the same. The API server compares each with as many empty ones too, so that an empty term is always said to be
 * there before.
 */
function validateAllowedTopologies(terms: readonly Fields[]): FieldErrors {
  const errors: FieldErrors = [];
  const asked = terms.map(() => '[]');
  terms.forEach((term, index) => {
    const valuesOf = (one: Fields) => [...new Set(textsOf(one, 'values'))].toSorted();
    const byKey = new Map(itemsOf(term, 'matchLabelExpressions').map((one) => [textOf(one, 'key'), valuesOf(one)]));
    const text = JSON.stringify([...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const repeated = duplicate(`allowedTopologies[${index}].matchLabelExpressions`, '');
    errors.push(...asked.filter((other) => other === text).map(() => repeated));
    asked.push(text);
    const keys = new Set<string>();
    itemsOf(term, 'matchLabelExpressions').forEach((requirement, position) => {
      const path = `allowedTopologies[${index}].matchLabelExpressions[${position}]`;
      const [key, values] = [textOf(requirement, 'key'), textsOf(requirement, 'values')];
      if (values.length === 0) errors.push(required(`${path}.values`));
      values.forEach((value, order) => {
        if (values.indexOf(value) < order) errors.push(duplicate(`${path}.values[${order}]`, value));
      });
      errors.push(...invalidAll(`${path}.key`, key, labelKey(key)));
      if (keys.has(key)) errors.push(duplicate(`${path}.key`, key));
      keys.add(key);
    });
  });
  return errors;
}
