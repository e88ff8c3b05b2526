import { Search } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { familyOf, instanceTypes } from '../../shared/cloud/aws/catalogue/instance-types.ts';
import { StateMark } from '../design/StateMark.tsx';
import { formatMoney } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { priceDigits, queryTypes, sortKeys, type SortKey, type TypeQuery, type TypeRow } from './type-rows.ts';
import './type-chooser.css';

const families = [...new Set(instanceTypes.map(({ name }) => familyOf(name)))];
const arches = ['amd64', 'arm64'] as const;

interface TypeChooserProps {
  rows: readonly TypeRow[];
  /** The one that is chosen now. */
  value?: string | undefined;
  /** Words that are given, in place of a field for them. */
  text?: string | undefined;
  autoFocus?: boolean;
  /** A click or Enter on one that can be had. */
  onChoose: (name: string) => void;
  /** The button went down on one: it may be dragged. */
  onDrag?: ((name: string, event: PointerEvent) => void) | undefined;
}

/** The catalogue of machine types: searched, narrowed by family and architecture, sorted. What no machine can be of is grey, and says why. */
export function TypeChooser({ rows, value, text, autoFocus = false, onChoose, onDrag }: TypeChooserProps) {
  const { t } = useText();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [query, setQuery] = useState<TypeQuery>({ text: '', family: '', arch: '', sort: 'perHour' });
  const found = useMemo(() => queryTypes(rows, text === undefined ? query : { ...query, text }), [rows, query, text]);
  const [active, setActive] = useState(value);
  const current = found.find(({ name }) => name === active) ?? found[0];
  // It opens where one is.
  useEffect(() => list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'center' }), []);
  const change = (next: Partial<TypeQuery>): void => setQuery((before) => ({ ...before, ...next }));
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) {
      const at = Math.max(0, Math.min(found.length - 1, (current ? found.indexOf(current) : 0) + by));
      setActive(found[at]?.name);
      list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      if (current && !current.refusal) onChoose(current.name);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="types" data-drag={onDrag ? '' : undefined}>
      {text === undefined && (
        <span className="field-box types-search">
          <Search size={14} aria-hidden />
          <input
            className="field-input" role="combobox" aria-label={t('cloud:type.search')} placeholder={t('cloud:type.search')} aria-expanded aria-controls={id} autoFocus={autoFocus} spellCheck={false} autoComplete="off"
            aria-activedescendant={current && `${id}-${current.name}`} value={query.text} onChange={({ target }) => change({ text: target.value })} onKeyDown={onKeyDown}
          />
        </span>
      )}
      {text === undefined && (
        <div className="types-narrow">
          <Choice label={t('cloud:type.family')} value={query.family} options={['', ...families].map((name) => ({ value: name, text: name || t('cloud:type.allFamilies') }))} onChange={(family) => change({ family })} />
          <Choice label={t('cloud:type.arch')} value={query.arch} options={['' as const, ...arches].map((name) => ({ value: name, text: name || t('cloud:type.allArches') }))} onChange={(arch) => change({ arch })} />
          <Choice label={t('cloud:type.sort')} value={query.sort} options={sortKeys.map((key) => ({ value: key, text: t(`cloud:type.sort.${key}`) }))} onChange={(sort: SortKey) => change({ sort })} />
        </div>
      )}
      <ul ref={list} id={id} className="types-list" role="listbox" aria-label={t('cloud:type.list')} tabIndex={-1}>
        {found.map((row) => (
          <TypeLine key={row.name} id={`${id}-${row.name}`} row={row} isChosen={row.name === value} isActive={row === current} onChoose={onDrag ? undefined : onChoose} onDouble={onDrag ? onChoose : undefined} onDrag={onDrag} />
        ))}
      </ul>
      {found.length === 0 && <p className="form-empty">{t('cloud:type.none')}</p>}
    </div>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; text: string }[];
  onChange: (value: T) => void;
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <span className="field-box types-choice">
      <select className="form-select" aria-label={label} value={value} onChange={({ target }) => onChange(target.value as T)}>
        {options.map((option) => <option key={option.value} value={option.value}>{option.text}</option>)}
      </select>
    </span>
  );
}

interface TypeLineProps {
  id: string;
  row: TypeRow;
  isChosen: boolean;
  isActive: boolean;
  onChoose: ((name: string) => void) | undefined;
  onDouble: ((name: string) => void) | undefined;
  onDrag: ((name: string, event: PointerEvent) => void) | undefined;
}

function TypeLine({ id, row, isChosen, isActive, onChoose, onDouble, onDrag }: TypeLineProps) {
  const { t, localize, language } = useText();
  const { name, arch, vcpu, memoryGi, maxPods, perHour, perMonth, refusal } = row;
  const money = (amount: number, digits?: number): string => formatMoney(amount, 'USD', language, digits);
  return (
    <li
      id={id} className="types-line" role="option" aria-selected={isChosen} aria-disabled={refusal !== undefined} data-active={isActive || undefined} data-palette-item={onDrag ? `worker.${name}` : undefined}
      title={refusal && localize(refusal)} onClick={refusal ? undefined : () => onChoose?.(name)} onDoubleClick={refusal ? undefined : () => onDouble?.(name)}
      onPointerDown={(event) => { if (event.button === 0 && !refusal) onDrag?.(name, event); }}
    >
      <b className="truncate">{name}</b>
      <span className="types-price mono">{t('inspector:cost.anHour', { price: money(perHour, priceDigits(perHour)) })}</span>
      <span className="types-facts truncate">{t('cloud:type.facts', { vcpu, memory: memoryGi, pods: maxPods })}{arch === 'arm64' ? ' · arm64' : ''}</span>
      <span className="types-month mono">{t('cloud:type.aMonth', { price: money(perMonth, perMonth < 100 ? 2 : 0) })}</span>
      {refusal && <span className="types-refusal" data-family="attention"><StateMark family="attention" name="Pressure" size={11} />{localize(refusal)}</span>}
    </li>
  );
}
