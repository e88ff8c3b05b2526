import { useClock } from '../store/hooks.ts';
import { xOf, type TimeView } from './time-scale.ts';

/** The present: a line with a cap; what is still to come is shaded. */
export function Playhead({ view, width }: { view: TimeView; width: number }) {
  const { nowMs } = useClock();
  const x = xOf(view, nowMs);
  if (x > width) return null;
  return (
    <>
      <div className="playhead-future" style={{ left: Math.max(0, x) }} />
      {x >= -6 && (
        <div className="playhead" style={{ transform: `translateX(${x}px)` }}>
          <svg width="11" height="10" viewBox="0 0 11 10" aria-hidden>
            <path d="M1.5 0h8A1.5 1.5 0 0 1 11 1.5V5L5.5 10 0 5V1.5A1.5 1.5 0 0 1 1.5 0z" fill="currentColor" />
          </svg>
        </div>
      )}
    </>
  );
}
