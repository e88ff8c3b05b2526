import { memo, type CSSProperties } from 'react';
import type { TimelineEntry } from '../../shared/view/rows.ts';
import { useText } from '../i18n/use-text.ts';
import { describeEntry, labelOf } from './entry-text.ts';
import type { PlacedLane } from './label-placement.ts';
import { familyOf, TimelineIcon } from './TimelineIcon.tsx';

interface LaneProps {
  name: string;
  placed: PlacedLane;
  heightPx: number;
  /** Id of the entry that the Tab key reaches. */
  tabStop: number | undefined;
  onChoose: (entry: TimelineEntry) => void;
  onHover: (entry: TimelineEntry | undefined, count: number, element: HTMLElement | undefined) => void;
}

/** One lane: waiting periods as bars, marks as icons with labels. Everything stands where `placeLane` put it. */
export const Lane = memo(function Lane({ name, placed, heightPx, tabStop, onChoose, onHover }: LaneProps) {
  const text = useText();
  const rowHeight = (heightPx - 6) / placed.rows;
  const common = (entry: TimelineEntry, count: number) => ({
    type: 'button' as const,
    'data-entry': entry.id,
    tabIndex: entry.id === tabStop ? 0 : -1,
    'aria-label': describeEntry(entry, count, text),
    onClick: () => onChoose(entry),
    onPointerEnter: (event: { currentTarget: HTMLElement }) => onHover(entry, count, event.currentTarget),
    onPointerLeave: () => onHover(undefined, 0, undefined),
  });
  return (
    <div className="lane" role="group" aria-label={name} style={{ height: heightPx }}>
      {placed.spans.map((span) => {
        const style: CSSProperties = {
          left: span.x,
          width: span.width,
          top: 3 + span.row * rowHeight,
          height: rowHeight - (placed.rows > 1 ? 1 : 0),
        };
        return (
          <button
            key={span.entry.id}
            {...common(span.entry, span.count)}
            className="lane-span"
            data-family={familyOf(span.entry.icon) ?? 'waiting'}
            style={style}
          >
            {span.hasLabel && rowHeight >= 11 && <span className="lane-span-label">{labelOf(span.entry, span.count, text)}</span>}
          </button>
        );
      })}
      {placed.marks.map((mark) => {
        const { label } = mark;
        const isLeft = label !== undefined && label.x < mark.x;
        const left = isLeft ? label.x : mark.x - 9;
        const width = label === undefined ? 18 : isLeft ? mark.x + 9 - label.x : label.x + label.width - left;
        return (
          <button
            key={mark.entry.id}
            {...common(mark.entry, mark.count)}
            className="lane-mark"
            data-side={isLeft ? 'left' : 'right'}
            style={{ left, width }}
          >
            <span className="lane-icon">
              <TimelineIcon icon={mark.entry.icon} size={14} />
            </span>
            {label !== undefined && <span className="lane-label truncate">{labelOf(mark.entry, mark.count, text)}</span>}
          </button>
        );
      })}
    </div>
  );
});
