import '../ipc/bridge.ts';
import { stateFamilies } from '../../shared/view/states.ts';
import { colours, type Theme } from './colours.ts';
import { mix } from './contrast.ts';

/**
 * Mixtures as plain colours: Chrome 114 ignores `color-mix()` within `box-shadow`, and these are drawn as shadows. A state's border is 70 % of its mark on the
 * pod's ground; the line around a container is a fainter `line-2`; the soft
 * accent is the accent at 14 % (dark) and 9 % (light).
 */
function mixtures(theme: Theme): [string, string][] {
  const of = colours[theme];
  const borders = stateFamilies.map((family): [string, string] => [`${family}-border`, mix(of[family === 'attention' ? 'attention-mark' : family], of.pod, 0.7)]);
  const accentSoft = `${of.accent}${theme === 'dark' ? '24' : '17'}`;
  return [...borders, ['container-line', mix(of['line-2'], of.container, 0.75)], ['accent-soft', accentSoft]];
}

function themeRule(theme: Theme): string {
  const declarations = [...Object.entries(colours[theme]), ...mixtures(theme)].map(([name, value]) => `--${name}:${value}`);
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
