import type { Fields } from '../fields.ts';
import { fieldsOf, flagOf, isSet, optionalFields, textOf, textsOf } from '../fields.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, invalid, notSupported, required } from './field-errors.ts';

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/**
 * Whether a schema is structural: every place says its type, and nothing forbids or allows fields by the back door.
 * Source: apiextensions-apiserver, pkg/apiserver/schema/validation.go, pkg/apis/apiextensions/validation.
 */
export function structuralErrors(schema: Fields, path: string): FieldErrors {
  const type = textOf(schema, 'type');
  const errors: FieldErrors = [];
  if (type !== '' && type !== 'object') errors.push(invalid(`${path}.type`, type, 'must be object at the root'));
  return [...errors, ...placeErrors(schema, path)];
}

function placeErrors(schema: Fields, path: string): FieldErrors {
  const type = textOf(schema, 'type');
  const errors: FieldErrors = [];
  const isIntOrString = flagOf(schema, 'x-kubernetes-int-or-string');
  const keepsUnknown = flagOf(schema, 'x-kubernetes-preserve-unknown-fields');
  if (type === '') {
    if (!isIntOrString && !keepsUnknown) errors.push(required(`${path}.type`, 'must not be empty for specified object fields'));
  } else if (isIntOrString) errors.push(forbidden(`${path}.type`, 'must be empty if x-kubernetes-int-or-string is true'));
  else if (!types.includes(type)) errors.push(notSupported(`${path}.type`, type, types));
  if (isSet(schema, 'properties') && isSet(schema, 'additionalProperties')) {
    errors.push(forbidden(`${path}.additionalProperties`, 'additionalProperties and properties are mutual exclusive'));
  }
  if (schema['additionalProperties'] === false) errors.push(forbidden(`${path}.additionalProperties`, 'additionalProperties cannot be set to false'));
  if (flagOf(schema, 'uniqueItems')) errors.push(forbidden(`${path}.uniqueItems`, 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic'));
  if (isSet(schema, '$ref')) errors.push(forbidden(`${path}.$ref`, '$ref is not supported'));
  errors.push(...listTypeErrors(schema, path));
  for (const [name, property] of Object.entries(fieldsOf(schema, 'properties'))) {
    errors.push(...placeErrors((property ?? {}) as Fields, `${path}.properties[${name}]`));
  }
  const rest = optionalFields(schema, 'additionalProperties');
  if (rest) errors.push(...placeErrors(rest, `${path}.additionalProperties`));
  const items = optionalFields(schema, 'items');
  if (items) errors.push(...placeErrors(items, `${path}.items`));
  else if (type === 'array') errors.push(required(`${path}.items`, 'must be specified'));
  return errors;
}

function listTypeErrors(schema: Fields, path: string): FieldErrors {
  const listType = textOf(schema, 'x-kubernetes-list-type');
  const mapType = textOf(schema, 'x-kubernetes-map-type');
  const keys = textsOf(schema, 'x-kubernetes-list-map-keys');
  const errors: FieldErrors = [];
  if (listType !== '' && textOf(schema, 'type') !== 'array') errors.push(invalid(`${path}.type`, textOf(schema, 'type'), 'must be array if x-kubernetes-list-type is specified'));
  if (listType !== '' && !['atomic', 'set', 'map'].includes(listType)) errors.push(notSupported(`${path}.x-kubernetes-list-type`, listType, ['atomic', 'map', 'set']));
  if (mapType !== '' && !['atomic', 'granular'].includes(mapType)) errors.push(notSupported(`${path}.x-kubernetes-map-type`, mapType, ['atomic', 'granular']));
  if (keys.length > 0 && listType !== 'map') errors.push(invalid(`${path}.x-kubernetes-list-type`, listType, 'must be map if x-kubernetes-list-map-keys is non-empty'));
  if (listType === 'map') {
    if (keys.length === 0) errors.push(required(`${path}.x-kubernetes-list-map-keys`, 'must not be empty if x-kubernetes-list-type is map'));
    const items = fieldsOf(schema, 'items');
    const properties = fieldsOf(items, 'properties');
    for (const [index, key] of keys.entries()) {
      const property = optionalFields(properties, key);
      if (!property) errors.push(invalid(`${path}.x-kubernetes-list-map-keys[${index}]`, key, 'entries must all be names of item properties'));
      else if (!textsOf(items, 'required').includes(key) && !isSet(property, 'default')) {
        errors.push(required(`${path}.items.properties[${key}].default`, 'this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property'));
      }
    }
  }
  return errors;
}
