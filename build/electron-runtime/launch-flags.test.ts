import { expect, test } from 'vitest';
import { launchFlags } from './launch-flags.ts';

test.each([
  ['an ordinary user', 1000, '', []],
  ['an ordinary user, CI switched off', 1000, 'false', []],
  ['an ordinary user in CI', 1000, 'true', ['--disable-gpu']],
  ['root', 0, '', ['--no-sandbox']],
  ['root in CI', 0, '1', ['--no-sandbox', '--disable-gpu']],
])('%s', (_who, userId, ci, flags) => {
  expect(launchFlags(userId, ci)).toEqual(flags);
});
