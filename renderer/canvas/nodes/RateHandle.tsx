import { memo } from 'react';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { sendEdit } from '../../commands/edit.ts';
import { rateAt, ratePlace, rateStep, rateTrackEnd, setRate } from '../../gestures/rate.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDraggedValue } from './use-dragged-value.ts';

const directionOf: Record<string, 1 | -1> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
const factorOf: Record<string, number> = { PageUp: 2, PageDown: 0.5 };

/** The rate of a source on a track of decades. Dragging the handle or the arrow keys write `spec.rate.rps`; one drag (one stay of the focus) is one undo step. */
export const RateHandle = memo(function RateHandle({ cardRef, rps }: { cardRef: ObjectRef; rps: number }) {
  const { t, language } = useText();
  const { shown, isDragging, track, handlers } = useDraggedValue({
    value: rps,
    valueAt: rateAt,
    valueByKey(key, from) {
      if (key === 'Home') return 0;
      const factor = factorOf[key];
      if (factor !== undefined) return Math.round(from * factor);
      const direction = directionOf[key];
      return direction && rateStep(from, direction);
    },
    write: (value, dragId) => sendEdit(setRate(cardRef, value, dragId), { quiet: true }),
  });
  const inWords = shown.toLocaleString(language);
  const place = `${ratePlace(shown) * 100}%`;
  return (
    <div className="rate" data-canvas-control onPointerDown={(event) => event.stopPropagation()}>
      <div ref={track} className="replicas-track">
        <span className="rate-part" style={{ width: place }} />
        <div
          className="replicas-handle"
          role="slider"
          tabIndex={0}
          aria-label={t('canvas:card.rateOf', { name: cardRef.name })}
          aria-valuemin={0}
          aria-valuemax={rateTrackEnd}
          aria-valuenow={shown}
          aria-valuetext={t('canvas:card.rate', { rps: inWords })}
          title={t('canvas:card.rateHint')}
          style={{ left: place }}
          data-dragging={isDragging || undefined}
          {...handlers}
        >
          {inWords}
        </div>
      </div>
    </div>
  );
});
