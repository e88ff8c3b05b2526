import { expect, test } from 'vitest';
import { formatIpv4, parseIpv4Block, partsOf, readIpv4Block } from './ipv4-block.ts';

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

test('a range in parts', () => {
  expect(partsOf(parseIpv4Block('10.0.0.0/16'), 6)).toEqual(['10.0.0.0/19', '10.0.32.0/19', '10.0.64.0/19', '10.0.96.0/19', '10.0.128.0/19', '10.0.160.0/19']);
  expect(partsOf(parseIpv4Block('10.0.0.0/16'), 1)).toEqual(['10.0.0.0/16']);
});

test.each(['10.0.0.0', 'fd00::/48', '10.0.0.0/33', '300.0.0.0/8', ''])('"%s" is no IPv4 range', (text) => {
  expect(readIpv4Block(text)).toBeUndefined();
});
