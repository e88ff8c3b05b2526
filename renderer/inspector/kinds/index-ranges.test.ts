import { expect, test } from 'vitest';
import { indexesOf } from './index-ranges.ts';

test.each([
  [undefined, []], ['', []], ['3', [3]], ['1,3-5', [1, 3, 4, 5]], ['0-99', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
])('%s', (text, indexes) => {
  expect([...indexesOf(text, 10)]).toEqual(indexes);
});
