import { useReactFlow } from '@xyflow/react';
import { useCallback } from 'react';
import { StateMark } from '../../design/StateMark.tsx';
import { useText } from '../../i18n/use-text.ts';
import { usePodUids } from '../../store/hooks.ts';
import { useUi } from '../../store/ui.ts';
import { scene, useScene, view } from '../canvas-model.ts';
import { intersects } from '../geometry/rect.ts';
import { viewportFitting } from '../geometry/visible-window.ts';
import { useViewport } from './use-viewport.ts';

/** Pods wait, and their tray is out of view (or too small to see): how many, and the way there. */
export function PendingChip() {
  const { t } = useText();
  useViewport();
  const flow = useReactFlow();
  const count = usePodUids('').length;
  const layout = useScene('layout', useCallback(() => scene.layout, []));
  const isFar = useUi((state) => state.zoomLevel === 'far');
  const { tray } = layout;
  if (count === 0 || !tray || (!isFar && intersects(tray, view.window()))) return null;
  const show = (): void => {
    const { width, height } = view.bounds;
    void flow.setViewport(viewportFitting(tray, width, height, 60, 1), { duration: useUi.getState().preferences.reducedMotion ? 0 : 280 });
  };
  return (
    <button type="button" className="pending-chip" data-far={isFar || undefined} data-canvas-control onClick={show}>
      <StateMark family="waiting" size={13} />{t('canvas:tray.show', { count })}
    </button>
  );
}
