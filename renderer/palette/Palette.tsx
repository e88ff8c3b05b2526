import { Search, X } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { Field } from '../design/Field.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { useText } from '../i18n/use-text.ts';
import { OutlineTree } from '../app/parts.tsx';
import { useUi } from '../store/ui.ts';
import { PaletteList } from './PaletteList.tsx';
import './palette.css';

const tabs = ['build', 'outline'] as const;

/** Arrow keys change the tab, as in every tab list. */
function onTabKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  event.preventDefault();
  const next = useUi.getState().paletteTab === 'build' ? 'outline' : 'build';
  useUi.setState({ paletteTab: next });
  document.getElementById(`palette-tab-${next}`)?.focus();
}

/** The left panel: what can be built, or the outline of what is there. As a rail it is icons only. */
export function Palette({ rail }: { rail: boolean }) {
  const { t } = useText();
  const tab = useUi((state) => state.paletteTab);
  const [filter, setFilter] = useState<string>();
  if (rail) return <div className="palette palette-rail"><PaletteList rail filter="" /></div>;
  return (
    <div className="palette">
      <div className="palette-head">
        <div className="palette-tabs" role="tablist" aria-label={t('shell:palette.title')} onKeyDown={onTabKey}>
          {tabs.map((name) => (
            <button key={name} type="button" role="tab" id={`palette-tab-${name}`} aria-selected={tab === name} aria-controls="palette-body" tabIndex={tab === name ? 0 : -1} className="palette-tab"
              onClick={() => useUi.setState({ paletteTab: name })}>{t(`shell:palette.${name}`)}</button>
          ))}
        </div>
        {tab === 'build' && (
          <IconButton className="palette-search" label={t(filter === undefined ? 'shell:palette.filter' : 'shell:palette.endFilter')} icon={filter === undefined ? <Search size={15} /> : <X size={15} />}
            onClick={() => setFilter(filter === undefined ? '' : undefined)} />
        )}
      </div>
      {tab === 'build' && filter !== undefined && (
        <Field className="palette-filter" label={t('shell:palette.filter')} hideLabel placeholder={t('shell:palette.filter')} autoFocus value={filter}
          onChange={(event) => setFilter(event.target.value)} onKeyDown={(event) => { if (event.key === 'Escape') setFilter(undefined); }} />
      )}
      <div className="palette-body" id="palette-body" role="tabpanel" aria-labelledby={`palette-tab-${tab}`}>
        {tab === 'build' ? <PaletteList rail={false} filter={filter ?? ''} /> : <OutlineTree />}
      </div>
    </div>
  );
}
