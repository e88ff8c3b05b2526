import { installClient } from '../ipc/client.ts';
import { ElectronClient } from '../ipc/electron-client.ts';
import { useUi } from '../store/ui.ts';

/**
 * Installs the client. In a window of the app that is main and the control plane; on a development page without them, or with `?fixture=NAME` there, it is made-up
 * data: `shop`, `failure`, `states`, `masters`, `masters-no-quorum`, `masters-apart`, `empty`, `campus-200`, `pods-30000`, or `library`. `&changes=1000` sets the status changes per second.
 */
export async function chooseClient(): Promise<void> {
  const query = new URLSearchParams(window.location.search);
  const fixture = query.get('fixture');
  const bridge = window.clusterwright;
  if (bridge !== undefined && fixture === null) {
    installClient(new ElectronClient(bridge));
    return;
  }
  if (!import.meta.env.DEV && import.meta.env.MODE !== 'fixtures') throw new Error('This page runs inside the Clusterwright window only.');
  const { FixtureClient } = await import('../fixtures/fixture-client.ts');
  installClient(new FixtureClient({ changesPerSecond: Number(query.get('changes') ?? 2), emptyLibrary: fixture === 'first-run' }));
  if (fixture !== null && fixture !== 'library' && fixture !== 'first-run') useUi.setState({ screen: 'editor', designId: fixture });
}
