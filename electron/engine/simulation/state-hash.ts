/**
 * A 64-bit hash of text as 16 hex digits (two independent 32-bit multiplicative hashes over UTF-16 units): the same on every platform. For comparing
 * histories, not for security.
 */
export class StateHash {
  private high = 0x9dc5811c | 0;
  private low = 0x2545f491 | 0;

  add(text: string): this {
    let { high, low } = this;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      high = Math.imul(high ^ unit, 0x01000193);
      low = Math.imul(low ^ unit, 0x5bd1e995);
      low ^= low >>> 15;
    }
    this.high = Math.imul(high ^ 0x1f, 0x01000193);
    this.low = Math.imul(low ^ 0x1f, 0x5bd1e995);
    return this;
  }

  digest(): string {
    const mix = (word: number): string => {
      let mixed = word ^ (word >>> 16);
      mixed = Math.imul(mixed, 0x85ebca6b);
      mixed ^= mixed >>> 13;
      mixed = Math.imul(mixed, 0xc2b2ae35);
      return ((mixed ^ (mixed >>> 16)) >>> 0).toString(16).padStart(8, '0');
    };
    return mix(this.high ^ Math.imul(this.low, 0x9e3779b1)) + mix(this.low);
  }
}
