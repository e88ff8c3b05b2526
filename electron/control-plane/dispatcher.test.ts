import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requests } from '../../shared/ipc/contract.ts';
import { ok } from '../../shared/result.ts';
import { clockHandlers } from './channels/clock.ts';
import { cloudHandlers } from './channels/cloud.ts';
import { compareHandlers } from './channels/compare.ts';
import { designHandlers } from './channels/design.ts';
import { libraryHandlers } from './channels/library.ts';
import { imageHandlers } from './channels/images.ts';
import { networkHandlers } from './channels/network.ts';
import { objectHandlers } from './channels/object.ts';
import type { Handlers } from './channels/handlers.ts';
import type { ControlPlane } from './control-plane.ts';
import { Dispatcher } from './dispatcher.ts';

const nobody = {} as ControlPlane;

function dispatcherOf(handlers: Handlers, reported: string[] = []): Dispatcher {
  return new Dispatcher([handlers], nobody, (channel) => reported.push(channel));
}

test('every channel of the control plane has a handler, in one map only', () => {
  const handled = [designHandlers, objectHandlers, imageHandlers, networkHandlers, cloudHandlers, clockHandlers, libraryHandlers({} as never), compareHandlers({} as never)].flatMap((map) => Object.keys(map));
  const wanted = Object.entries(requests).filter(([, { target }]) => target === 'controlPlane').map(([name]) => name);
  expect(handled.sort()).toEqual(wanted.sort());
});

describe('a request', () => {
  test('is parsed, answered, and given what the schema made of it', () => {
    const dispatcher = dispatcherOf({
      'library.rename': ({ designId, name }) => ({ ok: false, error: { kind: 'NotFound', what: `${designId} ${name}` } }),
    });
    expect(dispatcher.answer(
      'library.rename', { designId: 'd', name: 'n', more: 1 },
    )).toEqual({ ok: false, error: { kind: 'NotFound', what: 'd n' } });
  });

  test('of the wrong form is refused with the field', () => {
    const dispatcher = dispatcherOf({ 'library.rename': () => ok(undefined) });
    expect(dispatcher.answer('library.rename', { designId: 'd', name: '' })).toMatchObject({
      ok: false, error: { kind: 'BadRequest', detail: expect.stringContaining('name') },
    });
  });

  test.each([
    'file.open', 'no.such', '__proto__', 'constructor', 'toString', '', undefined, 7, {},
  ])('on channel %j is refused', (channel) => {
    expect(
      dispatcherOf({ 'library.rename': () => ok(undefined) }).answer(channel, {}),
    ).toMatchObject({ ok: false, error: { kind: 'BadRequest' } });
  });

  test('whose handler fails is answered all the same, and reported', () => {
    const reported: string[] = [];
    const dispatcher = dispatcherOf({ 'design.close': () => { throw new Error('a mistake'); } }, reported);
    expect(dispatcher.answer('design.close', undefined)).toEqual({
      ok: false, error: { kind: 'Internal', detail: 'design.close: a mistake' },
    });
    expect(reported).toEqual(['design.close']);
  });

  test('of any content never throws', () => {
    const dispatcher = dispatcherOf({ 'design.edit': () => ok({ written: [] }), 'fault.inject': () => ok(undefined) });
    fc.assert(fc.property(fc.constantFrom('design.edit', 'fault.inject'), fc.anything(), (channel, payload) => {
      const { ok: fine } = dispatcher.answer(channel, payload);
      expect(typeof fine).toBe('boolean');
    }));
  });
});
