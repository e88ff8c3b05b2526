import { describe, expect, test } from 'vitest';
import { stateFamilies } from '../../shared/view/states.ts';
import { contrastRatio, mix } from './contrast.ts';
import { colours, type ColourName, type Theme } from './colours.ts';
import { pixelOf } from './tokens.ts';

const themes: Theme[] = ['dark', 'light'];
const textPairs: [text: ColourName, ground: ColourName][] = [
  ['text-1', 'panel'], ['text-1', 'pod'], ['text-1', 'container'], ['text-1', 'canvas'], ['text-1', 'hover'], ['text-1', 'raised'], ['text-1', 'inset'],
  ['text-2', 'panel'], ['text-2', 'pod'], ['text-2', 'container'], ['text-2', 'machine'], ['text-2', 'canvas'], ['text-2', 'inset'],
  ['text-3', 'panel'], ['text-3', 'pod'], ['text-3', 'machine'], ['text-3', 'machine-head'], ['text-3', 'raised'], ['text-3', 'canvas'],
  ['accent', 'panel'], ['accent', 'canvas'], ['on-accent', 'accent-fill'],
];

describe.each(themes)('contrast in the %s theme', (theme) => {
  const of = (name: ColourName): string => colours[theme][name];

  test.each(textPairs)('%s on %s reads as text', (text, ground) => {
    expect(contrastRatio(of(text), of(ground))).toBeGreaterThanOrEqual(4.45);
  });

  test.each(stateFamilies)('%s marks are seen on machines and pods, words are read on their own tint', (family) => {
    const mark = of(family === 'attention' ? 'attention-mark' : family);
    for (const ground of ['machine', 'pod'] as const) {
      expect(contrastRatio(mark, of(ground))).toBeGreaterThanOrEqual(3);
      expect(contrastRatio(of(family), of(ground))).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrastRatio(of(family), mix(mark, of('pod'), 0.13))).toBeGreaterThanOrEqual(4);
  });
});

test('ratios and mixes are those of WCAG 2 and CSS', () => {
  expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrastRatio('#777777', '#ffffff')).toBeCloseTo(4.478, 2);
  expect(mix('#ffffff', '#000000', 0.5)).toBe('#808080');
  expect(pixelOf('#123456')).toBe(0xff563412);
});
