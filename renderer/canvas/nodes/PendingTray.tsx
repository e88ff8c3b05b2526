import { memo, useCallback } from 'react';
import { StateMark } from '../../design/StateMark.tsx';
import { useText } from '../../i18n/use-text.ts';
import { mirror } from '../../store/cluster.ts';
import { useCard } from '../../store/hooks.ts';
import { useUi } from '../../store/ui.ts';
import { scene, useScene } from '../canvas-model.ts';
import { useCanvas } from '../canvas-store.ts';
import { layOutMiddle } from '../geometry/middle-rows.ts';
import type { Rect } from '../geometry/rect.ts';
import { tray as traySize } from '../geometry/sizes.ts';
import type { TrayItem } from '../scene/tray.ts';
import { PodBox } from './PodBox.tsx';
import { PodRowMiddle } from './PodRowMiddle.tsx';
import './tray.css';

/** Pods that no machine has yet, and ghosts of pods that are wanted but do not exist. Outside the machines, inside reach. */
export const PendingTray = memo(function PendingTray() {
  const { t } = useText();
  const tray = useScene(
    'tray',
    useCallback(() => scene.tray, []),
  );
  const middle = useUi((state) => state.zoomLevel !== 'near');
  const textScale = useCanvas((state) => state.textScale);
  const count = mirror.pods.slotsOn('').length;
  const rows = middle ? layOutMiddle(traySize.width, tray.height, tray.items.length, textScale) : undefined;
  return (
    <div
      className="tray"
      data-kind="PendingTray"
      data-level={middle ? 'middle' : 'near'}
      role="group"
      aria-label={t('canvas:tray.label', { count })}
      data-room={middle ? roomFor(traySize.width / textScale) : undefined}
      style={{ height: tray.height }}
    >
      <div className="tray-head">
        <StateMark family="waiting" size={14} />
        <b>Pending</b>
        {count > 0 && <span className="tray-count">{count}</span>}
      </div>
      {tray.items.map((item, index) => (
        <Item key={item.id} item={item} row={rows?.rows[index]} cell={rows?.cells ?? false} />
      ))}
      {tray.more > 0 && <div className="tray-more">{t('canvas:tray.more', { count: tray.more })}</div>}
    </div>
  );
});

/** What the head of a tray of so many screen pixels can hold: all, word and count, or mark and count. */
function roomFor(widthPx: number): 'all' | 'word' | 'mark' {
  if (widthPx >= 84) return 'all';
  return widthPx >= 62 ? 'word' : 'mark';
}

function Item({ item, row, cell }: { item: TrayItem; row: Rect | undefined; cell: boolean }) {
  if (item.id.startsWith('ghost/')) return <Ghost uid={item.id.slice('ghost/'.length)} place={row ?? item} middle={row !== undefined} />;
  return row ? <PodRowMiddle uid={item.id} place={row} cell={cell} /> : <PodBox uid={item.id} place={item} dark={false} leaving={false} />;
}

/** Stands where the API wants pods that do not exist yet, and says what is missing. */
function Ghost({ uid, place, middle }: { uid: string; place: Rect; middle: boolean }) {
  const { t } = useText();
  const card = useCard(uid);
  if (!card?.replicas) return null;
  const { desired, current } = card.replicas;
  const text = t('canvas:ghost.text', { current, desired, count: desired - current });
  return (
    <div
      className="ghost"
      data-kind="Ghost"
      data-name={card.ref.name}
      title={text}
      style={{ left: place.x, top: place.y, width: place.width, height: place.height }}
    >
      <span className="ghost-head">
        <StateMark family="waiting" size={middle ? 11 : 14} />
        <b>{card.ref.name}</b>
      </span>
      {!middle && <span className="ghost-text">{text}</span>}
    </div>
  );
}
