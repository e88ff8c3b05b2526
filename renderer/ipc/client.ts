import type { Answer, Pushes, PushName, RequestName, RequestOf } from '../../shared/ipc/contract.ts';

/** The window's way to everything else. The real one talks to main and the control plane; fixtures give another for development. */
export interface Client {
  request<K extends RequestName>(name: K, payload: RequestOf<K>): Promise<Answer<K>>;
  onPush<K extends PushName>(name: K, handler: (payload: Pushes[K]) => void): () => void;
  /** Path of a dropped file; '' when it has none. */
  pathOf(file: File): string;
}

let current: Client | undefined;

/** Chooses the client; once, before the first render. */
export function installClient(client: Client): void {
  current = client;
}

function installed(): Client {
  if (current === undefined) throw new Error('no client installed: call installClient before the first render');
  return current;
}

/** Requests that carry nothing may be called with the name alone. */
type Payload<K extends RequestName> = undefined extends RequestOf<K> ? [payload?: undefined] : [payload: RequestOf<K>];

/** Asks main or the control plane. Never throws: failures are the `error` of the Result. */
export function request<K extends RequestName>(name: K, ...payload: Payload<K>): Promise<Answer<K>> {
  return installed().request(name, payload[0] as RequestOf<K>);
}

/** Listens to what comes unasked; returns the way to stop. */
export function onPush<K extends PushName>(name: K, handler: (payload: Pushes[K]) => void): () => void {
  return installed().onPush(name, handler);
}

export function pathOf(file: File): string {
  return installed().pathOf(file);
}
