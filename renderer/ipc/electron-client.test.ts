import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PortMessage } from '../../shared/ipc/contract.ts';
import { portMessage, type Bridge } from './bridge.ts';
import { ElectronClient } from './electron-client.ts';

let page: EventTarget;
let push: (name: 'process' | 'opened', payload: unknown) => void;
const bridge: Bridge = {
  invoke: vi.fn(async (channel: string) => channel === 'app.info' ? { ok: true, value: { name: 'x' } } : Promise.reject(new Error('gone'))),
  onPush: (listener) => {
    push = listener;
    return () => undefined;
  },
  ready: vi.fn(), setZoomFactor: () => undefined, pathOf: () => '',
};

beforeEach(() => {
  page = new EventTarget();
  vi.stubGlobal('window', page);
});
afterEach(() => vi.unstubAllGlobals());

/** Hands the page a port, as the preload does; returns what arrives at the other end, and that end. */
function givePort(): { received: PortMessage[]; other: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  const received: PortMessage[] = [];
  port2.onmessage = (event: MessageEvent<PortMessage>) => received.push(event.data);
  page.dispatchEvent(Object.assign(new Event('message'), { data: portMessage, ports: [port1], source: page }));
  return { received, other: port2 };
}

test('main requests go over the bridge; a rejection becomes an error value', async () => {
  const client = new ElectronClient(bridge);
  expect(bridge.ready).toHaveBeenCalled();
  expect(await client.request('app.info', undefined)).toEqual({ ok: true, value: { name: 'x' } });
  expect(await client.request('app.quit', undefined)).toMatchObject({ ok: false, error: { kind: 'Internal' } });
});

test('requests made before the control plane is there wait for it, and answers find their question', async () => {
  const client = new ElectronClient(bridge);
  const list = client.request('library.list', undefined);
  const step = client.request('clock.step', undefined);
  const { received, other } = givePort();
  await vi.waitFor(() => expect(received).toHaveLength(2));
  const [first, second] = received as { id: number }[];
  other.postMessage({ type: 'answer', id: second?.id, result: { ok: true, value: 'step' } });
  other.postMessage({ type: 'answer', id: first?.id, result: { ok: true, value: 'list' } });
  expect([await list, await step]).toEqual([{ ok: true, value: 'list' }, { ok: true, value: 'step' }]);
  other.close();
});

test('when the control plane goes, what was under way is Unavailable and so is everything until it is back', async () => {
  const client = new ElectronClient(bridge);
  const states: string[] = [];
  client.onPush('process', ({ state }) => states.push(state));
  const first = givePort();
  const pending = client.request('library.list', undefined);
  push('process', { state: 'restarting' });
  expect(await pending).toEqual({ ok: false, error: { kind: 'Unavailable' } });
  expect(await client.request('library.list', undefined)).toEqual({ ok: false, error: { kind: 'Unavailable' } });
  const second = givePort();
  void client.request('library.list', undefined);
  await vi.waitFor(() => expect(second.received).toHaveLength(1));
  expect(states).toEqual(['ready', 'restarting', 'ready']);
  first.other.close();
  second.other.close();
});

test('pushes that come before anybody listens are kept', async () => {
  const client = new ElectronClient(bridge);
  push('opened', { designId: 'd' });
  const opened: string[] = [];
  client.onPush('opened', ({ designId }) => opened.push(designId));
  push('opened', { designId: 'e' });
  expect(opened).toEqual(['d', 'e']);
});
