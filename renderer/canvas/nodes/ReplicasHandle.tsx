import { memo, useRef } from 'react';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { CardRow } from '../../../shared/view/rows.ts';
import { sendEdit } from '../../commands/edit.ts';
import { replicasAt, replicasTrackEnd, scaleWorkload } from '../../gestures/scale.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDraggedValue } from './use-dragged-value.ts';

interface ReplicasHandleProps {
  cardRef: ObjectRef;
  replicas: NonNullable<CardRow['replicas']>;
}

const stepOf: Record<string, number> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 5, PageDown: -5 };

/**
 * The number of replicas as a track: ready part solid, being made striped, the handle with the wanted number. Dragging it or the arrow keys
 * write `spec.replicas`; one drag (one stay of the focus) is one undo step.
 */
export const ReplicasHandle = memo(function ReplicasHandle({ cardRef, replicas }: ReplicasHandleProps) {
  const { t } = useText();
  /** The track keeps its end while the handle is dragged along it. */
  const draggedEnd = useRef(0);
  const { shown: wanted, isDragging, track, handlers } = useDraggedValue({
    value: replicas.desired,
    valueAt: (fraction) => replicasAt(fraction, draggedEnd.current),
    valueByKey(key, from) {
      if (key === 'Home') return 0;
      const step = stepOf[key];
      return step === undefined ? undefined : Math.max(0, from + step);
    },
    write: (value, dragId) => sendEdit(scaleWorkload(cardRef, value, dragId), { quiet: true }),
  });
  if (!isDragging) draggedEnd.current = replicasTrackEnd(replicas.desired);
  const end = draggedEnd.current;
  return (
    <div className="replicas" data-canvas-control onPointerDown={(event) => event.stopPropagation()}>
      <span className="replicas-label">{t('canvas:card.replicas')}</span>
      <span className="replicas-count">
        <b>{replicas.ready}</b>/{wanted} {t('canvas:card.ready')}
      </span>
      <div ref={track} className="replicas-track">
        <span className="replicas-ready" style={{ width: share(replicas.ready, end) }} />
        <span
          className="replicas-making"
          style={{ left: share(replicas.ready, end), width: share(Math.max(0, wanted - replicas.ready), end) }}
        />
        <div
          className="replicas-handle"
          role="slider"
          tabIndex={0}
          aria-label={t('canvas:card.replicasOf', { name: cardRef.name })}
          aria-valuemin={0}
          aria-valuemax={end}
          aria-valuenow={wanted}
          title={t('canvas:card.handleHint')}
          style={{ left: share(wanted, end) }}
          data-dragging={isDragging || undefined}
          {...handlers}
        >
          {wanted}
        </div>
      </div>
    </div>
  );
});

function share(value: number, end: number): string {
  return `${Math.min(100, (value / Math.max(1, end)) * 100)}%`;
}
