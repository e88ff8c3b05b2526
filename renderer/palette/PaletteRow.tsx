import { ChevronDown, ChevronRight, GripVertical } from 'lucide-react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { KindIcon } from '../design/KindIcon.tsx';
import { Tooltip } from '../design/Tooltip.tsx';
import { useText } from '../i18n/use-text.ts';
import { canvas } from '../store/canvas-port.ts';
import type { PaletteItem } from './items.ts';

interface PaletteRowProps {
  item: PaletteItem;
  rail: boolean;
  /** The row that Tab reaches; the arrow keys reach the others. */
  isTabStop: boolean;
  onFocus: () => void;
  /** For items with variants. */
  isOpen?: boolean;
  onToggle?: () => void;
}

/** Up and down move between the rows of the palette; left and right fold and unfold. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const rows = [...event.currentTarget.closest('.palette')?.querySelectorAll<HTMLElement>('.palette-row') ?? []];
  const at = rows.indexOf(event.currentTarget);
  const next = rows[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** One item: drag it onto the canvas, or press Enter or double-click to add it at the centre of the view. */
export function PaletteRow({ item, rail, isTabStop, onFocus, isOpen, onToggle }: PaletteRowProps) {
  const { t } = useText();
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button === 0) canvas()?.startDrag(item, event.nativeEvent);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moveFocus(event);
    if (event.key === 'Enter') {
      event.preventDefault();
      canvas()?.addItem(item);
    }
    if (onToggle && ((event.key === 'ArrowRight' && isOpen !== true) || (event.key === 'ArrowLeft' && isOpen === true))) onToggle();
  };
  const title = t(item.title);
  return (
    <li className="palette-item" data-variant={item.variantOf === undefined ? undefined : ''}>
      <Tooltip text={title} detail={t(`shell:palette.hint.${item.id}`)} side="right" align="start">
        <button type="button" className="palette-row" data-palette-item={item.id} aria-label={title} tabIndex={isTabStop ? 0 : -1}
          onFocus={onFocus} onPointerDown={onPointerDown} onDoubleClick={() => canvas()?.addItem(item)} onKeyDown={onKeyDown}>
          <KindIcon kind={item.icon} size={rail ? 18 : 16} />
          {!rail && <span className="truncate palette-row-title">{title}</span>}
          {!rail && onToggle === undefined && <GripVertical className="palette-grip" size={13} aria-hidden />}
        </button>
      </Tooltip>
      {onToggle !== undefined && (
        <button type="button" className="palette-fold" tabIndex={-1} aria-expanded={isOpen} aria-label={t('shell:palette.variants', { name: title })} onClick={onToggle}>
          {isOpen === true ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
        </button>
      )}
    </li>
  );
}
