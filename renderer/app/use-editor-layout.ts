import { useMemo, useSyncExternalStore, type CSSProperties } from 'react';
import { clampPanel, panelLimits, type Panels } from '../store/panels.ts';
import { useUi } from '../store/ui.ts';

export interface EditorLayout {
  palette: 'full' | 'rail' | 'hidden';
  /** `over`: the canvas would not keep its least width beside it, in a small window at a large interface scale. */
  inspectorMode: 'beside' | 'over' | 'hidden';
  timeline: boolean;
  style: CSSProperties;
}

/** Room that the canvas keeps, whatever the panels want. */
const canvasMinimum = { width: 480, height: 320 };
const titleBarHeight = 44;

/** How the panels share a window of this size, in CSS px. Pure. */
export function editorLayout(window: { width: number; height: number }, panels: Panels): EditorLayout {
  const rail = window.width < panelLimits.palette.railBelow;
  const palette = panels.palette.visible ? rail ? 'rail' : 'full' : 'hidden';
  const paletteWidth = palette === 'full' ? clampPanel('palette', panels.palette.size) : palette === 'rail' ? panelLimits.palette.rail : 0;
  const over = window.width - paletteWidth - panelLimits.inspector.minimum < canvasMinimum.width;
  const inspectorMode = panels.inspector.visible ? over ? 'over' : 'beside' : 'hidden';
  const roomBeside = window.width - paletteWidth - (over ? 0 : canvasMinimum.width);
  const inspectorWidth = Math.min(clampPanel('inspector', panels.inspector.size), Math.max(panelLimits.inspector.minimum, roomBeside));
  const roomBelow = window.height - titleBarHeight - canvasMinimum.height;
  const timelineHeight = Math.max(panelLimits.timeline.minimum, Math.min(clampPanel('timeline', panels.timeline.size), roomBelow));
  const style = {
    '--palette-width': `${paletteWidth}px`,
    '--inspector-width': inspectorMode === 'hidden' ? '0px' : `${inspectorWidth}px`,
    '--timeline-height': panels.timeline.visible ? `${timelineHeight}px` : '0px',
  } as CSSProperties;
  return { palette, inspectorMode, timeline: panels.timeline.visible, style };
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}

const windowSize = (): string => `${window.innerWidth} ${window.innerHeight}`;

export function useEditorLayout(): EditorLayout {
  const panels = useUi((state) => state.panels);
  const size = useSyncExternalStore(subscribe, windowSize);
  return useMemo(() => {
    const [width, height] = size.split(' ').map(Number) as [number, number];
    return editorLayout({ width, height }, panels);
  }, [panels, size]);
}
