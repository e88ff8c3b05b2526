import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultPanels, type Panels } from '../store/panels.ts';
import { editorLayout } from './use-editor-layout.ts';

const px = (layout: ReturnType<typeof editorLayout>, name: string): number => Number.parseFloat((layout.style as Record<string, string>)[name] ?? '');
const panel = fc.record({ size: fc.integer({ min: 0, max: 2_000 }), visible: fc.boolean() });

test('the canvas keeps its least size in every allowed window, whatever the panels want', () => {
  const panels: fc.Arbitrary<Panels> = fc.record({ palette: panel, inspector: panel, timeline: panel });
  fc.assert(fc.property(fc.integer({ min: 683, max: 4_000 }), fc.integer({ min: 640, max: 2_200 }), panels, (width, height, wanted) => {
    const layout = editorLayout({ width, height }, wanted);
    const beside = layout.inspectorMode === 'beside' ? px(layout, '--inspector-width') : 0;
    expect(width - px(layout, '--palette-width') - beside).toBeGreaterThanOrEqual(480);
    expect(height - 44 - px(layout, '--timeline-height')).toBeGreaterThanOrEqual(320 - 40);
  }));
});

test('below 1360 the palette is a rail; the inspector lies over the canvas only where both have no room', () => {
  expect(editorLayout({ width: 1_440, height: 900 }, defaultPanels)).toMatchObject({ palette: 'full', inspectorMode: 'beside' });
  expect(editorLayout({ width: 1_280, height: 720 }, defaultPanels)).toMatchObject({ palette: 'rail', inspectorMode: 'beside' });
  expect(editorLayout({ width: 1_024, height: 640 }, defaultPanels)).toMatchObject({ palette: 'rail', inspectorMode: 'beside' });
  expect(editorLayout({ width: 683, height: 480 }, defaultPanels)).toMatchObject({ palette: 'rail', inspectorMode: 'over' });
});
