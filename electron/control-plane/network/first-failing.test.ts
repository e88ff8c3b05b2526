import { expect, it } from 'vitest';
import type { RequestTrace } from '../../../shared/network/trace.ts';
import { firstFailing } from './first-failing.ts';

const trace = (kind: 'Served' | 'Failed'): RequestTrace => ({ origin: { kind: 'Internet' }, target: { host: 'x' }, hops: [], outcome: { kind, handlers: [], cause: { kind: 'NoNode' } } as RequestTrace['outcome'] });

it('one of several is found, and then the next one', () => {
  const follow = (draw: number): RequestTrace => trace(draw % 7 === 3 ? 'Failed' : 'Served');
  expect(firstFailing(follow, 0)?.draw).toBe(3);
  expect(firstFailing(follow, 4)?.draw).toBe(10);
});

it('where none fails the search ends', () => {
  let asked = 0;
  expect(firstFailing(() => { asked += 1; return trace('Served'); }, 5)).toBeUndefined();
  expect(asked).toBe(300);
});
