import { Search } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { FidelityDocument, FidelitySection } from '../../shared/view/fidelity.ts';
import { Dialog } from '../design/Dialog.tsx';
import { Field } from '../design/Field.tsx';
import { useText } from '../i18n/use-text.ts';
import { FidelityRows } from './FidelityRows.tsx';
import { searchFidelity } from './search.ts';
import './fidelity.css';

/** What is simulated, approximated or only kept, field by field: kinds at the left, their fields at the right. */
export function FidelityDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const document = useFidelityDocument();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState('Pod');
  const found = useMemo(() => document && searchFidelity(document, query), [document, query]);
  const all = found ? [...found.kinds, ...found.parts] : [];
  const section = all.find(({ name }) => name === chosen) ?? all[0];
  /** To a part, of which all is shown. */
  const follow = (name: string): void => {
    setQuery('');
    setChosen(name);
  };
  return (
    <Dialog open onClose={onClose} title={t('commands:fidelity')} description={t('shell:fidelity.text')} width={1040}>
      <div className="fidelity">
        <div className="fidelity-side">
          <Field label={t('shell:fidelity.search')} hideLabel placeholder={t('shell:fidelity.search')} value={query} autoFocus
            icon={<Search size={14} strokeWidth={1.7} aria-hidden />} onChange={(event) => setQuery(event.target.value)} />
          <nav aria-label={t('shell:fidelity.kinds')} className="fidelity-list">
            {found && <SectionList title={t('shell:fidelity.kinds')} sections={found.kinds} current={section?.name} onChoose={setChosen} />}
            {found && <SectionList title={t('shell:fidelity.parts')} sections={found.parts} current={section?.name} onChoose={setChosen} />}
          </nav>
        </div>
        {document && section && <FidelityRows key={section.name} section={section} results={document.results} onFollow={follow} />}
        {document && !section && <p className="fidelity-none" role="status">{t('shell:fidelity.none')}</p>}
      </div>
    </Dialog>
  );
}

interface SectionListProps {
  title: string;
  sections: readonly FidelitySection[];
  current: string | undefined;
  onChoose: (name: string) => void;
}

function SectionList({ title, sections, current, onChoose }: SectionListProps) {
  if (sections.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {sections.map(({ name }) => (
          <li key={name}>
            <button type="button" className="fidelity-choice" aria-current={name === current} onClick={() => onChoose(name)}><span className="truncate">{name}</span></button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The table, which is fetched when somebody asks for it. */
function useFidelityDocument(): FidelityDocument | undefined {
  const [document, setDocument] = useState<FidelityDocument>();
  useEffect(() => {
    let wanted = true;
    void import('./table.json').then((loaded) => {
      if (wanted) setDocument(loaded.default as FidelityDocument);
    });
    return () => { wanted = false; };
  }, []);
  return document;
}
