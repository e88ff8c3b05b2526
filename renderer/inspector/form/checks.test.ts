import { describe, expect, it } from 'vitest';
import { numberOrPercent, objectName, port, portOrName, quantity, required, wholeNumber, type Check } from './checks.ts';

const accepts = (check: Check, text: string): boolean => check(text) === undefined;

describe('checks of the form', () => {
  it.each<[string, Check, string[], string[]]>([
    ['quantity', quantity, ['', '250m', '0.5', '64Mi', '1e3'], ['x', '64 Mi', '-1', '10MB']],
    ['port', port, ['', '1', '65535'], ['0', '65536', '80a', '1.5']],
    ['port or name', portOrName, ['80', 'http'], ['', '99999']],
    ['number or percent', numberOrPercent, ['', '0', '25%'], ['-1', '25 %', 'x']],
    ['replicas', wholeNumber(0), ['0', '5000'], ['three', '-1', '1.5', '99999999999']],
    ['required', required, ['a'], ['', '  ']],
    ['name', objectName, ['web', 'web-1'], ['', 'Web', 'web.1', '-a', 'a'.repeat(64)]],
  ])('%s', (_name, check, good, bad) => {
    for (const text of good) expect(accepts(check, text), text).toBe(true);
    for (const text of bad) expect(accepts(check, text), text).toBe(false);
  });
});
