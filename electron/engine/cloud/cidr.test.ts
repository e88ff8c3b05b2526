import { expect, test } from 'vitest';
import { formatIpv4, parseIpv4Block } from './cidr.ts';

test.each([
  ['10.244.0.0/16', '10.244.0.0', 65_536],
  ['10.244.3.7/24', '10.244.3.0', 256],
  ['192.168.255.255/32', '192.168.255.255', 1],
  ['0.0.0.0/0', '0.0.0.0', 2 ** 32],
  ['255.255.255.0/24', '255.255.255.0', 256],
])('%s begins at %s and has %d addresses', (cidr, first, size) => {
  const block = parseIpv4Block(cidr);
  expect(formatIpv4(block.first)).toBe(first);
  expect(block.size).toBe(size);
});
