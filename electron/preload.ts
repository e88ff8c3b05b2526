import { contextBridge, ipcRenderer, webFrame, webUtils } from 'electron';
import { requests } from '../shared/ipc/contract.ts';

/**
 * The window's only door. Requests for main are invoked under their own name; main hands over the control plane's MessagePort with
 * `webContents.postMessage('port', null, [port])` (again after a restart) and sends pushes with `webContents.send('push', name, payload)`.
 * Main waits for `window:ready` before it sends either.
 */
const allowed = new Set<string>(Object.entries(requests).filter(([, channel]) => channel.target === 'main').map(([name]) => name));

// The bridge copies its arguments and cannot carry ports, so the port goes to the page as a window message.
ipcRenderer.on('port', (event) => window.postMessage('clusterwright:port', window.location.origin, [...event.ports]));

contextBridge.exposeInMainWorld('clusterwright', {
  invoke(channel: string, payload: unknown): Promise<unknown> {
    if (!allowed.has(channel)) return Promise.resolve({ ok: false, error: { kind: 'BadRequest', detail: `no channel ${channel}` } });
    return ipcRenderer.invoke(channel, payload);
  },
  onPush(listener: (name: string, payload: unknown) => void): () => void {
    const forward = (_event: unknown, name: string, payload: unknown): void => listener(name, payload);
    ipcRenderer.on('push', forward);
    return () => ipcRenderer.off('push', forward);
  },
  ready(): void {
    ipcRenderer.send('window:ready');
  },
  setZoomFactor(factor: number): void {
    webFrame.setZoomFactor(Math.min(1.5, Math.max(0.9, factor)));
  },
  /** Older runtimes have no webUtils and put the path on the File itself. */
  pathOf(file: File): string {
    if (webUtils !== undefined) return webUtils.getPathForFile(file);
    return (file as File & { path?: string }).path ?? '';
  },
});
