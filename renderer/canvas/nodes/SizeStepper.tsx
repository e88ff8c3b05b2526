import { Minus, Plus } from 'lucide-react';
import { memo, useRef } from 'react';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { sendEdit } from '../../commands/edit.ts';
import { boundsOfSize, setGroupSize, type GroupSize, type GroupSizes } from '../../gestures/group-size.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDraggedValue } from './use-dragged-value.ts';

const stepOf: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 5, PageDown: -5 };
/** The number is dragged sideways: so far for one more. */
const pxPerStep = 16;

/** One number of a node group: buttons for one more and one fewer, drag it sideways, or arrow keys. */
export const SizeStepper = memo(function SizeStepper({ groupRef, size, sizes }: { groupRef: ObjectRef; size: GroupSize; sizes: GroupSizes }) {
  const { t } = useText();
  const { least, most } = boundsOfSize(size, sizes);
  const within = (value: number): number => Math.min(most, Math.max(least, value));
  const begun = useRef(0);
  const { shown, isDragging, track, handlers } = useDraggedValue({
    value: sizes[size],
    // The frame may grow and move while the number changes: only the pointer's own way counts.
    valueAt: (_fraction, movedPx) => within(begun.current + Math.round(movedPx / pxPerStep)),
    valueByKey(key, from) {
      const step = stepOf[key];
      return step === undefined ? undefined : within(from + step);
    },
    write: (value, dragId) => sendEdit(setGroupSize(groupRef, size, value, dragId), { quiet: true }),
  });
  if (!isDragging) begun.current = sizes[size];
  const label = t(`canvas:group.${size}Of`, { name: groupRef.name });
  const step = (by: 1 | -1) => (
    <button type="button" className="size-step" tabIndex={-1} aria-label={t(by > 0 ? 'canvas:group.more' : 'canvas:group.fewer', { label })} disabled={within(shown + by) === shown}
      onClick={() => void sendEdit(setGroupSize(groupRef, size, within(shown + by), ''))}>
      {by > 0 ? <Plus size={12} aria-hidden /> : <Minus size={12} aria-hidden />}
    </button>
  );
  return (
    <div className="size" data-size={size}>
      <span className="size-label" aria-hidden>{t(`canvas:group.${size}`)}</span>
      {step(-1)}
      <div ref={track} className="size-box">
        <div className="size-number" role="spinbutton" tabIndex={0} aria-label={label} aria-valuenow={shown} aria-valuemin={least} aria-valuemax={most === Infinity ? undefined : most} title={t('canvas:group.hint')}
          data-dragging={isDragging || undefined} {...handlers}>
          {shown}
        </div>
      </div>
      {step(1)}
    </div>
  );
});
