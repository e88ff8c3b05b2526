import type { Result } from '../../result.ts';

type Parsed<Value> = Result<Value, string>;

/** First and last index of `3` or `3-5`, both below `completions`. Source: pkg/apis/batch/validation parseIndexInterval. */
function parseInterval(text: string, completions: number): Parsed<[number, number]> {
  const limits = text.split('-');
  if (limits.length > 2) {
    const why = `the fragment ${JSON.stringify(text)} violates the requirement that an index interval can have at most two parts separated by '-'`;
    return { ok: false, error: why };
  }
  const numbers: number[] = [];
  for (const limit of limits) {
    if (!/^\+?\d+$/.test(limit)) return { ok: false, error: `cannot convert string to integer for index: ${JSON.stringify(limit)}` };
    if (Number(limit) >= completions) return { ok: false, error: `too large index: ${JSON.stringify(limit)}` };
    numbers.push(Number(limit));
  }
  const [first = 0, last = first] = numbers;
  if (limits.length === 2 && first >= last) return { ok: false, error: notIncreasing(first, last) };
  return { ok: true, value: [first, last] };
}

function notIncreasing(previous: number, current: number): string {
  return `non-increasing order, previous: ${previous}, current: ${current}`;
}

/** How many indexes `1,3-5,7` has: intervals in order, within the completions. Source: validateIndexesFormat. */
export function countIndexes(text: string, completions: number): Parsed<number> {
  if (text === '') return { ok: true, value: 0 };
  let previous: number | undefined;
  let count = 0;
  for (const part of text.split(',')) {
    const interval = parseInterval(part, completions);
    if (!interval.ok) return interval;
    const [first, last] = interval.value;
    if (previous !== undefined && previous >= first) return { ok: false, error: notIncreasing(previous, first) };
    count += last - first + 1;
    previous = last;
  }
  return { ok: true, value: count };
}

/** The first index in both lists, each in order; what cannot be read is left out. Source: validateFailedIndexesNotOverlapCompleted. */
export function sharedIndex(one: string, other: string, completions: number): number | undefined {
  const [left, right] = [one, other].map((text) => text.split(',').flatMap((part) => {
    const interval = parseInterval(part, completions);
    return interval.ok ? [interval.value] : [];
  }));
  for (let [a, b] = [0, 0]; ;) {
    const [first, second] = [left?.[a], right?.[b]];
    if (!first || !second) return undefined;
    if (first[0] <= second[1] && second[0] <= first[1]) return Math.max(first[0], second[0]);
    if (first[0] <= second[0]) a += 1;
    else b += 1;
  }
}
