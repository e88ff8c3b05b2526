import '../ipc/bridge.ts';
import { colours, type Theme } from './colours.ts';

function themeRule(theme: Theme): string {
  const declarations = Object.entries(colours[theme]).map(([name, value]) => `--${name}:${value}`);
  return `[data-theme='${theme}']{${declarations.join(';')}}`;
}

/** Puts the colours of both themes into the document as custom properties. Runs once, before the first render. */
export function installColours(): void {
  const style = document.createElement('style');
  style.dataset['tokens'] = '';
  style.textContent = themeRule('dark') + themeRule('light');
  document.head.prepend(style);
}

/** The theme to show: the preference, or what the system asks for. */
export function resolveTheme(preference: 'system' | Theme): Theme {
  if (preference !== 'system') return preference;
  return window.matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

/** Applies theme, interface scale and reduced motion to the document element, from where every style sheet reads them. */
export function applyAppearance(appearance: { theme: Theme; interfaceScale: number; reducedMotion: boolean; language: string }): void {
  const root = document.documentElement;
  root.dataset['theme'] = appearance.theme;
  root.lang = appearance.language;
  // The whole page is scaled, so that canvas, hit-testing and panels stay in the same CSS px.
  window.clusterwright?.setZoomFactor(appearance.interfaceScale);
  if (appearance.reducedMotion) root.dataset['motion'] = 'reduced';
  else delete root.dataset['motion'];
}
