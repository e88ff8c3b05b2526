import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeHex } from './hex-codes.ts';

it('writes the first digits of a number as toString does', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), fc.integer({ min: 1, max: 8 }), (word, count) => {
    const codes: number[] = [];
    writeHex(codes, 0, count, word);
    expect(String.fromCharCode(...codes)).toBe(word.toString(16).padStart(8, '0').slice(0, count));
  }));
});
