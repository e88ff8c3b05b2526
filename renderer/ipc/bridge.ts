import type { PushName } from '../../shared/ipc/contract.ts';

/**
 * What the preload puts on `window`. The control plane's MessagePort comes as a window message whose data is `portMessage`, since the bridge cannot carry ports.
 */
export interface Bridge {
  /** Requests with target `main`; resolves to a Result. */
  invoke(channel: string, payload: unknown): Promise<unknown>;
  /** Pushes that travel through main. Returns the way to stop. */
  onPush(listener: (name: PushName, payload: unknown) => void): () => void;
  /** Tells main that the page listens, so it sends the port and queued pushes. */
  ready(): void;
  /** Scales the whole page, e.g. 1.25; the interface scale of the preferences. */
  setZoomFactor(factor: number): void;
  /** Path on disk of a file dropped on the window; '' when it has none. */
  pathOf(file: File): string;
}

/** Marks the window message that carries the control plane's port. */
export const portMessage = 'clusterwright:port';

declare global {
  interface Window {
    clusterwright?: Bridge;
  }
}
