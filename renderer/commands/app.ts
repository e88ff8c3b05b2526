import { Command as CommandIcon, Info, Keyboard, ListChecks, Settings } from 'lucide-react';
import { ui } from '../store/ui.ts';
import { always, type Command } from './command.ts';

export const commandPalette: Command = {
  id: 'commandPalette', title: 'commands:commandPalette', icon: CommandIcon, group: 'app', shortcut: 'Mod+K', menus: ['app'], whileTyping: true, isEnabled: always,
  run: () => ui.openDialog({ kind: 'commandPalette' }),
};
export const shortcuts: Command = {
  id: 'shortcuts', title: 'commands:shortcuts', icon: Keyboard, group: 'app', shortcut: '?', menus: ['palette', 'app'], isEnabled: always, run: () => ui.openDialog({ kind: 'shortcuts' }),
};
export const settings: Command = {
  id: 'settings', title: 'commands:settings', icon: Settings, group: 'app', shortcut: 'Mod+,', menus: ['palette', 'app'], whileTyping: true, isEnabled: always,
  run: () => ui.openDialog({ kind: 'settings' }),
};
export const fidelity: Command = {
  id: 'fidelity', title: 'commands:fidelity', icon: ListChecks, group: 'app', menus: ['palette', 'app'], isEnabled: always, run: () => ui.openDialog({ kind: 'fidelity' }),
};
export const about: Command = {
  id: 'about', title: 'commands:about', icon: Info, group: 'app', menus: ['palette', 'app'], isEnabled: always, run: () => ui.openDialog({ kind: 'about' }),
};
