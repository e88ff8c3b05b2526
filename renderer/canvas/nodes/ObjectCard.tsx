import { memo } from 'react';
import type { CardRow } from '../../../shared/view/rows.ts';
import { KindIcon } from '../../design/KindIcon.tsx';
import { StateMark } from '../../design/StateMark.tsx';
import { isConnectable } from '../../gestures/connect/index.ts';
import { isScalable } from '../../gestures/scale.ts';
import { useText } from '../../i18n/use-text.ts';
import { useCard } from '../../store/hooks.ts';
import { refKey } from '../../store/ref-key.ts';
import { useUi } from '../../store/ui.ts';
import { useCanvas } from '../canvas-store.ts';
import { useDrag } from '../drag/drag-store.ts';
import { card as size } from '../geometry/sizes.ts';
import { abbreviations, CardFact, isQuiet } from './CardFact.tsx';
import { CardMiddle } from './CardMiddle.tsx';
import { ContainerLine } from './ContainerLine.tsx';
import { EdgePort } from './EdgePort.tsx';
import { splitNumber } from './names.ts';
import { elementId } from './element-id.ts';
import { PodsTrack } from './PodsTrack.tsx';
import { RateHandle } from './RateHandle.tsx';
import { ReplicasHandle } from './ReplicasHandle.tsx';
import { VolumeLine } from './VolumeLine.tsx';
import './card.css';

/** Screen pixels; a card narrower than this has no room for its icon beside the name. */
const narrowPx = 60;
/** Screen pixels; a card lower than this has no room for its name. */
const flatPx = 12;
/** Screen pixels of a card without a template that has room for its fact below its name, at the middle zoom. */
const factPx = 26;

/**
 * An object in the lane: icon, name, kind and one live fact; a template's containers and volumes; the replicas handle.
 */
export const ObjectCard = memo(function ObjectCard({ uid, width, height }: { uid: string; width: number; height: number }) {
  const { localize, t } = useText();
  const row = useCard(uid);
  const key = row ? refKey(row.ref) : '';
  const isSelected = useUi((state) => state.selection.includes(key));
  const isHovered = useUi((state) => state.hovered === key);
  const isFocused = useCanvas((state) => state.focusVisible && state.focused === key);
  const link = useDrag((state) => state.links?.get(key));
  const middle = useUi((state) => state.zoomLevel !== 'near');
  // Only the middle zoom depends on the size of text.
  const textScale = useCanvas((state) => (middle ? state.textScale : 1));
  if (!row) return null;
  const quiet = isQuiet(row);
  const tag = row.balancer ? t(`canvas:balancer.type.${row.balancer.type ?? 'none'}`) : abbreviations[row.ref.kind];
  const detail = row.detail ?? (row.balancer?.why ? localize(row.balancer.why) : row.balancer && t('canvas:balancer.noAddress'));
  const heightPx = height / textScale;
  const hasFact = !middle || (!row.template && !row.replicas && heightPx >= factPx);
  const hasCount = !hasFact && (row.replicas !== undefined || !quiet);
  return (
    <div
      id={elementId(key)}
      role="group"
      aria-label={`${row.ref.kind} ${row.ref.name}`}
      className="card"
      title={row.broken ? localize(row.broken) : undefined}
      data-kind={row.ref.kind}
      data-name={row.ref.name}
      data-uid={uid}
      data-namespace={row.ref.namespace}
      data-family={row.family}
      data-broken={row.broken ? true : undefined}
      data-level={middle ? 'middle' : 'near'}
      data-compact={!row.template || undefined}
      data-selected={isSelected || undefined}
      data-hovered={isHovered || undefined}
      data-focused={isFocused || undefined}
      data-link={link}
      data-narrow={(middle && width / textScale < narrowPx) || undefined}
      data-name-only={(middle && !hasFact && !hasCount) || undefined}
      data-fact={(middle && hasFact) || undefined}
      data-flat={(middle && heightPx < flatPx) || undefined}
      style={{ width, height }}
    >
      <div className="card-head">
        <KindIcon kind={row.ref.kind} size={row.template ? 17 : 15} />
        <span className="card-title">
          <span className="card-line">
            <CardName name={row.ref.name} />
            {!middle && tag && <span className="card-tag">{tag}</span>}
          </span>
          {hasFact && <CardFact row={row} isShort={middle} />}
          {!middle && detail && !row.template && <span className="card-detail truncate" title={detail}>{detail}</span>}
          {hasCount && (
            <span className="card-count" data-family={quiet ? undefined : row.family}>
              {!quiet && <StateMark family={row.family} size={10} />}
              {row.replicas && `${row.replicas.ready}/${row.replicas.desired}`}
            </span>
          )}
        </span>
      </div>
      {middle && (row.template ?? row.replicas) && <CardMiddle row={row} heightPx={heightPx} hasCount={hasCount} />}
      {!middle && row.template && <Template template={row.template} />}
      {!middle && row.replicas && (isScalable(row.ref.kind) ? <ReplicasHandle cardRef={row.ref} replicas={row.replicas} />
        : <PodsTrack label={t(row.ref.kind === 'DaemonSet' ? 'canvas:card.nodes' : 'canvas:card.pods')} replicas={row.replicas} />)}
      {!middle && row.rate && <RateHandle cardRef={row.ref} rps={row.rate.rps} />}
      {!middle && isConnectable(row.ref.kind) && <EdgePort cardKey={key} />}
    </div>
  );
});

/** A name is cut at its end, but never the number there, which tells it from its siblings. */
function CardName({ name }: { name: string }) {
  const [stem, number] = splitNumber(name);
  return (
    <span className="card-name" title={name}>
      <span className="truncate">{stem}</span>
      {number}
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
