import { FolderOpen, Plus } from 'lucide-react';
import { createDesign, openFile } from '../app/session.ts';
import { Button } from '../design/Button.tsx';
import { useText } from '../i18n/use-text.ts';
import { useUi } from '../store/ui.ts';
import { DesignTable } from './DesignTable.tsx';
import { SampleCard } from './SampleCard.tsx';
import type { LibraryState } from './use-library.ts';

const recentCount = 5;

export function StartPage({ library }: { library: LibraryState }) {
  const { t } = useText();
  const { content } = library;
  const recent = content?.designs.slice(0, recentCount) ?? [];
  return (
    <>
      <header className="library-head">
        <div>
          <h1>{t('library:start.title')}</h1>
          <p>{t('library:start.text')}</p>
        </div>
        <div className="library-actions">
          <Button size="large" icon={<FolderOpen size={15} aria-hidden />} onClick={() => void openFile()}>{t('library:openFile')}</Button>
          <Button size="large" variant="primary" icon={<Plus size={15} aria-hidden />} onClick={() => void createDesign()}>{t('library:newDesign')}</Button>
        </div>
      </header>
      <section aria-labelledby="library-samples">
        <div className="library-section"><h2 id="library-samples">{t('library:samples')}</h2><span>{t('library:offline')}</span></div>
        <ul className="sample-grid">
          {content === undefined
            ? [0, 1, 2].map((index) => <li key={index} className="sample-card sample-card-empty" aria-hidden />)
            : content.samples.map((sample) => <SampleCard key={sample.id} sample={sample} />)}
        </ul>
      </section>
      <section aria-labelledby="library-recent">
        <div className="library-section">
          <h2 id="library-recent">{t('library:recent')}</h2>
          {content !== undefined && content.designs.length > recentCount && (
            <button type="button" className="library-link" onClick={() => useUi.setState({ libraryPage: 'designs' })}>{t('library:all', { count: content.designs.length })}</button>
          )}
        </div>
        {content !== undefined && recent.length === 0
          ? <p className="library-empty">{t('library:recent.empty')}</p>
          : <DesignTable designs={recent} library={library} mode="present" />}
      </section>
    </>
  );
}
