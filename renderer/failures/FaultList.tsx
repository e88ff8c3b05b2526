import { CalendarClock, GripVertical, Scale, Search, X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState, type KeyboardEvent } from 'react';
import { faultIcon, type Fault } from '../../shared/faults.ts';
import { commandById, runCommand } from '../commands/run.ts';
import { Button } from '../design/Button.tsx';
import { Field } from '../design/Field.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { useText, type Text } from '../i18n/use-text.ts';
import { TimelineIcon } from '../timeline/TimelineIcon.tsx';
import { dragFromList } from './drag.ts';
import { faultGroups, kindsOf, type FaultKind } from './fault-kinds.ts';
import { planAt } from './plan-at.ts';
import { failures, useFailures } from './store.ts';
import './fault-list.css';

/** Opens and closes the list of faults, which floats above the timeline and stays open while one is dragged out of it. */
export function FaultListButton() {
  const { t } = useText();
  const open = useFailures((state) => state.listOpen);
  const title = t(commandById('failures.list').title);
  return (
    <Popover.Root open={open} onOpenChange={(next) => { if (!next) failures.closeList(); }}>
      <Popover.Anchor asChild>
        <IconButton label={title} icon={<CalendarClock size={16} />} side="top" pressed={open} onClick={() => runCommand('failures.list')} />
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content className="fault-list" side="top" align="end" sideOffset={10} collisionPadding={8} aria-label={title} onInteractOutside={(event) => event.preventDefault()}>
          <header className="fault-list-head">
            <h2>{t('failures:list.title')}</h2>
            <IconButton label={t('shell:close')} icon={<X size={15} />} onClick={() => failures.closeList()} />
          </header>
          <Faults />
          <footer className="fault-list-foot">
            <p>{t('failures:list.hint')}</p>
            <Button icon={<Scale size={15} />} onClick={() => runCommand('failures.compare')}>{t('failures:compare.run')}…</Button>
          </footer>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function found(kinds: readonly FaultKind[], filter: string, { t }: Text): FaultKind[] {
  const words = filter.toLocaleLowerCase().split(/\s+/).filter((word) => word !== '');
  return kinds.filter((kind) => words.every((word) => `${t(`failures:kind.${kind}`)} ${kind}`.toLocaleLowerCase().includes(word)));
}

/** Every kind of fault by what it strikes. One Tab stop; arrows move in it, Enter asks for time and place. */
function Faults() {
  const text = useText();
  const { t } = text;
  const [filter, setFilter] = useState('');
  const [focused, setFocused] = useState<FaultKind>();
  const groups = faultGroups.map((group) => ({ group, kinds: found(kindsOf(group), filter, text) })).filter(({ kinds }) => kinds.length > 0);
  const shown = groups.flatMap(({ kinds }) => kinds);
  const tabStop = focused !== undefined && shown.includes(focused) ? focused : shown[0];
  return (
    <>
      <Field className="fault-list-filter" label={t('failures:list.filter')} hideLabel autoFocus placeholder={t('failures:list.filter')} icon={<Search size={14} aria-hidden />} value={filter} onChange={(event) => setFilter(event.target.value)} />
      <div className="fault-list-body">
        {groups.map(({ group, kinds }) => (
          <section key={group} aria-labelledby={`faults-${group}`}>
            <h3 id={`faults-${group}`}>{t(`failures:group.${group}`)}</h3>
            <ul>
              {kinds.map((kind) => (
                <li key={kind}>
                  <button type="button" className="fault-row" data-fault-kind={kind} tabIndex={kind === tabStop ? 0 : -1} onFocus={() => setFocused(kind)} onKeyDown={onRowKey}
                    onPointerDown={(event) => { if (event.button === 0) dragFromList(kind, event.nativeEvent, (atMs) => planAt(kind, atMs)); }}
                    onDoubleClick={() => planAt(kind)} onClick={(event) => { if (event.detail === 0) planAt(kind); }}>
                    <TimelineIcon icon={faultIcon({ kind } as Fault)} size={14} />
                    <span className="truncate">{t(`failures:kind.${kind}`)}</span>
                    <GripVertical className="fault-grip" size={13} aria-hidden />
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
        {groups.length === 0 && <p className="fault-list-none">{t('failures:list.none')}</p>}
      </div>
    </>
  );
}

function onRowKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const rows = [...event.currentTarget.closest('.fault-list-body')?.querySelectorAll<HTMLElement>('.fault-row') ?? []];
  event.preventDefault();
  rows[rows.indexOf(event.currentTarget) + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
}
