import type { Preferences } from '../../shared/ipc/contract.ts';
import { applyAppearance, resolveTheme } from '../design/install-theme.ts';
import { setLanguage } from '../i18n/i18n.ts';
import { request } from '../ipc/client.ts';
import { panelsFromPreferences, panelsToPreferences, type StoredPanels } from '../store/panels.ts';
import { useUi, type UiState } from '../store/ui.ts';

/** Puts theme, scale, motion and language in force. */
export function showAppearance({ preferences }: UiState): void {
  applyAppearance({ ...preferences, theme: resolveTheme(preferences.theme) });
  setLanguage(preferences.language);
}

/** Keeps what the person chose: written shortly after the last change, so that dragging a panel is one write. Panels are kept per design. */
export function keepPreferences(storedAtStart: StoredPanels): void {
  let stored = storedAtStart;
  // Only what changed: a system that asks for less motion must not become the person's own choice.
  let changed: Partial<Preferences> = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  useUi.subscribe((state, before) => {
    if (state.preferences !== before.preferences) showAppearance(state);
    if (state.designId !== before.designId && state.designId !== undefined) {
      useUi.setState({ panels: panelsFromPreferences(stored, state.designId) });
      return;
    }
    if (state.preferences === before.preferences && state.panels === before.panels) return;
    stored = panelsToPreferences(state.panels, stored, state.designId);
    clearTimeout(timer);
    for (const key of Object.keys(state.preferences) as (keyof typeof state.preferences)[]) {
      if (state.preferences[key] !== before.preferences[key]) Object.assign(changed, { [key]: state.preferences[key] });
    }
    timer = setTimeout(() => {
      void request('app.setPreferences', { ...changed, panels: { ...stored } });
      changed = {};
    }, 400);
  });
  window.matchMedia('(prefers-color-scheme: light)').addEventListener('change', () => showAppearance(useUi.getState()));
}
