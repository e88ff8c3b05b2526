import { ChevronDown, ChevronRight } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { StateFamily } from '../../shared/view/states.ts';
import { KindIcon } from '../design/KindIcon.tsx';
import { StateMark } from '../design/StateMark.tsx';
import { useText } from '../i18n/use-text.ts';
import { splitTail } from '../canvas/nodes/names.ts';
import { canvas } from '../store/canvas-port.ts';
import { ui, useUi } from '../store/ui.ts';
import { startsClosed, visibleRows } from './outline.ts';
import type { OutlineRow } from './outline.ts';
import { treeStep } from './tree-keys.ts';
import { useEverything } from './use-everything.ts';
import { useOutline } from './use-outline.ts';
import './outline.css';

const rowHeight = 25;
const overscan = 8;

/**
 * The canvas as a tree, for screen readers and for the keyboard: selects what the canvas selects. Only the rows in view are in the
 * document.
 */
export function OutlineTree() {
  const { t } = useText();
  const canvasNodes = useOutline();
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const selection = useUi((state) => state.selection);
  const [active, setActive] = useState('');
  const scroller = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ top: 0, height: 600 });
  const isOpen = (id: string): boolean => toggled.has(id) === startsClosed(id);
  const everything = useEverything(isOpen);
  const nodes = useMemo(() => [...canvasNodes, everything], [canvasNodes, everything]);
  const rows = useMemo(() => visibleRows(nodes, isOpen), [nodes, toggled]);
  const at = rows.findIndex((row) => row.node.id === active);
  const last = selection[selection.length - 1];
  useEffect(() => {
    // One object may have several rows: the one that was chosen stays.
    if (last !== undefined) setActive((before) => (rows.find((row) => row.node.id === before)?.node.key === last ? before : last));
  }, [last]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setScroll({ top: element.scrollTop, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const toggle = (id: string): void =>
    setToggled((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const goTo = (index: number, adds = false): void => {
    const row = rows[index];
    if (!row) return;
    setActive(row.node.id);
    scroller.current?.scrollTo({ top: Math.min(Math.max(scroll.top, (index + 1) * rowHeight - scroll.height), index * rowHeight) });
    const key = row.node.key;
    if (key !== undefined) ui.select(adds ? [...selection.filter((other) => other !== key), key] : [key]);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') {
      const key = rows[at] && (rows[at] as OutlineRow).node.key;
      if (key !== undefined) canvas()?.reveal([key]);
      event.preventDefault();
      return;
    }
    const step = treeStep(event.key, rows, at, isOpen);
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    if ('go' in step) goTo(step.go, event.shiftKey);
    else toggle('open' in step ? step.open : step.close);
  };
  const first = Math.max(0, Math.floor(scroll.top / rowHeight) - overscan);
  const shown = rows.slice(first, first + Math.ceil(scroll.height / rowHeight) + 2 * overscan);
  if (rows.length === 0) return <p className="outline-empty">{t('canvas:outline.empty')}</p>;
  return (
    <div
      ref={scroller}
      className="outline"
      role="tree"
      tabIndex={0}
      aria-label={t('canvas:outline.label')}
      aria-multiselectable
      onKeyDown={onKeyDown}
      aria-activedescendant={at >= 0 ? `outline:${active}` : undefined}
      onScroll={(event) => setScroll({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })}
      onFocus={() => {
        if (at < 0 && rows[0]) setActive(rows[0].node.id);
      }}
    >
      <div role="presentation" style={{ height: rows.length * rowHeight, position: 'relative' }}>
        {shown.map((row, index) => (
          <Row
            key={row.node.id}
            row={row}
            top={(first + index) * rowHeight}
            isOpen={isOpen(row.node.id)}
            isActive={row.node.id === active}
            isSelected={selection.includes(row.node.key ?? '')}
            onToggle={() => toggle(row.node.id)}
            onChoose={(adds) => goTo(first + index, adds)}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  row: OutlineRow;
  top: number;
  isOpen: boolean;
  isActive: boolean;
  isSelected: boolean;
  onToggle: () => void;
  onChoose: (adds: boolean) => void;
}

function Row({ row, top, isOpen, isActive, isSelected, onToggle, onChoose }: RowProps) {
  const { node, level } = row;
  const hasChildren = node.children.length > 0;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  const [head, tail] = node.kind === 'object' ? splitTail(node.label) : [node.label, ''];
  return (
    <div
      id={`outline:${node.id}`}
      role="treeitem"
      className="outline-row"
      data-kind={node.icon || undefined}
      data-section={node.kind === 'section' || undefined}
      data-active={isActive || undefined}
      data-family={node.family}
      // Of an object's state only the mark is seen.
      aria-label={node.kind === 'object' ? [node.label, node.detail].filter(Boolean).join(' ') : undefined}
      aria-level={level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={isSelected}
      aria-expanded={hasChildren ? isOpen : undefined}
      style={{ top, paddingLeft: 4 + (level - 1) * 12 }}
      title={[node.label, node.detail].filter(Boolean).join(' · ')}
      onClick={(event) => onChoose(event.ctrlKey || event.metaKey || event.shiftKey)}
      onDoubleClick={() => {
        if (node.key !== undefined) canvas()?.reveal([node.key]);
      }}
    >
      <span
        className="outline-fold"
        onClick={(event) => {
          event.stopPropagation();
          if (hasChildren) onToggle();
        }}
      >
        {hasChildren && <Chevron size={13} aria-hidden />}
      </span>
      {node.icon !== '' && <KindIcon kind={node.icon} size={14} />}
      <span className="outline-label">
        <span className="truncate">{head}</span>
        {tail}
      </span>
      {node.family !== undefined && node.family !== 'ready' && node.family !== 'done' ? (
        <StateMark family={node.family as StateFamily} name={node.detail} size={12} />
      ) : (
        node.kind !== 'object' && <span className="outline-detail truncate">{node.detail}</span>
      )}
    </div>
  );
}
