import { Plus, Search } from 'lucide-react';
import { useState } from 'react';
import type { LibraryEntry } from '../../shared/ipc/library.ts';
import { createDesign } from '../app/session.ts';
import { Button } from '../design/Button.tsx';
import { Field } from '../design/Field.tsx';
import { useText } from '../i18n/use-text.ts';
import type { LibraryPage } from '../store/ui.ts';
import { DesignTable } from './DesignTable.tsx';
import type { LibraryContent, LibraryState } from './use-library.ts';

type ListPage = Exclude<LibraryPage, 'start'>;

function designsOf(content: LibraryContent, page: ListPage): readonly LibraryEntry[] {
  if (page === 'deleted') return content.deleted;
  return page === 'recovered' ? content.designs.filter((design) => design.recovered) : content.designs;
}

/** Designs whose name or file name holds the text, whatever its case and accents. */
export function searchDesigns(designs: readonly LibraryEntry[], query: string): readonly LibraryEntry[] {
  const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const wanted = plain(query.trim());
  return wanted === '' ? designs : designs.filter((design) => plain(`${design.name} ${design.fileName ?? ''}`).includes(wanted));
}

/** All designs, the recovered or the deleted ones, with a search field. */
export function DesignsPage({ library, page }: { library: LibraryState; page: ListPage }) {
  const { t } = useText();
  const [query, setQuery] = useState('');
  const designs = library.content === undefined ? undefined : designsOf(library.content, page);
  const found = designs === undefined ? [] : searchDesigns(designs, query);
  return (
    <>
      <header className="library-head">
        <div>
          <h1>{t(`library:page.${page}`)}</h1>
          <p>{t(`library:page.${page}.text`)}</p>
        </div>
        {page === 'designs' && (
          <div className="library-actions"><Button size="large" variant="primary" icon={<Plus size={15} aria-hidden />} onClick={() => void createDesign()}>{t('library:newDesign')}</Button></div>
        )}
      </header>
      {designs !== undefined && designs.length > 0 && (
        <Field className="library-search" label={t('library:search')} hideLabel placeholder={t('library:search')} icon={<Search size={15} aria-hidden />} value={query}
          onChange={(event) => setQuery(event.target.value)} />
      )}
      {designs !== undefined && found.length === 0 && <p className="library-empty">{t(designs.length === 0 ? `library:page.${page}.empty` : 'library:search.none', { query })}</p>}
      <DesignTable designs={found} library={library} mode={page === 'deleted' ? 'deleted' : 'present'} />
    </>
  );
}
