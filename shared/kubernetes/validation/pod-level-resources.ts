import type { Fields } from '../fields.ts';
import { fieldsOf, itemsOf, textMapOf } from '../fields.ts';
import { aggregateResources } from '../defaulting/pod-level-resources.ts';
import type { Quantity } from '../quantity.ts';
import { compareQuantities, mustParseQuantity, quantityString } from '../quantity.ts';
import type { FieldErrors } from './field-errors.ts';
import { invalid } from './field-errors.ts';
import { isHugePageResource } from './resource-names.ts';

/**
 * The pod as a whole must ask for at least what its containers ask for together, and no container may have a limit above the pod's.
 * Source: validatePodResourceConsistency.
 */
export function validatePodLevelConsistency(spec: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const resources = fieldsOf(spec, 'resources');
  const requests = textMapOf(resources, 'requests');
  const limits = textMapOf(resources, 'limits');
  // What the pod itself does not name is the containers' own affair.
  const tooLittle = (list: string, own: string | undefined, name: string, sum: Quantity): FieldErrors => (
    own === undefined || compareQuantities(sum, mustParseQuantity(own)) <= 0 ? [] : [
      invalid(`${path}.${list}[${name}]`, own, `must be greater than or equal to aggregate container ${list} of ${quantityString(sum)}`),
    ]);
  for (const [name, sum] of aggregateResources(spec, 'requests')) errors.push(...tooLittle('requests', requests[name], name, sum));
  // Limits may add up to more than the pod's, but for huge pages, which nobody shares.
  for (const [name, sum] of aggregateResources(spec, 'limits')) if (isHugePageResource(name)) errors.push(...tooLittle('limits', limits[name], name, sum));
  itemsOf(spec, 'containers').forEach((container, index) => {
    for (const [name, text] of Object.entries(textMapOf(fieldsOf(container, 'resources'), 'limits'))) {
      const limit = limits[name];
      if (limit === undefined || compareQuantities(mustParseQuantity(text), mustParseQuantity(limit)) <= 0) continue;
      errors.push(invalid(`${path}.containers[${index}][${name}].limits`, text, `must be less than or equal to pod limits of ${limit}`));
    }
  });
  return errors;
}
