/**
 * Writes the first `count` of the eight hex digits of an unsigned 32-bit number as character codes, from `codes[at]` on. For identifiers that are made
 * by the hundred thousand: String.fromCharCode makes one flat text of the codes.
 */
export function writeHex(codes: number[], at: number, count: number, word: number): void {
  for (let index = 0; index < count; index += 1) {
    const digit = (word >>> (28 - index * 4)) & 15;
    codes[at + index] = digit < 10 ? 48 + digit : 87 + digit;
  }
}
