import type { Fields } from '../fields.ts';
import { setDefault, textMapOf } from '../fields.ts';

/** Source: core/v1 SetDefaults_Secret, and conversion, which writes `stringData` into `data`. */
export function defaultSecret(secret: Fields): void {
  setDefault(secret, 'type', 'Opaque');
  if (secret['stringData'] === undefined) return;
  const data: Record<string, string> = { ...textMapOf(secret, 'data') };
  for (const [key, value] of Object.entries(textMapOf(secret, 'stringData'))) data[key] = base64OfText(value);
  delete secret['stringData'];
  if (Object.keys(data).length > 0) secret['data'] = data;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of the UTF-8 bytes of `text`; written out here because neither Node's Buffer nor the window's btoa is at hand. */
export function base64OfText(text: string): string {
  const bytes = utf8Bytes(text);
  let result = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b, c] = [bytes[index], bytes[index + 1], bytes[index + 2]];
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    result += alphabet.charAt(group >> 18) + alphabet.charAt((group >> 12) & 63);
    result += b === undefined ? '=' : alphabet.charAt((group >> 6) & 63);
    result += c === undefined ? '=' : alphabet.charAt(group & 63);
  }
  return result;
}

function utf8Bytes(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    // A lone surrogate has no UTF-8 form; Go reads it as the replacement character.
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x1_0000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes;
}
