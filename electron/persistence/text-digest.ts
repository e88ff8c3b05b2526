import { createHash } from 'node:crypto';

/** SHA-256 of a text, hexadecimal: tells whether two texts are the same without keeping both. */
export function textDigest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
