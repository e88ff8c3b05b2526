import { Boxes, Copy, Ellipsis, FolderOpen, Pencil, RotateCcw, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import type { LibraryEntry } from '../../shared/ipc/library.ts';
import { openDesign } from '../app/session.ts';
import { IconButton } from '../design/IconButton.tsx';
import { Menu, type MenuEntry } from '../design/Menu.tsx';
import { StateMark } from '../design/StateMark.tsx';
import { formatCount } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { formatAge } from './format-age.ts';
import type { LibraryState } from './use-library.ts';

interface DesignTableProps {
  designs: readonly LibraryEntry[];
  library: LibraryState;
  mode: 'present' | 'deleted';
}

/** Designs as rows: name, size, how they are, when they were edited, and what can be done with them. */
export function DesignTable({ designs, library, mode }: DesignTableProps) {
  if (designs.length === 0) return null;
  return <ul className="design-table">{designs.map((design) => <DesignLine key={design.id} design={design} library={library} mode={mode} />)}</ul>;
}

function DesignLine({ design, library, mode }: { design: LibraryEntry; library: LibraryState; mode: 'present' | 'deleted' }) {
  const { t, language } = useText();
  const [renaming, setRenaming] = useState(false);
  const icon = { size: 15, strokeWidth: 1.7, 'aria-hidden': true } as const;
  const entries: MenuEntry[] = mode === 'deleted'
    ? [{ kind: 'item', id: 'restore', label: t('library:undelete'), icon: <RotateCcw {...icon} />, onSelect: () => void library.restore(design.id) }]
    : [
        { kind: 'item', id: 'open', label: t('library:open'), icon: <FolderOpen {...icon} />, onSelect: () => void openDesign(design.id) },
        { kind: 'item', id: 'rename', label: t('library:rename'), icon: <Pencil {...icon} />, onSelect: () => setTimeout(() => setRenaming(true)) },
        { kind: 'item', id: 'duplicate', label: t('library:duplicate'), icon: <Copy {...icon} />, onSelect: () => void library.duplicate(design.id) },
        { kind: 'separator', id: 'line' },
        { kind: 'item', id: 'delete', label: t('library:delete'), icon: <Trash2 {...icon} />, onSelect: () => void library.remove(design.id) },
      ];
  const size = [t('library:machines', { count: design.machines }), t('library:pods', { count: design.pods, shown: formatCount(design.pods) })].join(', ');
  return (
    <li className="design-line">
      {renaming
        ? <RenameField design={design} onDone={(name) => { setRenaming(false); if (name !== undefined) void library.rename(design.id, name); }} />
        : (
          <button type="button" className="design-open" disabled={mode === 'deleted'} onClick={() => void openDesign(design.id)}>
            <Boxes size={16} strokeWidth={1.6} aria-hidden />
            <span className="truncate design-line-name">{design.name}</span>
            <span className="truncate design-line-size">{size}</span>
            {mode === 'present' ? <Condition design={design} /> : <span />}
            <span className="design-line-age">{mode === 'deleted' ? t('library:deletedAgo', { age: formatAge(design.deletedAt ?? design.editedAt, Date.now(), language) }) : formatAge(design.editedAt, Date.now(), language)}</span>
          </button>
        )}
      <Menu entries={entries} align="end"><IconButton label={t('library:more', { name: design.name })} icon={<Ellipsis size={16} />} /></Menu>
    </li>
  );
}

function Condition({ design }: { design: LibraryEntry }) {
  const { t } = useText();
  if (design.machines === 0) return <span />;
  if (design.recovered) return <span className="design-line-state"><StateMark family="attention" name="Pressure" size={13} />{t('library:recovered')}</span>;
  if (design.problems > 0) return <span className="design-line-state"><StateMark family="bad" name="CrashLoopBackOff" size={13} />{t('shell:problems', { count: design.problems })}</span>;
  return <span className="design-line-state"><StateMark family="ready" size={13} />{t('library:allReady')}</span>;
}

function RenameField({ design, onDone }: { design: LibraryEntry; onDone: (name: string | undefined) => void }) {
  const { t } = useText();
  const [name, setName] = useState(design.name);
  // The menu that led here gives the focus back to its button when it has closed, which may be after this field appeared. Only a person's own act leaves the field.
  const acted = useRef(false);
  useEffect(() => {
    const act = (): void => { acted.current = true; };
    document.addEventListener('pointerdown', act, true);
    document.addEventListener('keydown', act, true);
    return () => {
      document.removeEventListener('pointerdown', act, true);
      document.removeEventListener('keydown', act, true);
    };
  }, []);
  const finish = (): void => onDone(name.trim() === '' || name.trim() === design.name ? undefined : name.trim());
  const onBlur = (event: FocusEvent<HTMLInputElement>): void => {
    if (acted.current) finish();
    else event.target.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') finish();
    if (event.key === 'Escape') onDone(undefined);
  };
  return (
    <input className="design-rename" aria-label={t('library:rename')} autoFocus maxLength={200} value={name} onFocus={(event) => event.target.select()}
      onChange={(event) => setName(event.target.value)} onBlur={onBlur} onKeyDown={onKeyDown} />
  );
}
