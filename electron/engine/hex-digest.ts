import { writeHex } from './hex-codes.ts';

/**
 * Hex digits that look like a digest and depend on `text` alone: identifiers of the container runtime and hashes of manifests need no
 * random draw.
 * FNV-1a with a different start per word; no cryptography.
 * @param length number of hex digits
 */
export function hexDigest(text: string, length: number): string {
  const codes: number[] = [];
  for (let word = 0; codes.length < length; word += 1) {
    let hash = 0x811c9dc5 ^ Math.imul(word + 1, 0x9e3779b9);
    for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    hash ^= hash >>> 15;
    writeHex(codes, codes.length, Math.min(8, length - codes.length), Math.imul(hash, 0x2c1b3c6d));
  }
  return String.fromCharCode.apply(null, codes);
}

/** The same in the form of a UUID. */
export function uuidDigest(text: string): string {
  const hex = hexDigest(text, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
