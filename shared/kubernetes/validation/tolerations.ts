import type { Fields } from '../fields.ts';
import { isSet, textOf } from '../fields.ts';
import { labelKey, labelValue } from '../names.ts';
import type { FieldErrors } from './field-errors.ts';
import { duplicate, invalid, invalidAll, notSupported, required } from './field-errors.ts';

const taintEffects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Source: ValidateTolerations. Bad values are reported at `operator`, as the API server does. */
export function validateTolerations(tolerations: readonly Fields[], path: string): FieldErrors {
  const errors: FieldErrors = [];
  tolerations.forEach((toleration, index) => {
    const at = `${path}[${index}]`;
    const key = textOf(toleration, 'key');
    const operator = textOf(toleration, 'operator');
    const effect = textOf(toleration, 'effect');
    if (key !== '') errors.push(...invalidAll(`${at}.key`, key, labelKey(key)));
    else if (operator !== 'Exists') {
      errors.push(
        invalid(`${at}.operator`, operator, 'operator must be Exists when `key` is empty, which means "match all values and all keys"'),
      );
    }
    if (isSet(toleration, 'tolerationSeconds') && effect !== 'NoExecute') {
      errors.push(invalid(`${at}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
    }
    errors.push(...validateOperator(operator, textOf(toleration, 'value'), at));
    if (effect !== '' && !taintEffects.includes(effect)) errors.push(notSupported(`${at}.effect`, effect, taintEffects));
  });
  return errors;
}

function validateOperator(operator: string, value: string, path: string): FieldErrors {
  switch (operator) {
    case '':
    case 'Equal': {
      const texts = labelValue(value);
      return texts.length === 0 ? [] : [invalid(`${path}.operator`, value, texts.join(';'))];
    }
    case 'Exists':
      return value === '' ? [] : [invalid(`${path}.operator`, value, "value must be empty when `operator` is 'Exists'")];
    // The comparison operators of v1.36 are an alpha feature, which is off by default.
    case 'Lt':
    case 'Gt':
      return [notSupported(`${path}.operator`, operator, ['Equal', 'Exists', 'Lt', 'Gt'])];
    default:
      return [notSupported(`${path}.operator`, operator, ['Equal', 'Exists'])];
  }
}

/** Taints of a node, whose errors the API server reports below `metadata`. Source: validateNodeTaints. */
export function validateTaints(taints: readonly Fields[], path: string): FieldErrors {
  const errors: FieldErrors = [];
  const seen = new Set<string>();
  taints.forEach((taint, index) => {
    const at = `${path}[${index}]`;
    const { key, value, effect } = { key: textOf(taint, 'key'), value: textOf(taint, 'value'), effect: textOf(taint, 'effect') };
    errors.push(...invalidAll(`${at}.key`, key, labelKey(key)));
    const texts = labelValue(value);
    if (texts.length > 0) errors.push(invalid(`${at}.value`, value, texts.join(';')));
    if (effect === '') errors.push(required(`${at}.effect`));
    else if (!taintEffects.includes(effect)) errors.push(notSupported(`${at}.effect`, effect, taintEffects));
    const identity = `${key}/${effect}`;
    if (effect !== '' && seen.has(identity)) {
      const error = duplicate(at, taint);
      errors.push({ ...error, message: `${error.message}: taints must be unique by key and effect pair` });
    }
    seen.add(identity);
  });
  return errors;
}
