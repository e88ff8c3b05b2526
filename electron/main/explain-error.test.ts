import { expect, test } from 'vitest';
import type { AppError } from '../../shared/ipc/errors.ts';
import { explainError } from './explain-error.ts';
import { speaker } from './words/words.ts';

const say = speaker(() => 'en');
const problem = { severity: 'error' as const, message: 'image is missing.', document: 2, line: 7, column: 5, hint: 'Add one.' };

test.each<[AppError, string]>([
  [
    { kind: 'BadFile', problems: [problem, { severity: 'error', message: 'No text.' }] },
    'document 2, line 7, column 5: image is missing. Add one.\nNo text.',
  ],
  [
    { kind: 'BadFile', problems: Array.from({ length: 7 }, () => ({ severity: 'error' as const, message: 'x' })) },
    'x\nx\nx\nx\nx\nand 2 more',
  ],
  [{ kind: 'Storage', reason: 'full', file: '/f', detail: 'ENOSPC' }, 'The disk is full.\nENOSPC'],
  [{ kind: 'NotFound', what: '/f' }, 'It is not there any more.\n/f'],
])('%j is explained', (error, expected) => {
  expect(explainError(error, say)).toBe(expected);
});
