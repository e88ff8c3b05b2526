import { jsonEqual } from '../../json.ts';
import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, numberOf, optionalFields, textOf } from '../fields.ts';
import { byteLength, dns1123Subdomain, labelKey } from '../names.ts';
import type { FieldErrors } from './field-errors.ts';
import { invalid, invalidAll, required } from './field-errors.ts';
import { validateImmutable } from './immutable.ts';
import { dns1123SubdomainName, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import type { KindValidation } from './validate.ts';

const maxTextBytes = 128;
const maxMessageBytes = 1_024;

/**
 * An Event that comes through the core group is only held to what holds for Events of both kinds, old and new; its metadata to what holds for every
 * kind. One that comes through `events.k8s.io/v1` is a new one, and cannot change but for its series.
 * Source: pkg/apis/core/validation/events.go, ValidateEventCreate, ValidateEventUpdate.
 */
export const eventValidation: KindValidation = {
  create: (event, version) => [...validateEvent(event), ...(version === 'v1' ? [] : validateNewEvent(event))],
  update: (next, old, version) => [...validateEvent(next), ...(version === 'v1' ? [] : validateNewEventUpdate(next, old))],
};

function validateEvent(event: Fields): FieldErrors {
  const namespace = textOf(fieldsOf(event, 'metadata'), 'namespace');
  const about = textOf(fieldsOf(event, 'involvedObject'), 'namespace');
  const errors = isSet(event, 'eventTime') ? validateReport(event) : [];
  if (!isAt(namespace, about, isSet(event, 'eventTime'))) errors.unshift(invalid('involvedObject.namespace', about, 'does not match event.namespace'));
  return [...errors, ...invalidAll('namespace', namespace, dns1123Subdomain(namespace))];
}

/** What only old Events say. */
const unset: readonly string[] = ['firstTimestamp', 'lastTimestamp', 'count'];

function validateNewEvent(event: Fields): FieldErrors {
  const errors = [...validateObjectMeta(fieldsOf(event, 'metadata'), true, dns1123SubdomainName), ...validateSeries(event)];
  if (!isSet(event, 'eventTime')) errors.push(required('eventTime'));
  const type = textOf(event, 'type');
  if (type !== 'Normal' && type !== 'Warning') errors.push(invalid('type', '', `has invalid value: ${type}`));
  for (const field of unset) if (isSet(event, field)) errors.push(invalid(field, '', 'needs to be unset'));
  const source = fieldsOf(event, 'source');
  if (textOf(source, 'component') !== '' || textOf(source, 'host') !== '') errors.push(invalid('source', '', 'needs to be unset'));
  return errors;
}

function validateSeries(event: Fields): FieldErrors {
  const series = optionalFields(event, 'series');
  if (!series) return [];
  return [
    ...(numberOf(series, 'count') < 2 ? [invalid('series.count', '', 'should be at least 2')] : []),
    ...(isSet(series, 'lastObservedTime') ? [] : [required('series.lastObservedTime')]),
  ];
}

/** In the order of the source, which looks at the reason twice. */
const fixed: readonly string[] = [
  'involvedObject', 'reason', 'message', 'source', 'firstTimestamp', 'lastTimestamp', 'count', 'reason', 'type', 'eventTime', 'action', 'related',
];

function validateNewEventUpdate(next: Fields, old: Fields): FieldErrors {
  return [
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')),
    ...(jsonEqual(next['series'], old['series']) ? [] : validateSeries(next)),
    ...fixed.flatMap((field) => validateImmutable(next[field], old[field], field)),
    ...validateImmutable(next['reportingComponent'], old['reportingComponent'], 'reportingController'),
    ...validateImmutable(next['reportingInstance'], old['reportingInstance'], 'reportingInstance'),
  ];
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
