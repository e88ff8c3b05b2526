import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mirror } from '../../store/cluster.ts';
import { promisedNames, promiseNames } from './promised-names.ts';

const put = (name: string) => ({
  changes: [{ op: 'put' as const, manifest: { apiVersion: 'v1', kind: 'Pod', metadata: { name } } }],
  label: { key: 'canvas:edit.addPod' },
});
const names = (): string[] => [...promisedNames('Pod')];

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a name is taken from the gesture until its object must have been shown', () => {
  const done = promiseNames(put('web'));
  expect(names()).toEqual(['web']);
  expect([...promisedNames('Machine')]).toEqual([]);
  done(true);
  expect(names()).toEqual(['web']);
  vi.advanceTimersByTime(1_000);
  expect(names()).toEqual([]);
});

test('a refused edit gives its names back at once, unless another edit has them too', () => {
  const first = promiseNames(put('web'));
  const second = promiseNames(put('web'));
  first(false);
  expect(names()).toEqual(['web']);
  second(false);
  expect(names()).toEqual([]);
});

test('names promised in one design are free in another', () => {
  promiseNames(put('web'));
  mirror.designId = 'another';
  expect(names()).toEqual([]);
});
