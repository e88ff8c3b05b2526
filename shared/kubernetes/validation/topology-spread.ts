import type { Fields } from '../fields.ts';
import { numberOf, optionalFields, optionalNumber, optionalText, textOf } from '../fields.ts';
import { validateLabelSelector } from '../label-selector-validation.ts';
import { validateKeysNotSelected, validateLabelKeys } from './affinity.ts';
import type { FieldErrors } from './field-errors.ts';
import { duplicate, invalid, notSupported, required } from './field-errors.ts';

const actions = ['DoNotSchedule', 'ScheduleAnyway'];
const inclusionPolicies = ['Honor', 'Ignore'];

/** Source: validateTopologySpreadConstraints. */
export function validateTopologySpreadConstraints(constraints: readonly Fields[], path: string): FieldErrors {
  return constraints.flatMap((constraint, index) => {
    const at = `${path}[${index}]`;
    const errors: FieldErrors = [];
    const maxSkew = numberOf(constraint, 'maxSkew');
    const topologyKey = textOf(constraint, 'topologyKey');
    const action = textOf(constraint, 'whenUnsatisfiable');
    if (maxSkew <= 0) errors.push(invalid(`${at}.maxSkew`, maxSkew, 'must be greater than zero'));
    if (topologyKey === '') errors.push(required(`${at}.topologyKey`, 'can not be empty'));
    if (!actions.includes(action)) errors.push(notSupported(`${at}.whenUnsatisfiable`, action, actions));
    const repeated = constraints.slice(index + 1)
      .some((other) => textOf(other, 'topologyKey') === topologyKey && textOf(other, 'whenUnsatisfiable') === action);
    if (repeated) errors.push(duplicate(`${at}.{topologyKey, whenUnsatisfiable}`, `{${topologyKey}, ${action}}`));
    errors.push(...validateMinDomains(optionalNumber(constraint, 'minDomains'), action, `${at}.minDomains`));
    for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy']) {
      const policy = optionalText(constraint, field);
      if (policy !== undefined && !inclusionPolicies.includes(policy)) {
        errors.push(notSupported(`${at}.${field}`, policy, inclusionPolicies));
      }
    }
    errors.push(...validateLabelKeys(constraint, 'matchLabelKeys', at), ...validateKeysNotSelected(constraint, `${at}.matchLabelKeys`));
    errors.push(...validateLabelSelector(optionalFields(constraint, 'labelSelector'), `${at}.labelSelector`));
    return errors;
  });
}

function validateMinDomains(minDomains: number | undefined, action: string, path: string): FieldErrors {
  if (minDomains === undefined) return [];
  const errors: FieldErrors = [];
  if (minDomains <= 0) errors.push(invalid(path, minDomains, 'must be greater than zero'));
  if (action !== 'DoNotSchedule') {
    errors.push(invalid(path, minDomains, `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`));
  }
  return errors;
}
