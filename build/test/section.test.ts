import { expect, test } from 'vitest';
import { add, parseSummaryLine, summaryLine, withExitCode } from './section.ts';

test.each([
  [{ passed: 3, failed: 0, skipped: 0 }, '3 passed, 0 failed'],
  [{ passed: 3, failed: 1, skipped: 2 }, '3 passed, 1 failed, 2 skipped'],
])('a count of %j is written and read as %s', (count, line) => {
  expect(summaryLine(count)).toBe(line);
  expect(parseSummaryLine(`some output\n${line}\n`)).toEqual(count);
});

test('only the last line counts, and only when it is a summary', () => {
  expect(parseSummaryLine('1 passed, 0 failed\ncrashed')).toBeUndefined();
  expect(parseSummaryLine('not 1 passed, 0 failed')).toBeUndefined();
  expect(parseSummaryLine('')).toBeUndefined();
});

test('a crash without a failed check is a failure', () => {
  expect(withExitCode({ passed: 5, failed: 0, skipped: 0 }, 139)).toEqual({ passed: 5, failed: 1, skipped: 0 });
  expect(withExitCode({ passed: 5, failed: 2, skipped: 0 }, 1)).toEqual({ passed: 5, failed: 2, skipped: 0 });
  const sum = add({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 });
  expect(sum).toEqual({ passed: 11, failed: 22, skipped: 33 });
});
