import { memo } from 'react';
import type { CardRow } from '../../../shared/view/rows.ts';
import { KindIcon } from '../../design/KindIcon.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useCard } from '../../store/hooks.ts';
import { refKey } from '../../store/ref-key.ts';
import { useUi } from '../../store/ui.ts';
import { useScene, scene } from '../canvas-model.ts';
import { elementId } from './element-id.ts';
import { SizeStepper } from './SizeStepper.tsx';
import './node-group.css';

/**
 * The head of a node group's frame in one zone: what its machines are, how many there are, and the numbers that a person sets. The numbers are the group's
 * and stand in each of its frames.
 */
export const NodeGroupHead = memo(function NodeGroupHead({ uid, zone }: { uid: string; zone: string }) {
  const { t } = useText();
  const row = useCard(uid);
  const middle = useUi((state) => state.zoomLevel !== 'near');
  const key = row ? refKey(row.ref) : '';
  const place = useScene('layout', () => scene.layout.groups.find((group) => group.key === key && group.zone === zone));
  if (!row?.group || !place) return null;
  const { group } = row;
  const isFirst = scene.layout.groups.find((other) => other.key === key) === place;
  return (
    <div id={isFirst ? elementId(key) : undefined} className="group-head" role="group" aria-label={`NodeGroup ${row.ref.name}${zone === '' ? '' : `, ${zone}`}`} data-kind="NodeGroup" data-name={row.ref.name} data-zone={zone}
      data-level={middle ? 'middle' : 'near'} data-family={row.family}>
      <div className="group-line">
        <KindIcon kind="NodeGroup" size={middle ? 13 : 15} />
        <span className="group-name truncate">{row.ref.name}</span>
        {!middle && <span className="group-type truncate">{group.type}</span>}
        <span className="group-count">{middle ? t('canvas:group.short', { ready: group.ready, min: group.min, max: group.max }) : t('canvas:group.ready', { ready: group.ready, desired: group.desired })}</span>
      </div>
      {!middle && <Sizes row={row} group={group} />}
      {!middle && place.machines === 0 && <p className="group-empty" style={{ width: place.rect.width - 16 }}>{t(group.size === 0 ? 'canvas:group.empty' : 'canvas:group.emptyHere')}</p>}
    </div>
  );
});

function Sizes({ row, group }: { row: CardRow; group: NonNullable<CardRow['group']> }) {
  return (
    <div className="group-sizes" data-canvas-control onPointerDown={(event) => event.stopPropagation()}>
      <SizeStepper groupRef={row.ref} size="min" sizes={group} />
      <SizeStepper groupRef={row.ref} size="desired" sizes={group} />
      <SizeStepper groupRef={row.ref} size="max" sizes={group} />
    </div>
  );
}
