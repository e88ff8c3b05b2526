import type { Fields } from '../../fields.ts';
import { fieldsOf, isSet, itemsOf, textMapOf, textOf } from '../../fields.ts';
import { byteLength, labelKey } from '../../names.ts';
import type { FieldErrors } from '../field-errors.ts';
import { duplicate, invalid, invalidAll, notSupported, required, tooLong } from '../field-errors.ts';
import { validateNotNegative } from '../numbers.ts';
import { validateQuotaAmounts } from '../policy.ts';

/** Source: ValidateNamespaceStatusUpdate. The field's name begins with a capital letter there. */
export function validateNamespaceStatus(next: Fields): FieldErrors {
  const phase = textOf(fieldsOf(next, 'status'), 'phase');
  const isDeleted = isSet(fieldsOf(next, 'metadata'), 'deletionTimestamp');
  if (!isDeleted && phase !== 'Active') return [invalid('status.Phase', phase, "may only be 'Active' if `deletionTimestamp` is empty")];
  return isDeleted && phase !== 'Terminating'
    ? [invalid('status.Phase', phase, "may only be 'Terminating' if `deletionTimestamp` is not empty")] : [];
}

/** Source: ValidateResourceQuotaStatusUpdate. */
export function validateQuotaStatus(next: Fields): FieldErrors {
  const status = fieldsOf(next, 'status');
  return ['hard', 'used'].flatMap((list) => validateQuotaAmounts(textMapOf(status, list), `status.${list}`));
}

/** Source: pkg/apis/autoscaling/validation ValidateHorizontalPodAutoscalerStatusUpdate. */
export function validateAutoscalerStatus(next: Fields): FieldErrors {
  return validateNotNegative(fieldsOf(next, 'status'), 'status', 'currentReplicas', 'desiredReplicas');
}

/** Source: pkg/apis/policy/validation ValidatePodDisruptionBudgetStatusUpdate. */
export function validateBudgetStatus(next: Fields): FieldErrors {
  const status = fieldsOf(next, 'status');
  return [
    ...validateConditions(itemsOf(status, 'conditions'), 'status.conditions'),
    ...validateNotNegative(status, 'status', 'disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'),
  ];
}

const maxReasonBytes = 1_024;
const maxMessageBytes = 32_768;
const reasonPattern = /^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$/;

/** Conditions of the common type. Source: metav1 validation.ValidateConditions. */
function validateConditions(conditions: readonly Fields[], path: string): FieldErrors {
  const errors: FieldErrors = [];
  const types = new Set<string>();
  conditions.forEach((condition, index) => {
    const at = `${path}[${index}]`;
    const [type, status, reason] = [textOf(condition, 'type'), textOf(condition, 'status'), textOf(condition, 'reason')];
    if (types.has(type)) errors.push(duplicate(`${at}.type`, type));
    types.add(type);
    errors.push(...invalidAll(`${at}.type`, type, labelKey(type)));
    if (!['True', 'False', 'Unknown'].includes(status)) errors.push(notSupported(`${at}.status`, status, ['False', 'True', 'Unknown']));
    errors.push(...validateNotNegative(condition, at, 'observedGeneration'));
    if (!isSet(condition, 'lastTransitionTime')) errors.push(required(`${at}.lastTransitionTime`, 'must be set'));
    if (reason === '') errors.push(required(`${at}.reason`, 'must be set'));
    else {
      if (!reasonPattern.test(reason)) {
        errors.push(invalid(`${at}.reason`, reason, 'a condition reason must start with alphabetic character, optionally followed by a string of '
          + "alphanumeric characters or '_,:', and must end with an alphanumeric character or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',  or "
          + `'ReasonA,ReasonB',  or 'ReasonA:ReasonB', regex used for validation is '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?')`));
      }
      if (byteLength(reason) > maxReasonBytes) errors.push(tooLong(`${at}.reason`, maxReasonBytes));
    }
    if (byteLength(textOf(condition, 'message')) > maxMessageBytes) errors.push(tooLong(`${at}.message`, maxMessageBytes));
  });
  return errors;
}
