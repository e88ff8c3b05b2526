import { labelKey, labelValue } from './names.ts';
import type { CauseType, StatusCause } from './status.ts';
import type { LabelSelector, LabelSelectorRequirement } from './types/meta.ts';

/** Options of metav1 validation that some kinds set. */
export interface LabelSelectorValidationOptions {
  /** Old pods may carry affinity terms with invalid values; they stay acceptable on update. */
  allowInvalidLabelValueInSelector?: boolean;
}

/** What stays allowed in the selector under `key` because the object that is replaced has it. */
export function toleratedIn(old: Record<string, unknown>, key: string): LabelSelectorValidationOptions {
  return { allowInvalidLabelValueInSelector: validateLabelSelector(old[key] as LabelSelector | undefined, key).length > 0 };
}

/**
 * Field errors of a LabelSelector; `path` is its own path, e.g. `spec.selector`. Labels are checked in order of their keys (Go: any
 * order). Source: metav1 validation.ValidateLabelSelector.
 */
export function validateLabelSelector(
  selector: LabelSelector | null | undefined, path: string, options: LabelSelectorValidationOptions = {},
): StatusCause[] {
  if (selector === null || selector === undefined) return [];
  const causes = validateLabels(selector.matchLabels, `${path}.matchLabels`);
  (selector.matchExpressions ?? []).forEach((expression, index) => {
    causes.push(...validateRequirement(expression, `${path}.matchExpressions[${index}]`, options));
  });
  return causes;
}

/** Field errors of a label map; all of them name the map's own `path`. Source: metav1 validation.ValidateLabels. */
export function validateLabels(labels: Record<string, string> | undefined, path: string): StatusCause[] {
  const causes: StatusCause[] = [];
  for (const [key, value] of Object.entries(labels ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    for (const text of labelKey(key)) causes.push(invalid(path, key, text));
    for (const text of labelValue(value)) causes.push(invalid(path, value, text));
  }
  return causes;
}

function validateRequirement(
  requirement: LabelSelectorRequirement, path: string, options: LabelSelectorValidationOptions,
): StatusCause[] {
  const causes: StatusCause[] = [];
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) {
        causes.push(cause('FieldValueRequired', `${path}.values`, "Required value: must be specified when `operator` is 'In' or 'NotIn'"));
      }
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) {
        causes.push(cause(
          'FieldValueForbidden', `${path}.values`, "Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
        ));
      }
      break;
    default:
      causes.push(invalid(`${path}.operator`, requirement.operator ?? '', 'not a valid selector operator'));
  }
  for (const text of labelKey(requirement.key ?? '')) causes.push(invalid(`${path}.key`, requirement.key ?? '', text));
  if (!options.allowInvalidLabelValueInSelector) {
    values.forEach((value, index) => {
      for (const text of labelValue(value)) causes.push(invalid(`${path}.values[${index}]`, value, text));
    });
  }
  return causes;
}

function cause(reason: CauseType, field: string, message: string): StatusCause {
  return { reason, field, message };
}

function invalid(field: string, value: string, detail: string): StatusCause {
  return cause('FieldValueInvalid', field, `Invalid value: ${JSON.stringify(value)}: ${detail}`);
}
