import { expect, test } from 'vitest';
import { machineTypeFor } from './machine-type-for.ts';

const gibi = 1024 ** 3;

test.each([
  ['a small pod: the default type', { milliCpu: 100, memory: gibi }, 'm5.large'],
  ['more memory than the default type has', { milliCpu: 100, memory: 12 * gibi }, 'r5.large'],
  ['the whole nominal memory of a type: the kubelet keeps some', { milliCpu: 100, memory: 16 * gibi }, 'r5.xlarge'],
  ['a pod for the largest', { milliCpu: 96_000, memory: 300 * gibi }, 'm5.24xlarge'],
  ['a pod too large for any', { milliCpu: 200_000, memory: gibi }, undefined],
])('%s', (_name, request, type) => {
  expect(machineTypeFor(request)).toBe(type);
});
