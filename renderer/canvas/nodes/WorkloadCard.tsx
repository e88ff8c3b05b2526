import { memo } from 'react';
import type { CardRow } from '../../../shared/view/rows.ts';
import { KindIcon } from '../../design/KindIcon.tsx';
import { StateMark } from '../../design/StateMark.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useCard } from '../../store/hooks.ts';
import { refKey } from '../../store/ref-key.ts';
import { useUi } from '../../store/ui.ts';
import { useCanvas } from '../canvas-store.ts';
import { cardRectAt } from '../geometry/card-size.ts';
import { card as size } from '../geometry/sizes.ts';
import { ContainerLine } from './ContainerLine.tsx';
import { elementId } from './element-id.ts';
import { ReplicasHandle } from './ReplicasHandle.tsx';
import { VolumeLine } from './VolumeLine.tsx';
import './card.css';

/** Screen pixels; a card narrower than this has no room for its icon beside the name. */
const narrowPx = 60;

/**
 * A workload or another object in the lane: icon, name, kind and one live fact; a template's containers and volumes; the replicas handle.
 */
export const WorkloadCard = memo(function WorkloadCard({ uid, height }: { uid: string; height: number }) {
  const row = useCard(uid);
  const key = row ? refKey(row.ref) : '';
  const isSelected = useUi((state) => state.selection.includes(key));
  const isHovered = useUi((state) => state.hovered === key);
  const isFocused = useCanvas((state) => state.focusVisible && state.focused === key);
  const middle = useUi((state) => state.zoomLevel !== 'near');
  // Only the middle zoom depends on the size of text.
  const textScale = useCanvas((state) => (middle ? state.textScale : 1));
  if (!row) return null;
  const isQuiet = row.family === 'ready' || row.family === 'done' || row.family === 'working';
  return (
    <div
      id={elementId(key)}
      role="group"
      aria-label={`${row.ref.kind} ${row.ref.name}`}
      className="card"
      data-kind={row.ref.kind}
      data-name={row.ref.name}
      data-uid={uid}
      data-namespace={row.ref.namespace}
      data-family={row.family}
      data-level={middle ? 'middle' : 'near'}
      data-selected={isSelected || undefined}
      data-hovered={isHovered || undefined}
      data-focused={isFocused || undefined}
      data-narrow={(middle && size.width / textScale < narrowPx) || undefined}
      style={{ height: cardRectAt({ x: 0, y: 0, width: size.width, height }, middle ? 'middle' : 'near', textScale).height }}
    >
      <div className="card-head">
        <KindIcon kind={row.ref.kind} size={17} />
        <span className="card-title">
          <span className="card-name" title={row.ref.name}>
            {row.ref.name}
          </span>
          {!middle && <CardFact row={row} quiet={isQuiet} />}
          {middle && row.replicas && (
            <span className="card-count" data-family={isQuiet ? undefined : row.family}>
              {!isQuiet && <StateMark family={row.family} size={10} />}
              {row.replicas.ready}/{row.replicas.desired}
            </span>
          )}
        </span>
      </div>
      {!middle && row.template && <Template template={row.template} />}
      {!middle && row.replicas && <ReplicasHandle cardRef={row.ref} replicas={row.replicas} />}
    </div>
  );
});

function CardFact({ row, quiet }: { row: CardRow; quiet: boolean }) {
  const { localize, t } = useText();
  const { replicas, revision } = row;
  const fact = !replicas
    ? localize(row.fact)
    : !quiet
      ? t('canvas:card.some', { ready: replicas.ready, desired: replicas.desired })
      : revision === undefined
        ? ''
        : t('canvas:card.revision', { revision });
  return (
    <span className="card-fact" data-family={quiet ? undefined : row.family}>
      {!quiet && <StateMark family={row.family} size={10} />}
      <span className="truncate">{[row.ref.kind, fact].filter(Boolean).join(' · ')}</span>
    </span>
  );
}

function Template({ template }: { template: NonNullable<CardRow['template']> }) {
  const pitch = size.containerHeight + size.containerGap;
  const afterContainers = size.headerHeight + template.containers.length * pitch - size.containerGap;
  return (
    <>
      {template.containers.map((container, index) => (
        <ContainerLine
          key={container.name}
          dark
          top={size.headerHeight - 6 + index * pitch}
          container={{ ...container, family: 'done', restarts: 0 }}
        />
      ))}
      {template.volumes.map((volume, index) => (
        <VolumeLine key={volume.name} volume={volume} top={afterContainers - 4 + index * size.volumeHeight} />
      ))}
    </>
  );
}
