import { installColours } from '../design/install-theme.ts';
import { onPush, request } from '../ipc/client.ts';
import { runCommand } from '../commands/run.ts';
import { showError } from '../commands/show-error.ts';
import { receiveComparison } from '../compare/run.ts';
import { mirror } from '../store/cluster.ts';
import { panelsFromPreferences, type StoredPanels } from '../store/panels.ts';
import { useUi } from '../store/ui.ts';
import { keepPreferences, showAppearance } from './keep-preferences.ts';
import { designBeforeReload, openDesign } from './session.ts';

function listen(): void {
  onPush('view', (message) => mirror.receive(message));
  onPush('opened', ({ designId }) => void openDesign(designId));
  onPush('command', ({ id }) => runCommand(id));
  onPush('comparison', receiveComparison);
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
  const designId = designBeforeReload();
  if (designId !== undefined) void openDesign(designId);
}
