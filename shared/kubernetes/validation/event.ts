import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, textOf } from '../fields.ts';
import { byteLength, dns1123Subdomain, labelKey } from '../names.ts';
import type { FieldErrors } from './field-errors.ts';
import { invalid, invalidAll, required } from './field-errors.ts';
import type { KindValidation } from './validate.ts';

const maxTextBytes = 128;
const maxMessageBytes = 1_024;

/**
 * An Event of the core group; its metadata is only held to what holds for every kind. Source: pkg/apis/core/validation/events.go, legacyValidateEvent.
 */
export const eventValidation: KindValidation = { create: validateEvent, update: (next) => validateEvent(next) };

function validateEvent(event: Fields): FieldErrors {
  const namespace = textOf(fieldsOf(event, 'metadata'), 'namespace');
  const about = textOf(fieldsOf(event, 'involvedObject'), 'namespace');
  const errors = isSet(event, 'eventTime') ? validateReport(event) : [];
  if (!isAt(namespace, about, isSet(event, 'eventTime'))) errors.unshift(invalid('involvedObject.namespace', about, 'does not match event.namespace'));
  return [...errors, ...invalidAll('namespace', namespace, dns1123Subdomain(namespace))];
}

/** Events are where the object is that they are about; those about objects without a namespace are in `default`. */
function isAt(namespace: string, about: string, hasTime: boolean): boolean {
  if (about === '') return ['default', hasTime ? 'kube-system' : ''].includes(namespace);
  return hasTime || namespace === about;
}

/** Events with a time of their own say who reports what. */
function validateReport(event: Fields): FieldErrors {
  const controller = textOf(event, 'reportingComponent');
  const errors = controller === '' ? [required('reportingController')] : [];
  errors.push(...invalidAll('reportingController', controller, labelKey(controller)));
  for (const field of ['reportingInstance', 'action', 'reason']) {
    const bytes = byteLength(textOf(event, field));
    if (bytes === 0) errors.push(required(field));
    if (bytes > maxTextBytes) errors.push(invalid(field, '', `can have at most ${maxTextBytes} characters`));
  }
  if (byteLength(textOf(event, 'message')) > maxMessageBytes) errors.push(invalid('message', '', `can have at most ${maxMessageBytes} characters`));
  return errors;
}
