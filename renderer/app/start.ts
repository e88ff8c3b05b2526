import { applyAppearance, installColours, resolveTheme } from '../design/install-theme.ts';
import { setLanguage } from '../i18n/i18n.ts';
import { onPush, request } from '../ipc/client.ts';
import { runCommand } from '../commands/run.ts';
import { showError } from '../commands/show-error.ts';
import { mirror } from '../store/cluster.ts';
import { panelsFromPreferences, panelsToPreferences, type StoredPanels } from '../store/panels.ts';
import { useUi, type UiState } from '../store/ui.ts';
import { openDesign } from './session.ts';

function showAppearance({ preferences }: UiState): void {
  applyAppearance({ ...preferences, theme: resolveTheme(preferences.theme) });
  setLanguage(preferences.language);
}

/** Keeps what the person chose: written shortly after the last change, so that dragging a panel is one write. Panels are kept per design. */
function keepPreferences(storedAtStart: StoredPanels): void {
  let stored = storedAtStart;
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
    timer = setTimeout(() => void request('app.setPreferences', { ...useUi.getState().preferences, panels: { ...stored } }), 400);
  });
  window.matchMedia('(prefers-color-scheme: light)').addEventListener('change', () => showAppearance(useUi.getState()));
}

function listen(): void {
  onPush('view', (message) => mirror.receive(message));
  onPush('opened', ({ designId }) => void openDesign(designId));
  onPush('command', ({ id }) => runCommand(id));
  onPush('saveFailed', (error) => showError(error));
  onPush('process', ({ state }) => {
    const { process: before, designId } = useUi.getState();
    useUi.setState({ process: state });
    // A new process knows nothing of this window: open the design there again; the mirror keeps its picture until the list comes.
    if (state === 'ready' && before !== 'ready' && designId !== undefined) void request('design.open', { designId });
  });
}

/** Everything before the first render: colours, preferences, language, and the subscriptions that feed the stores. */
export async function start(): Promise<void> {
  installColours();
  showAppearance(useUi.getState());
  const info = await request('app.info');
  let stored: StoredPanels = {};
  if (info.ok) {
    const { panels, ...preferences } = info.value.preferences;
    stored = panels;
    const systemReduced = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    useUi.setState({
      preferences: { ...preferences, reducedMotion: preferences.reducedMotion || systemReduced }, panels: panelsFromPreferences(panels),
      platform: info.value.platform, version: info.value.version,
    });
    showAppearance(useUi.getState());
  }
  keepPreferences(stored);
  listen();
}
