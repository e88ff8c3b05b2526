import { describe, expect, test } from 'vitest';
import { Dispatcher } from './dispatcher.ts';
import { ok } from '../../shared/result.ts';
import type { ControlPlane } from './control-plane.ts';
import { WindowLink, type Port } from './window-link.ts';

/** The control plane's end of a port, and what the window would get. */
class TestPort implements Port {
  readonly received: unknown[] = [];
  closed = false;
  private readonly listeners = new Map<string, (message: { data: unknown }) => void>();

  on(event: string, listener: (message: never) => void): void {
    this.listeners.set(event, listener as (message: { data: unknown }) => void);
  }

  start(): void {}

  close(): void {
    this.closed = true;
  }

  postMessage(message: unknown): void {
    this.received.push(message);
  }

  emit(event: 'message' | 'close', data?: unknown): void {
    this.listeners.get(event)?.({ data });
  }
}

function linked(): { link: WindowLink; port: TestPort; ticks: () => number } {
  let ticks = 0;
  const dispatcher = new Dispatcher([{ 'design.close': () => ok(undefined) }], {} as ControlPlane, () => {});
  const link = new WindowLink(() => dispatcher, () => { ticks += 1; });
  const port = new TestPort();
  link.connect(port);
  return { link, port, ticks: () => ticks };
}

const close = { type: 'request', id: 4, channel: 'design.close', payload: undefined };

describe('the window\'s port', () => {
  test('answers requests by number, then shows what they changed', () => {
    const { port, ticks } = linked();
    port.emit('message', close);
    expect(port.received).toEqual([{ type: 'answer', id: 4, result: { ok: true, value: undefined } }]);
    expect(ticks()).toBe(1);
  });

  test.each([null, undefined, 'text', 7, {}, { type: 'answer', id: 1 }, { type: 'request', id: 'x' }])('passes over %j', (message) => {
    const { port } = linked();
    port.emit('message', message);
    expect(port.received).toEqual([]);
  });

  test('is replaced when the window loads again: the old one is closed and no longer heard', () => {
    const { link, port } = linked();
    const fresh = new TestPort();
    link.connect(fresh);
    expect(port.closed).toBe(true);
    port.emit('message', close);
    port.emit('close');
    fresh.emit('message', close);
    link.push('process', { state: 'ready' });
    expect([port.received.length, fresh.received.length]).toEqual([0, 2]);
  });

  test('may be gone: pushes then go nowhere', () => {
    const { link, port } = linked();
    port.emit('close');
    link.push('process', { state: 'ready' });
    expect(port.received).toEqual([]);
  });
});
