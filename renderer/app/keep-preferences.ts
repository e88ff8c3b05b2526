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

type Choices = UiState['preferences'];

const panelsRestMs = 400;

/** Only what changed: a system that asks for less motion must not become the person's own choice. */
function choicesMade(now: Choices, before: Choices): Partial<Choices> {
  return Object.fromEntries(Object.entries(now).filter(([key, value]) => value !== before[key as keyof Choices]));
}

/**
 * Keeps what the person chose, at once: the application may end with the next key. Panels are kept per design; of the many changes of one that is dragged the
 * first is written, and the last once it rests, or when the window goes.
 */
export function keepPreferences(storedAtStart: StoredPanels): void {
  let stored = storedAtStart;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hasRest = false;
  const write = (choices: Partial<Preferences> = {}): void => {
    hasRest = false;
    void request('app.setPreferences', { ...choices, panels: { ...stored } });
  };
  const writeRest = (): void => { if (hasRest) write(); };
  useUi.subscribe((state, before) => {
    if (state.preferences !== before.preferences) showAppearance(state);
    if (state.designId !== before.designId && state.designId !== undefined) {
      useUi.setState({ panels: panelsFromPreferences(stored, state.designId) });
      return;
    }
    if (state.preferences === before.preferences && state.panels === before.panels) return;
    stored = panelsToPreferences(state.panels, stored, state.designId);
    if (state.preferences !== before.preferences) {
      write(choicesMade(state.preferences, before.preferences));
      return;
    }
    if (timer === undefined) write();
    else hasRest = true;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      writeRest();
    }, panelsRestMs);
  });
  // The application hides its window first of all when it ends.
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') writeRest(); });
  window.addEventListener('pagehide', writeRest);
  window.matchMedia('(prefers-color-scheme: light)').addEventListener('change', () => showAppearance(useUi.getState()));
}
