import { Maximize, Minus, Plus } from 'lucide-react';
import { IconButton } from '../../design/IconButton.tsx';
import { useText } from '../../i18n/use-text.ts';
import { canvas } from '../../store/canvas-port.ts';
import { useUi } from '../../store/ui.ts';

/** Zoom out, the zoom (a click gives 100 %), zoom in, fit. */
export function ZoomControl() {
  const { t } = useText();
  const zoom = useUi((state) => state.zoom);
  return (
    <div className="zoom-control" data-canvas-control role="group" aria-label={t('canvas:zoom.label')}>
      <IconButton
        side="top"
        label={t('commands:zoomOut')}
        shortcut="-"
        icon={<Minus size={15} aria-hidden />}
        onClick={() => canvas()?.zoomOut()}
      />
      <button type="button" className="zoom-value" title={t('commands:zoomActual')} onClick={() => canvas()?.zoomTo(1)}>
        {Math.round(zoom * 100)}%
      </button>
      <IconButton
        side="top"
        label={t('commands:zoomIn')}
        shortcut="+"
        icon={<Plus size={15} aria-hidden />}
        onClick={() => canvas()?.zoomIn()}
      />
      <span className="zoom-divider" />
      <IconButton
        side="top"
        label={t('commands:zoomFit')}
        shortcut="Shift 1"
        icon={<Maximize size={15} aria-hidden />}
        onClick={() => canvas()?.fit()}
      />
    </div>
  );
}
