import { AArrowDown, AArrowUp, Languages, Moon, Sparkles, Sun, SunMoon } from 'lucide-react';
import type { Preferences } from '../../shared/ipc/contract.ts';
import { useUi } from '../store/ui.ts';
import { always, type Command } from './command.ts';

/** Changes preferences; start.ts applies and keeps them. */
export function setPreferences(change: Partial<Omit<Preferences, 'panels'>>): void {
  useUi.setState((state) => ({ preferences: { ...state.preferences, ...change } }));
}

const themeIcons = { dark: Moon, light: Sun, system: SunMoon } as const;
/** `theme.dark`, `theme.light`, `theme.system`. */
export const themeCommands: readonly Command[] = (['dark', 'light', 'system'] as const).map((theme) => ({
  id: `theme.${theme}`, title: `commands:theme.${theme}`, icon: themeIcons[theme], group: 'app', menus: ['palette'], isEnabled: always,
  isChecked: (context) => context.ui.preferences.theme === theme, run: () => setPreferences({ theme }),
}));

/** `language.en`, `language.pt-BR`. */
export const languageCommands: readonly Command[] = (['en', 'pt-BR'] as const).map((language) => ({
  id: `language.${language}`, title: `commands:language.${language}`, icon: Languages, group: 'app', menus: ['palette'], isEnabled: always,
  isChecked: (context) => context.ui.preferences.language === language, run: () => setPreferences({ language }),
}));

export const interfaceScales = [0.9, 1, 1.1, 1.25, 1.5] as const;

function scaleBy(present: number, direction: 1 | -1): number {
  const sorted = direction === 1 ? interfaceScales : [...interfaceScales].reverse();
  return sorted.find((scale) => (scale - present) * direction > 0.001) ?? present;
}

export const scaleUp: Command = {
  id: 'interfaceLarger', title: 'commands:interfaceLarger', icon: AArrowUp, group: 'app', shortcut: 'Mod++', alternatives: ['Mod+='], menus: ['palette'], whileTyping: true, isEnabled: always,
  run: ({ ui }) => setPreferences({ interfaceScale: scaleBy(ui.preferences.interfaceScale, 1) }),
};
export const scaleDown: Command = {
  id: 'interfaceSmaller', title: 'commands:interfaceSmaller', icon: AArrowDown, group: 'app', shortcut: 'Mod+-', menus: ['palette'], whileTyping: true, isEnabled: always,
  run: ({ ui }) => setPreferences({ interfaceScale: scaleBy(ui.preferences.interfaceScale, -1) }),
};
export const reduceMotion: Command = {
  id: 'reduceMotion', title: 'commands:reduceMotion', icon: Sparkles, group: 'app', menus: ['palette'], isEnabled: always,
  isChecked: (context) => context.ui.preferences.reducedMotion, run: ({ ui }) => setPreferences({ reducedMotion: !ui.preferences.reducedMotion }),
};
