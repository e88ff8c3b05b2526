import { isJsonObject } from '../../../../shared/json.ts';
import type { ApiResult } from '../../../../shared/kubernetes/status.ts';
import { failure } from '../../../../shared/kubernetes/status.ts';
import { err, ok } from '../../../../shared/result.ts';

/** Where the next page starts. Opaque to clients. Source: apiserver/pkg/storage/continue.go. */
export interface ContinueToken {
  /** The snapshot that all pages show; -1: the latest state, after the snapshot was compacted. */
  revision: number;
  /** The next page starts after this key. */
  after: string;
}

export function encodeContinue({ revision, after }: ContinueToken): string {
  return toBase64Url(JSON.stringify({ v: 'meta.k8s.io/v1', rv: revision, start: `${after}\u0000` }));
}

/** Errors: BadRequest (400). */
export function decodeContinue(token: string): ApiResult<ContinueToken> {
  const refused = (why: string) => err(failure('BadRequest', `invalid continue token: continue key is not valid: ${why}`));
  const text = fromBase64Url(token);
  if (text === undefined) return refused('illegal base64 data at input byte 0');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refused(`invalid character '${text[0] ?? ''}' looking for beginning of value`);
  }
  if (!isJsonObject(json) || json['v'] !== 'meta.k8s.io/v1') return refused('server does not recognize this encoded version');
  const { rv, start } = json;
  if (typeof rv !== 'number' || rv === 0 || typeof start !== 'string' || start === '') return refused('incorrect encoded start resourceVersion');
  return ok({ revision: rv, after: start.endsWith('\u0000') ? start.slice(0, -1) : start });
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Keys of the API are ASCII, so a character is a byte. */
function toBase64Url(text: string): string {
  let encoded = '';
  for (let index = 0; index < text.length; index += 3) {
    const [a, b, c] = [text.charCodeAt(index), text.charCodeAt(index + 1), text.charCodeAt(index + 2)];
    const word = (a << 16) | ((Number.isNaN(b) ? 0 : b) << 8) | (Number.isNaN(c) ? 0 : c);
    const letters = Number.isNaN(b) ? 2 : Number.isNaN(c) ? 3 : 4;
    for (let letter = 0; letter < letters; letter += 1) encoded += alphabet[(word >> (18 - 6 * letter)) & 63];
  }
  return encoded;
}

function fromBase64Url(encoded: string): string | undefined {
  let [text, bits, word] = ['', 0, 0];
  for (const letter of encoded) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return undefined;
    word = ((word << 6) | value) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    text += String.fromCharCode((word >> bits) & 255);
  }
  return text;
}
