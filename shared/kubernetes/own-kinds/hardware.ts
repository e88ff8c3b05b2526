import { isMachineType, machineTypes } from '../../topology/machine-types.ts';
import type { Fields } from '../fields.ts';
import { itemsOf, optionalNumber, textMapOf, textOf } from '../fields.ts';
import { validateLabels } from '../label-selector-validation.ts';
import { mustParseQuantity, quantitySign } from '../quantity.ts';
import { inclusiveRangeError } from '../names.ts';
import type { FieldErrors } from '../validation/field-errors.ts';
import { invalid, notSupported, required } from '../validation/field-errors.ts';
import { validateResourceQuantity } from '../validation/resources.ts';
import { validateTaints } from '../validation/tolerations.ts';

const maxBootSeconds = 86_400;

/** Errors of what one machine is and what machines of a group are alike. Nodes get the labels and taints, so their rules are those of nodes. */
export function validateHardware(spec: Fields): FieldErrors {
  const errors: FieldErrors = [];
  const type = textOf(spec, 'type');
  if (type === '') errors.push(required('spec.type'));
  const capacity = textMapOf(spec, 'capacity');
  // A type of one's own says what it has.
  if (type && !isMachineType(type) && !(capacity['cpu'] && capacity['memory'])) {
    errors.push(notSupported('spec.type', type, machineTypes.map(({ name }) => name)));
  }
  for (const [name, text] of Object.entries(capacity)) {
    const path = `spec.capacity[${name}]`;
    const quantity = mustParseQuantity(text);
    errors.push(...validateResourceQuantity(name, quantity, path));
    if (quantitySign(quantity) === 0 && name !== 'ephemeral-storage') errors.push(invalid(path, text, 'must be greater than zero'));
  }
  errors.push(...validateLabels(textMapOf(spec, 'labels'), 'spec.labels'), ...validateTaints(itemsOf(spec, 'taints'), 'spec.taints'));
  const boot = optionalNumber(spec, 'bootSeconds');
  if (boot !== undefined && (boot < 0 || boot > maxBootSeconds)) errors.push(invalid('spec.bootSeconds', boot, inclusiveRangeError(0, maxBootSeconds)));
  return errors;
}
