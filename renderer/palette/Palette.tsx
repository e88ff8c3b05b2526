import { Search, X } from 'lucide-react';
import { useState } from 'react';
import { Field } from '../design/Field.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { useText } from '../i18n/use-text.ts';
import { OutlineTree } from '../app/slots.ts';
import { useUi } from '../store/ui.ts';
import { PaletteList } from './PaletteList.tsx';
import './palette.css';

/** The left panel: what can be built, or the outline of what is there. As a rail it is icons only. */
export function Palette({ rail }: { rail: boolean }) {
  const { t } = useText();
  const tab = useUi((state) => state.paletteTab);
  const [filter, setFilter] = useState<string>();
  if (rail) return <nav className="palette palette-rail" aria-label={t('shell:palette.title')}><PaletteList rail filter="" /></nav>;
  return (
    <nav className="palette" aria-label={t('shell:palette.title')}>
      <div className="palette-head" role="tablist" aria-label={t('shell:palette.title')}>
        {(['build', 'outline'] as const).map((name) => (
          <button key={name} type="button" role="tab" id={`palette-tab-${name}`} aria-selected={tab === name} aria-controls="palette-body" className="palette-tab"
            onClick={() => useUi.setState({ paletteTab: name })}>{t(`shell:palette.${name}`)}</button>
        ))}
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
    </nav>
  );
}
