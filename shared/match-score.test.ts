import { expect, test } from 'vitest';
import { matchScore } from './match-score.ts';

test('a start beats the start of a word, which beats any place; all words are needed', () => {
  const scores = ['Scale web', 'Interface scale', 'autoscaler'].map((text) => matchScore(text, 'scale'));
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  expect(new Set(scores).size).toBe(3);
  expect(matchScore('web-7d9f8c5b6-x2kqp Pod', 'pod x2k')).toBeGreaterThan(0);
  expect(matchScore('web-7d9f8c5b6-x2kqp Pod', 'pod api')).toBe(0);
  expect(matchScore('anything', '')).toBeGreaterThan(0);
});
