import type { PortMessage, PushName, Pushes } from '../../shared/ipc/contract.ts';
import type { Dispatcher } from './dispatcher.ts';

/** The control plane's end of a MessagePort, as Electron gives it. */
export interface Port {
  on(event: 'message', listener: (message: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
  postMessage(message: unknown): void;
}

/**
 * The port of the window. A window that reloads brings a new one, and the old one is forgotten; until there is one, pushes go nowhere,
 * since every window asks for a fresh list when it opens a design.
 */
export class WindowLink {
  private readonly dispatcher: () => Dispatcher;
  private readonly afterRequest: () => void;
  private port: Port | undefined;

  /** @param afterRequest runs once the answer is under way, so that what the request changed is shown at once */
  constructor(dispatcher: () => Dispatcher, afterRequest: () => void) {
    this.dispatcher = dispatcher;
    this.afterRequest = afterRequest;
  }

  connect(port: Port): void {
    this.port?.close();
    this.port = port;
    port.on('message', ({ data }) => this.receive(port, data));
    port.on('close', () => {
      if (this.port === port) this.port = undefined;
    });
    port.start();
  }

  push<K extends PushName>(name: K, payload: Pushes[K]): void {
    this.post({ type: 'push', name, payload });
  }

  private receive(port: Port, data: unknown): void {
    if (port !== this.port || typeof data !== 'object' || data === null) return;
    const message = data as Partial<PortMessage>;
    if (message.type !== 'request' || typeof message.id !== 'number') return;
    this.post({ type: 'answer', id: message.id, result: this.dispatcher().answer(message.channel, message.payload) });
    this.afterRequest();
  }

  private post(message: PortMessage): void {
    this.port?.postMessage(message);
  }
}
