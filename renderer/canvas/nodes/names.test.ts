import { describe, expect, it } from 'vitest';
import { containerLabel, machineIcon, shortImage, splitNumber, splitPodName, splitTail } from './names.ts';

describe('names on the canvas', () => {
  it.each([
    ['web-7d9f8c5b6-x2kqp', 'web', 'web', 'x2kqp'],
    ['orders-db-0', 'orders-db', 'orders-db', '0'],
    ['cache', '', 'cache', ''],
    ['odd', 'web', 'odd', ''],
  ])('%s of %s', (name, owner, short, suffix) => {
    expect(splitPodName(name, owner)).toEqual({ short, suffix });
  });

  it.each([
    ['worker-12', 'worker', '-12'],
    ['node7', 'node', '7'],
    ['7', '7', ''],
    ['master', 'master', ''],
    ['ip-10-0-1-2023120', 'ip-10-0-1-202', '3120'],
  ])('the number of %s', (name, head, tail) => {
    expect(splitNumber(name)).toEqual([head, tail]);
  });

  it.each([
    ['data-orders-db-0', 'data-orders-db', '-0'],
    ['web-545b45dbcf-mdc24', 'web-545b45dbcf', '-mdc24'],
    ['orders x76sv', 'orders', ' x76sv'],
    ['web.17f2a9c0b1', 'web', '.17f2a9c0b1'],
    ['system-node-extraordinary', 'system-node-extraordinary', ''],
    ['settings', 'settings', ''],
  ])('the telling end of %s', (name, head, tail) => {
    expect(splitTail(name)).toEqual([head, tail]);
  });

  it.each([
    ['nginx:1.27', 'nginx:1.27'],
    ['ghcr.io/team/api:2', 'api:2'],
    ['nginx@sha256:0123456789abcdef', 'nginx@0123456'],
    ['localhost:5000/x', 'x'],
  ])('%s', (image, short) => {
    expect(shortImage(image)).toBe(short);
  });

  it('names a container by its image, or by its own name when the image says another', () => {
    expect(containerLabel({ name: 'nginx', image: 'nginx:1.27' })).toBe('nginx:1.27');
    expect(containerLabel({ name: 'nginx-2', image: 'nginx:1.27' })).toBe('nginx:1.27');
    expect(containerLabel({ name: 'log-shipper', image: 'fluent-bit:3.1' })).toBe('log-shipper');
    expect(containerLabel({ name: 'app', image: '' })).toBe('app');
  });

  it('has an icon per role', () => {
    expect([machineIcon(['worker']), machineIcon(['control-plane']), machineIcon(['control-plane', 'worker'])]).toEqual([
      'Machine',
      'ControlPlane',
      'SingleMachine',
    ]);
  });
});
