import { useCallback } from 'react';
import { Button } from '../../design/Button.tsx';
import { KindIcon } from '../../design/KindIcon.tsx';
import { sendEdit } from '../../commands/edit.ts';
import { runCommand } from '../../commands/run.ts';
import { addFirstMachines } from '../../gestures/add-machine.ts';
import { useText } from '../../i18n/use-text.ts';
import { scene, useScene, view } from '../canvas-model.ts';
import { useDrag } from '../drag/drag-store.ts';
import { machineNames } from '../drag/facts.ts';
import { useViewport } from './use-viewport.ts';
import type { ClusterLayout } from '../geometry/cluster-layout.ts';
import { bottom, right } from '../geometry/rect.ts';
import type { Rect } from '../geometry/rect.ts';
import './empty-canvas.css';

/** A cluster without machines: where they will stand, three steps, and two ways to begin at once. Beside pods that wait already, the steps that are left. */
export function EmptyCanvas() {
  useViewport();
  const { t } = useText();
  const layout = useScene(
    'layout',
    useCallback(() => scene.layout, []),
  );
  const dragged = useDrag((state) =>
    state.drag?.payload.type === 'palette' && state.drag.payload.item.type === 'machine' && state.drag.verdict.kind === 'ok'
      ? state.drag.payload.item
      : undefined,
  );
  const hasCards = scene.cards.length > 0;
  const waits = layout.tray !== undefined;
  const { vpc } = layout;
  const { x, y, width, height } = view.toScreen(vpc ? { ...besideTray(layout), y: bottom(vpc.rect), height: bottom(layout.cluster) - bottom(vpc.rect) } : besideTray(layout));
  const over = dragged === undefined ? undefined : dragged.roles.includes('worker') ? 'worker' : 'controlPlane';
  if (hasCards || width < (waits ? 320 : 420)) return null;
  return (
    <div className="empty-canvas" data-waits={waits || undefined} data-vpc={vpc ? '' : undefined} style={{ left: x, top: y, width, height }}>
      {/* Zones of a VPC are slots enough. */}
      {!vpc && <div className="empty-slots" aria-hidden>
        {(waits ? ['controlPlane', 'worker'] as const : ['controlPlane', 'worker', 'another'] as const).map((slot) => (
          <div key={slot} className="empty-slot" data-over={over === slot || undefined} data-faint={slot === 'another' || undefined}>
            <span className="empty-slot-head">
              <KindIcon kind={slot === 'controlPlane' ? 'ControlPlane' : 'Machine'} size={17} />
              {t(`canvas:empty.slot.${slot}`)}
            </span>
            {over === slot && <span className="empty-slot-hint">{t(`canvas:empty.drop.${slot}`)}</span>}
          </div>
        ))}
      </div>}
      <ol className="empty-steps">
        {(waits ? [1, 3] as const : [1, 2, 3] as const).map((step, index) => (
          <li key={step}>
            <span className="empty-number" aria-hidden>
              {index + 1}
            </span>
            <span>
              <b>{t(`canvas:empty.step${step}`)}</b>
              <span>{t(`canvas:empty.step${step}Detail`)}</span>
            </span>
          </li>
        ))}
      </ol>
      <div className="empty-actions" data-canvas-control>
        <Button variant="primary" onClick={() => void sendEdit(addFirstMachines(machineNames()))}>
          {t('canvas:empty.addBoth')}
        </Button>
        <Button onClick={() => runCommand('toLibrary')}>{t('canvas:empty.openSample')}</Button>
        <span className="empty-or">{t('canvas:empty.orDrop')}</span>
      </div>
    </div>
  );
}

/** The cluster's frame, or what the Pending tray leaves of it. */
function besideTray({ cluster, tray }: ClusterLayout): Rect {
  if (!tray) return cluster;
  const left = right(tray);
  return { x: left, y: cluster.y, width: right(cluster) - left, height: cluster.height };
}
