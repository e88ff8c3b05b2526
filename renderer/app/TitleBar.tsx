import { ChevronDown, Search } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { Button } from '../design/Button.tsx';
import { Menu, type MenuEntry } from '../design/Menu.tsx';
import { StateMark } from '../design/StateMark.tsx';
import { Tooltip } from '../design/Tooltip.tsx';
import { Kbd } from '../design/Kbd.tsx';
import { useText } from '../i18n/use-text.ts';
import { shortcutText } from '../commands/shortcut.ts';
import { useCluster, useHistory, useProblems } from '../store/hooks.ts';
import { ui, useUi } from '../store/ui.ts';
import { AppMenu } from './AppMenu.tsx';
import { CommandIconButton } from './CommandIconButton.tsx';
import { useCommandEntries } from './use-command-entries.tsx';
import './title-bar.css';

export function TitleBar() {
  const { t } = useText();
  return (
    <header className="title-bar">
      <div className="title-bar-side">
        <AppMenu />
        <DesignName />
        <span className="title-bar-line" />
        <div className="title-bar-group"><CommandIconButton id="undo" /><CommandIconButton id="redo" /></div>
        <span className="title-bar-line" />
        <div className="title-bar-group" role="toolbar" aria-label={t('shell:tools')}>
          <CommandIconButton id="tool.select" /><CommandIconButton id="tool.pan" /><CommandIconButton id="tool.edge" /><CommandIconButton id="tool.fault" />
        </div>
      </div>
      <SearchField />
      <div className="title-bar-side title-bar-right">
        <ProblemCount />
        <div className="title-bar-group"><CommandIconButton id="panel.palette" plain /><CommandIconButton id="panel.timeline" plain /><CommandIconButton id="panel.inspector" plain /></div>
        <span className="title-bar-line" />
        <CommandIconButton id="settings" />
        <ExportMenu />
      </div>
    </header>
  );
}

/** Name, dirty mark and the menu of the design. */
function DesignName() {
  const { t } = useText();
  const cluster = useCluster();
  const history = useHistory();
  const entries = useCommandEntries(['renameDesign', 'revisions', '-', 'save', 'saveAs', 'exportDesign', '-', 'newDesign', 'openFile', 'toLibrary']);
  const name = cluster?.name ?? '';
  useEffect(() => {
    document.title = name === '' ? 'Clusterwright' : `${name} - Clusterwright`;
    return () => { document.title = 'Clusterwright'; };
  }, [name]);
  const file = history.fileName;
  const state = file === undefined ? t('shell:design.kept') : t(history.dirty ? 'shell:design.dirty' : 'shell:design.saved', { file });
  return (
    <Menu entries={entries}>
      <button type="button" className="design-name">
        <h1 className="truncate design-name-text">{name}</h1>
        <span className="design-name-suffix">.cluster</span>
        <Tooltip text={state}><span className="design-name-dot" data-dirty={file !== undefined && history.dirty ? '' : undefined} role="img" aria-label={state} /></Tooltip>
        <ChevronDown size={14} aria-hidden />
      </button>
    </Menu>
  );
}

function SearchField() {
  const { t } = useText();
  const platform = useUi((state) => state.platform);
  return (
    <button type="button" className="title-search" onClick={() => ui.openDialog({ kind: 'commandPalette' })}>
      <Search size={15} aria-hidden />
      <span className="truncate">{t('shell:search')}</span>
      <Kbd keys={shortcutText('Mod+K', platform)} joined />
    </button>
  );
}

function ProblemCount() {
  const { t } = useText();
  const problems = useProblems();
  const shown = useUi((state) => state.inspectorView === 'problems' && state.panels.inspector.visible);
  if (problems.length === 0) return null;
  const worst = problems.find((problem) => problem.family === 'bad') ?? problems[0];
  return (
    <button type="button" className="title-problems" aria-pressed={shown} onClick={() => ui.showProblems()}>
      <StateMark family={worst?.family ?? 'bad'} name={String(worst?.title.params?.['state'] ?? '')} size={14} />
      {t('shell:problems', { count: problems.length })}
    </button>
  );
}

function ExportMenu() {
  const { t } = useText();
  const ids = useMemo(() => ['exportDesign', 'saveAs'], []);
  const entries: readonly MenuEntry[] = useCommandEntries(ids);
  return <Menu entries={entries} align="end"><Button>{t('shell:export')}</Button></Menu>;
}
