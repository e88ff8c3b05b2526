import { parseIp } from '../../../../shared/kubernetes/names-ip.ts';

/** An IPv4 address as an unsigned number; undefined when the text is none. */
export function ipv4Number(text: string): number | undefined {
  const address = parseIp(text);
  if (address?.bytes.length !== 4) return undefined;
  return address.bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}
