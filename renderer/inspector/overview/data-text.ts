/** UTF-8 text of a Secret's base64 member; the base64 itself when it is no text. */
export function decodeBase64(encoded: string): string {
  try {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return encoded;
  }
}

export function encodeBase64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** `key`, `key-2` …: a name that is not taken. */
export function freshKey(taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? 'key' : `key-${number}`;
    if (!taken.includes(name)) return name;
  }
}
