import { Boxes } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import { useUi } from '../../store/ui.ts';
import { view } from '../canvas-model.ts';
import { useDrag } from '../drag/drag-store.ts';
import { useViewport } from './use-viewport.ts';

/** The rectangle of a selection being drawn, and how much it holds. */
export function Marquee() {
  const marquee = useDrag((state) => state.marquee);
  return marquee && <MarqueeBox />;
}

function MarqueeBox() {
  useViewport();
  const { t } = useText();
  const marquee = useDrag((state) => state.marquee);
  const count = useUi((state) => state.selection.length);
  if (!marquee) return null;
  const { x, y, width, height } = view.toScreen(marquee);
  return (
    <>
      <div className="marquee" style={{ left: x, top: y, width, height }} />
      {count > 0 && (
        <div className="hint" data-tone="plain" style={{ left: Math.max(8, x), top: Math.min(y + height + 10, view.bounds.height - 44) }}>
          <Boxes size={14} aria-hidden />
          {t('canvas:marquee.count', { count })}
        </div>
      )}
    </>
  );
}
