import { Menu, type MenuItemConstructorOptions } from 'electron';
import path from 'node:path';
import { menuTable, type MenuEntry } from './menu-table.ts';
import type { Say } from './words/words.ts';

/** What menu entries do. */
export interface MenuActions {
  command(id: string): void;
  openFile(file: string): void;
  clearRecentFiles(): void;
  quit(): void;
  developerTools(): void;
}

/** Builds the application menu from its table and shows it. Called again when the language or the recent files change. */
export function showApplicationMenu(say: Say, recentFiles: readonly string[], actions: MenuActions): void {
  const template = menuTable(process.platform).map(({ label, entries }): MenuItemConstructorOptions => ({
    ...(label === undefined ? { role: 'appMenu' } : { label: say(label) }),
    submenu: entries.map((entry) => item(entry, say, recentFiles, actions)),
  }));
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function item(entry: MenuEntry, say: Say, recentFiles: readonly string[], actions: MenuActions): MenuItemConstructorOptions {
  if (entry === 'separator') return { type: 'separator' };
  if ('role' in entry) return { role: entry.role, ...(entry.label ? { label: say(entry.label) } : {}) };
  const label = say(entry.label);
  if ('submenu' in entry) return { label, submenu: recentItems(say, recentFiles, actions) };
  if ('command' in entry) {
    return {
      id: entry.command, label, click: () => actions.command(entry.command),
      ...(entry.accelerator ? { accelerator: entry.accelerator, registerAccelerator: false } : {}),
    };
  }
  if (entry.action === 'quit') return { id: 'quit', label, accelerator: entry.accelerator, click: () => actions.quit() };
  return { id: 'developerTools', label, accelerator: 'CmdOrCtrl+Alt+I', click: () => actions.developerTools() };
}

function recentItems(say: Say, recentFiles: readonly string[], actions: MenuActions): MenuItemConstructorOptions[] {
  if (recentFiles.length === 0) return [{ label: say('menu.noRecent'), enabled: false }];
  return [
    ...recentFiles.map((file) => ({ label: path.basename(file), toolTip: file, click: () => actions.openFile(file) })),
    { type: 'separator' }, { id: 'clearRecent', label: say('menu.clearRecent'), click: () => actions.clearRecentFiles() },
  ];
}
