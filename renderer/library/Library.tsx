import { useUi } from '../store/ui.ts';
import { DesignsPage } from './DesignsPage.tsx';
import { LibrarySidebar } from './LibrarySidebar.tsx';
import { Notices } from './Notices.tsx';
import { StartPage } from './StartPage.tsx';
import { useLibrary } from './use-library.ts';
import './library.css';

/** The first screen: samples and recent designs, all designs, recovered and deleted ones. */
export function Library() {
  const library = useLibrary();
  const page = useUi((state) => state.libraryPage);
  return (
    <div className="library">
      <LibrarySidebar content={library.content} />
      <main className="library-main">
        <div className="library-page">
          <Notices notices={library.content?.notices ?? []} />
          {page === 'start' ? <StartPage library={library} /> : <DesignsPage library={library} page={page} />}
        </div>
      </main>
    </div>
  );
}
