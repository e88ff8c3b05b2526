import { Menu, type MenuEntry } from '../design/Menu.tsx';
import { useText } from '../i18n/use-text.ts';
import { BrandMark } from './BrandMark.tsx';
import { commandEntries } from './use-command-entries.tsx';
import { useCommandContext } from './use-command-context.ts';

const sections: readonly { id: string; commands: readonly string[] }[] = [
  { id: 'file', commands: ['newDesign', 'openFile', '-', 'save', 'saveAs', 'exportDesign', '-', 'renameDesign', 'revisions', '-', 'toLibrary'] },
  { id: 'edit', commands: ['undo', 'redo', '-', 'cut', 'copy', 'paste', 'duplicate', 'delete', '-', 'selectAll', 'find'] },
  { id: 'view', commands: ['zoomIn', 'zoomOut', 'zoomActual', 'zoomFit', 'zoomSelection', '-', 'panel.palette', 'panel.inspector', 'panel.timeline', 'showProblems', 'followRequest'] },
  { id: 'clock', commands: ['playPause', 'step', 'runUntilQuiet', 'restartSimulation', '-', 'failures.list', 'failures.compare', '-', 'speed.1', 'speed.10', 'speed.100', 'speed.1000'] },
];
const appearance = ['theme.dark', 'theme.light', 'theme.system', '-', 'language.en', 'language.pt-BR', '-', 'interfaceLarger', 'interfaceSmaller', 'reduceMotion'];

/** The mark at the left: every command by topic, for systems without a menu bar of their own. */
export function AppMenu() {
  const text = useText();
  const context = useCommandContext();
  const entries: MenuEntry[] = [
    ...sections.map(({ id, commands }): MenuEntry => ({ kind: 'submenu', id, label: text.t(`shell:menu.${id}`), entries: commandEntries(commands, context, text) })),
    { kind: 'submenu', id: 'appearance', label: text.t('shell:menu.appearance'), entries: commandEntries(appearance, context, text) },
    { kind: 'separator', id: 'line' },
    ...commandEntries(['commandPalette', 'shortcuts', 'settings', 'fidelity', 'about'], context, text),
  ];
  return (
    <Menu entries={entries}>
      <button type="button" className="icon-button" aria-label={text.t('shell:menu.app')}><BrandMark size={20} /></button>
    </Menu>
  );
}
