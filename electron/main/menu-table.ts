import type { WordKey } from './words/en.ts';

type Role = 'cut' | 'copy' | 'paste' | 'togglefullscreen' | 'minimize' | 'close' | 'hide' | 'hideOthers' | 'unhide' | 'services' | 'front';

/** An entry of the application menu. */
export type MenuEntry =
  /** Runs a command of the window's registry (`renderer/commands`). The accelerator is only shown: the window hears its keys itself. */
  | { command: string; label: WordKey; accelerator?: string }
  /** What Electron does by itself. */
  | { role: Role; label?: WordKey }
  | { action: 'quit'; label: WordKey; accelerator: string }
  | { action: 'developerTools'; label: WordKey }
  | { submenu: 'recentFiles'; label: WordKey }
  | 'separator';

export interface MenuSection {
  /** Undefined: the application's own menu of macOS, which carries its name. */
  label?: WordKey;
  entries: readonly MenuEntry[];
}

const quit: MenuEntry = { action: 'quit', label: 'menu.quit', accelerator: 'CmdOrCtrl+Q' };
const settings: MenuEntry = { command: 'settings', label: 'menu.settings', accelerator: 'CmdOrCtrl+,' };
const about: MenuEntry = { command: 'about', label: 'menu.about' };

const design: readonly MenuEntry[] = [
  { command: 'newDesign', label: 'menu.new', accelerator: 'CmdOrCtrl+N' },
  { command: 'openFile', label: 'menu.open', accelerator: 'CmdOrCtrl+O' },
  { submenu: 'recentFiles', label: 'menu.recent' },
  'separator',
  { command: 'save', label: 'menu.save', accelerator: 'CmdOrCtrl+S' },
  { command: 'saveAs', label: 'menu.saveAs', accelerator: 'CmdOrCtrl+Shift+S' },
  { command: 'exportDesign', label: 'menu.export', accelerator: 'CmdOrCtrl+E' },
  'separator',
  { command: 'toLibrary', label: 'menu.library', accelerator: 'CmdOrCtrl+Shift+O' },
];

const edit: readonly MenuEntry[] = [
  { command: 'undo', label: 'menu.undo', accelerator: 'CmdOrCtrl+Z' },
  { command: 'redo', label: 'menu.redo', accelerator: 'CmdOrCtrl+Shift+Z' },
  'separator',
  // The clipboard's own events reach the window, which puts Kubernetes YAML on it.
  { role: 'cut', label: 'menu.cut' },
  { role: 'copy', label: 'menu.copy' },
  { role: 'paste', label: 'menu.paste' },
  { command: 'duplicate', label: 'menu.duplicate', accelerator: 'CmdOrCtrl+D' },
  { command: 'delete', label: 'menu.delete', accelerator: 'Delete' },
  'separator',
  { command: 'selectAll', label: 'menu.selectAll', accelerator: 'CmdOrCtrl+A' },
  { command: 'find', label: 'menu.find', accelerator: 'CmdOrCtrl+F' },
];

const view: readonly MenuEntry[] = [
  { command: 'zoomIn', label: 'menu.zoomIn', accelerator: 'Plus' },
  { command: 'zoomOut', label: 'menu.zoomOut', accelerator: '-' },
  { command: 'zoomFit', label: 'menu.zoomFit', accelerator: 'Shift+1' },
  { command: 'zoomSelection', label: 'menu.zoomSelection', accelerator: 'Shift+2' },
  'separator',
  { command: 'panel.palette', label: 'menu.palette', accelerator: 'CmdOrCtrl+1' },
  { command: 'panel.inspector', label: 'menu.inspector', accelerator: 'CmdOrCtrl+2' },
  { command: 'panel.timeline', label: 'menu.timeline', accelerator: 'CmdOrCtrl+3' },
  { command: 'showProblems', label: 'menu.problems' },
  'separator',
  { role: 'togglefullscreen', label: 'menu.fullScreen' },
  { action: 'developerTools', label: 'menu.developerTools' },
];

const simulation: readonly MenuEntry[] = [
  { command: 'playPause', label: 'menu.playPause', accelerator: 'Space' },
  { command: 'step', label: 'menu.step', accelerator: '.' },
  { command: 'runUntilQuiet', label: 'menu.untilQuiet', accelerator: 'Shift+Space' },
  'separator',
  { command: 'restartSimulation', label: 'menu.restart' },
];

const help: readonly MenuEntry[] = [
  { command: 'commandPalette', label: 'menu.commandPalette', accelerator: 'CmdOrCtrl+K' },
  { command: 'shortcuts', label: 'menu.shortcuts', accelerator: '?' },
  { command: 'fidelity', label: 'menu.fidelity' },
];

/** The application menu of a platform. */
export function menuTable(platform: NodeJS.Platform): readonly MenuSection[] {
  const middle: MenuSection[] = [{ label: 'menu.view', entries: view }, { label: 'menu.simulation', entries: simulation }];
  if (platform === 'darwin') {
    return [
      { entries: [
        about, 'separator', settings, 'separator', { role: 'services' }, 'separator', { role: 'hide' }, { role: 'hideOthers' },
        { role: 'unhide' }, 'separator', quit,
      ] },
      { label: 'menu.design', entries: [...design, 'separator', { role: 'close' }] }, { label: 'menu.edit', entries: edit }, ...middle,
      { label: 'menu.window', entries: [{ role: 'minimize' }, 'separator', { role: 'front' }] }, { label: 'menu.help', entries: help },
    ];
  }
  return [
    { label: 'menu.design', entries: [...design, 'separator', quit] }, { label: 'menu.edit', entries: [...edit, 'separator', settings] },
    ...middle, { label: 'menu.help', entries: [...help, 'separator', about] },
  ];
}
