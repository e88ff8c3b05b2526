import { Command, FolderOpen, History, Languages, LayoutDashboard, Moon, Sun, SunMoon, Trash2, type LucideIcon } from 'lucide-react';
import { BrandMark } from '../app/BrandMark.tsx';
import { setPreferences } from '../commands/appearance.ts';
import { Menu } from '../design/Menu.tsx';
import { useText } from '../i18n/use-text.ts';
import { ui, useUi, type LibraryPage } from '../store/ui.ts';
import type { LibraryContent } from './use-library.ts';

const pages: readonly { page: LibraryPage; icon: LucideIcon; count: (content: LibraryContent) => number | undefined }[] = [
  { page: 'start', icon: LayoutDashboard, count: () => undefined },
  { page: 'designs', icon: FolderOpen, count: (content) => content.designs.length },
  { page: 'recovered', icon: History, count: (content) => content.designs.filter((design) => design.recovered).length },
  { page: 'deleted', icon: Trash2, count: (content) => content.deleted.length },
];
const themeIcons = { dark: Moon, light: Sun, system: SunMoon } as const;

export function LibrarySidebar({ content }: { content: LibraryContent | undefined }) {
  const { t } = useText();
  const current = useUi((state) => state.libraryPage);
  return (
    <nav className="library-sidebar" aria-label={t('library:navigation')}>
      <div className="library-brand"><BrandMark size={20} /><span>Clusterwright</span></div>
      <ul className="library-pages">
        {pages.map(({ page, icon: Icon, count }) => (
          <li key={page}>
            <button type="button" className="library-nav" aria-current={current === page ? 'page' : undefined} onClick={() => useUi.setState({ libraryPage: page })}>
              <Icon size={16} strokeWidth={1.7} aria-hidden />
              <span className="truncate">{t(`library:page.${page}`)}</span>
              <span className="library-nav-count">{content === undefined ? '' : count(content) ?? ''}</span>
            </button>
          </li>
        ))}
      </ul>
      <SidebarFoot />
    </nav>
  );
}

function SidebarFoot() {
  const { t } = useText();
  const { theme, language } = useUi((state) => state.preferences);
  const ThemeIcon = themeIcons[theme];
  return (
    <ul className="library-foot">
      <li>
        <Menu side="top" entries={(['en', 'pt-BR'] as const).map((choice) => ({
          kind: 'item', id: choice, label: t(`commands:language.${choice}`), checked: language === choice, onSelect: () => setPreferences({ language: choice }),
        }))}>
          <button type="button" className="library-nav" aria-label={t('library:language', { name: t(`commands:language.${language}`) })}>
            <Languages size={16} strokeWidth={1.7} aria-hidden /><span>{t(`commands:language.${language}`)}</span>
          </button>
        </Menu>
      </li>
      <li>
        <Menu side="top" entries={(['dark', 'light', 'system'] as const).map((choice) => ({
          kind: 'item', id: choice, label: t(`library:theme.${choice}`), checked: theme === choice, onSelect: () => setPreferences({ theme: choice }),
        }))}>
          <button type="button" className="library-nav" aria-label={t('library:theme', { name: t(`library:theme.${theme}`) })}>
            <ThemeIcon size={16} strokeWidth={1.7} aria-hidden /><span>{t(`library:theme.${theme}`)}</span>
          </button>
        </Menu>
      </li>
      <li>
        <button type="button" className="library-nav" onClick={() => ui.openDialog({ kind: 'shortcuts' })}>
          <Command size={16} strokeWidth={1.7} aria-hidden /><span>{t('library:shortcuts')}</span>
        </button>
      </li>
    </ul>
  );
}
