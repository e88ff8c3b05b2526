import type { KeyboardEvent, PointerEvent } from 'react';
import { useText } from '../i18n/use-text.ts';
import { clampPanel, panelLimits, type PanelName } from '../store/panels.ts';
import { ui, useUi } from '../store/ui.ts';
import './panel-resizer.css';

interface PanelResizerProps {
  panel: PanelName;
  /** Which edge of the panel it stands on. */
  edge: 'left' | 'right' | 'top';
}

const keyStep = 16;

/** The handle on a panel's edge: drag, arrow keys, or double click for the default size. */
export function PanelResizer({ panel, edge }: PanelResizerProps) {
  const { t } = useText();
  const size = useUi((state) => state.panels[panel].size);
  const vertical = edge !== 'top';
  const outward = edge === 'right' ? 1 : -1;
  const resize = (next: number): void => ui.setPanel(panel, { size: clampPanel(panel, next) });

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const start = vertical ? event.clientX : event.clientY;
    // What is on screen may be smaller than the remembered size; go on from what is seen.
    const box = (handle.parentElement as HTMLElement).getBoundingClientRect();
    const from = vertical ? box.width : box.height;
    const move = (moved: globalThis.PointerEvent): void => resize(from + ((vertical ? moved.clientX : moved.clientY) - start) * outward);
    const end = (): void => {
      handle.removeEventListener('pointermove', move);
      handle.removeEventListener('pointerup', end);
      handle.removeEventListener('pointercancel', end);
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', end);
    handle.addEventListener('pointercancel', end);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const towards = { ArrowRight: vertical ? 1 : 0, ArrowLeft: vertical ? -1 : 0, ArrowDown: vertical ? 0 : 1, ArrowUp: vertical ? 0 : -1 }[event.key] ?? 0;
    if (towards === 0) return;
    event.preventDefault();
    resize(size + towards * outward * keyStep);
  };

  const { minimum, maximum } = panelLimits[panel];
  return (
    <div className="panel-resizer" data-edge={edge} role="separator" tabIndex={0} aria-label={t(`shell:resize.${panel}`)} aria-orientation={vertical ? 'vertical' : 'horizontal'}
      aria-valuenow={size} aria-valuemin={minimum} aria-valuemax={maximum}
      onPointerDown={onPointerDown} onKeyDown={onKeyDown} onDoubleClick={() => resize(panelLimits[panel].size)} />
  );
}
