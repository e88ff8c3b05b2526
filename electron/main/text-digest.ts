import { createHash } from 'node:crypto';

/** SHA-256 of a text, hexadecimal, as the control plane notes it for a design's file. */
export function textDigest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
