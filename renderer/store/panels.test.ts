import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clampPanel, panelLimits, panelsFromPreferences, panelsToPreferences, type PanelName } from './panels.ts';

const names = Object.keys(panelLimits) as PanelName[];

test('panels survive being kept and read back', () => {
  fc.assert(fc.property(fc.record({ size: fc.integer({ min: -50, max: 2_000 }), visible: fc.boolean() }), fc.constantFrom(...names), (panel, name) => {
    const panels = { ...panelsFromPreferences({}), [name]: { size: clampPanel(name, panel.size), visible: panel.visible } };
    expect(panelsFromPreferences(panelsToPreferences(panels))).toEqual(panels);
  }));
});

test('each design has its own panels; a new one takes those used last', () => {
  const wide = { ...panelsFromPreferences({}), inspector: { size: 480, visible: true } };
  const closed = { ...panelsFromPreferences({}), inspector: { size: 316, visible: false } };
  const stored = panelsToPreferences(closed, panelsToPreferences(wide, {}, 'a'), 'b');
  expect(panelsFromPreferences(stored, 'a')).toEqual(wide);
  expect(panelsFromPreferences(stored, 'b')).toEqual(closed);
  expect(panelsFromPreferences(stored, 'new')).toEqual(closed);
});

test('odd preferences take defaults', () => {
  const panels = panelsFromPreferences({ 'palette.size': 'wide', 'inspector.size': 99_999, 'timeline.visible': 3, 'palette.visible': false });
  expect(panels).toEqual({ palette: { size: 196, visible: false }, inspector: { size: 720, visible: true }, timeline: { size: 196, visible: true } });
});
