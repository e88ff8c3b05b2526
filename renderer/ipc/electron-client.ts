import { requests, type Answer, type PortMessage, type Pushes, type PushName, type RequestName, type RequestOf } from '../../shared/ipc/contract.ts';
import type { AppError } from '../../shared/ipc/errors.ts';
import { err, type Result } from '../../shared/result.ts';
import { portMessage, type Bridge } from './bridge.ts';
import type { Client } from './client.ts';
import { PushHandlers } from './push-handlers.ts';

type Resolve = (result: Result<unknown, AppError>) => void;

/**
 * The client of the real window: `main` requests over the bridge, `controlPlane` requests over the MessagePort. Before the first port arrives requests wait;
 * when a port is replaced (the control plane was restarted) those under way fail as `Unavailable`, since nobody will answer them.
 */
export class ElectronClient implements Client {
  readonly #bridge: Bridge;
  readonly #pushes = new PushHandlers();
  readonly #pending = new Map<number, Resolve>();
  #port: MessagePort | undefined;
  #restarting = false;
  #waiting: PortMessage[] = [];
  #nextId = 1;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    window.addEventListener('message', (event) => {
      const port = event.ports[0];
      if (event.source === window && event.data === portMessage && port !== undefined) this.#connect(port);
    });
    bridge.onPush((name, payload) => this.#emit(name, payload));
    bridge.ready();
  }

  async request<K extends RequestName>(name: K, payload: RequestOf<K>): Promise<Answer<K>> {
    if (requests[name].target === 'main') {
      try {
        return await this.#bridge.invoke(name, payload) as Answer<K>;
      } catch (cause) {
        return err({ kind: 'Internal', detail: String(cause) });
      }
    }
    if (this.#restarting) return err({ kind: 'Unavailable' });
    const id = this.#nextId;
    this.#nextId += 1;
    const message: PortMessage = { type: 'request', id, channel: name, payload };
    return new Promise((resolve) => {
      this.#pending.set(id, resolve as Resolve);
      if (this.#port === undefined) this.#waiting.push(message);
      else this.#port.postMessage(message);
    });
  }

  onPush<K extends PushName>(name: K, handler: (payload: Pushes[K]) => void): () => void {
    return this.#pushes.on(name, handler);
  }

  pathOf(file: File): string {
    return this.#bridge.pathOf(file);
  }

  #connect(port: MessagePort): void {
    if (this.#port !== undefined) this.#failPending();
    this.#port?.close();
    this.#port = port;
    this.#restarting = false;
    port.onmessage = (event: MessageEvent<PortMessage>) => this.#receive(event.data);
    for (const message of this.#waiting) port.postMessage(message);
    this.#waiting = [];
    this.#pushes.emit('process', { state: 'ready' });
  }

  #receive(message: PortMessage): void {
    if (message.type === 'push') this.#emit(message.name, message.payload);
    if (message.type !== 'answer') return;
    this.#pending.get(message.id)?.(message.result);
    this.#pending.delete(message.id);
  }

  #emit(name: PushName, payload: unknown): void {
    if (name === 'process' && (payload as Pushes['process']).state !== 'ready') {
      this.#restarting = true;
      this.#port?.close();
      this.#port = undefined;
      this.#failPending();
    }
    this.#pushes.emit(name, payload as never);
  }

  #failPending(): void {
    for (const resolve of this.#pending.values()) resolve(err({ kind: 'Unavailable' }));
    this.#pending.clear();
    this.#waiting = [];
  }
}
