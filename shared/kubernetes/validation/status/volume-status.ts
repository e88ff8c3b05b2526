import type { Fields } from '../../fields.ts';
import { fieldsOf, textMapOf, textsOf } from '../../fields.ts';
import { labelKey } from '../../names.ts';
import { mustParseQuantity, quantitySign, quantityString } from '../../quantity.ts';
import type { FieldErrors } from '../field-errors.ts';
import { invalid, invalidAll, notSupported, required } from '../field-errors.ts';
import { isNativeResource } from '../resource-names.ts';

const resizeStates = [
  'ControllerResizeInProgress', 'ControllerResizeInfeasible', 'NodeResizeInProgress', 'NodeResizeInfeasible', 'NodeResizePending',
].toSorted();

/** Source: ValidatePersistentVolumeClaimStatusUpdate. */
export function validateClaimStatus(next: Fields): FieldErrors {
  const status = fieldsOf(next, 'status');
  const errors = textsOf(fieldsOf(next, 'spec'), 'accessModes').length === 0 ? [required('Spec.accessModes')] : [];
  errors.push(...amounts(textMapOf(status, 'capacity'), 'status.capacity'));
  for (const [name, state] of Object.entries(textMapOf(status, 'allocatedResourceStatuses'))) {
    errors.push(...validateResourceKey(name, 'status.allocatedResourceStatuses'));
    if (!resizeStates.includes(state)) errors.push(notSupported('status.allocatedResourceStatuses', name, resizeStates));
  }
  const allocated = textMapOf(status, 'allocatedResources');
  for (const name of Object.keys(allocated)) {
    const faults = validateResourceKey(name, 'status.allocatedResources');
    errors.push(...(faults.length > 0 ? faults : amounts({ [name]: allocated[name] ?? '0' }, 'status.allocatedResources')));
  }
  return errors;
}

function amounts(list: Record<string, string>, path: string): FieldErrors {
  return Object.entries(list).flatMap(([name, text]) => {
    const quantity = mustParseQuantity(text);
    return quantitySign(quantity) < 0 ? [invalid(`${path}[${name}]`, quantityString(quantity), 'must be a valid resource quantity')] : [];
  });
}

/** Of Kubernetes' own resources a claim has storage only. Source: validatePersistentVolumeClaimResourceKey. */
function validateResourceKey(name: string, path: string): FieldErrors {
  const errors = invalidAll(path, name, labelKey(name));
  return errors.length === 0 && isNativeResource(name) && name !== 'storage' ? [notSupported(path, name, ['storage'])] : errors;
}
