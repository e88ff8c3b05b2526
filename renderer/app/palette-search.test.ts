import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markMatches, matchScore } from './palette-search.ts';

test('a start beats the start of a word, which beats any place; all words are needed', () => {
  const scores = ['Scale web', 'Interface scale', 'autoscaler'].map((text) => matchScore(text, 'scale'));
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  expect(new Set(scores).size).toBe(3);
  expect(matchScore('web-7d9f8c5b6-x2kqp Pod', 'pod x2k')).toBeGreaterThan(0);
  expect(matchScore('web-7d9f8c5b6-x2kqp Pod', 'pod api')).toBe(0);
  expect(matchScore('anything', '')).toBeGreaterThan(0);
});

test('marking keeps the text and marks what was asked for', () => {
  expect(markMatches('Interface scale', 'sca')).toEqual([{ text: 'Interface ', matched: false }, { text: 'sca', matched: true }, { text: 'le', matched: false }]);
  fc.assert(fc.property(fc.string(), fc.string(), (text, query) => {
    expect(markMatches(text, query).map((piece) => piece.text).join('')).toBe(text);
  }));
});
