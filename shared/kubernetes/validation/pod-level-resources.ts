import type { Fields } from '../fields.ts';
import { fieldsOf, itemsOf, textMapOf } from '../fields.ts';
import { aggregateRequests } from '../defaulting/pod-level-resources.ts';
import { compareQuantities, mustParseQuantity, quantityString, zeroQuantity } from '../quantity.ts';
import type { FieldErrors } from './field-errors.ts';
import { invalid } from './field-errors.ts';

/**
 * The pod as a whole must ask for at least what its containers ask for together, and no container may have a limit above the pod's.
 * Source: validatePodResourceConsistency.
 */
export function validatePodLevelConsistency(spec: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const resources = fieldsOf(spec, 'resources');
  const requests = textMapOf(resources, 'requests');
  for (const [name, sum] of aggregateRequests(spec)) {
    const own = requests[name] === undefined ? zeroQuantity : mustParseQuantity(requests[name]);
    if (compareQuantities(sum, own) <= 0) continue;
    errors.push(
      invalid(
        `${path}.requests[${name}]`, quantityString(own),
        `must be greater than or equal to aggregate container requests of ${quantityString(sum)}`,
      ),
    );
  }
  const limits = textMapOf(resources, 'limits');
  itemsOf(spec, 'containers').forEach((container, index) => {
    for (const [name, text] of Object.entries(textMapOf(fieldsOf(container, 'resources'), 'limits'))) {
      const limit = limits[name];
      if (limit === undefined || compareQuantities(mustParseQuantity(text), mustParseQuantity(limit)) <= 0) continue;
      errors.push(invalid(`${path}.containers[${index}][${name}].limits`, text, `must be less than or equal to pod limits of ${limit}`));
    }
  });
  return errors;
}
