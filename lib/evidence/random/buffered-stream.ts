import type { RandomStream } from "./philox.js";

const two32 = 2 ** 32;

/** Random numbers made of words that come in bulk: a generator is fast in a loop of its own. */
export class BufferedStream implements RandomStream {
  private readonly words: Uint32Array;
  private readonly refill: (words: Uint32Array) => void;
  private used: number;
  private spare = Number.NaN;

  /**
   * @param size words made at a time
   * @param refill writes the next `size` random words
   */
  constructor(size: number, refill: (words: Uint32Array) => void) {
    this.words = new Uint32Array(size);
    this.refill = refill;
    this.used = size;
  }

  uniform(): number {
    const upper = this.word() >>> 5;
    return (upper * 2 ** 26 + (this.word() >>> 6)) / 2 ** 53;
  }

  integer(n: number): number {
    if (!(Number.isInteger(n) && n >= 1 && n <= two32)) {
      throw new RangeError(`integer: cannot draw one of ${n} numbers; give a whole number from 1 to 2^32`);
    }
    for (;;) {
      const word = this.word();
      const low = Math.imul(word, n) >>> 0;
      // The lower half tells whether the word is one of the 2³² mod n too many, which is nearly never worth the
      // division.
      if (low < n && low < (two32 - n) % n) continue;
      return Math.floor((word * n - low) / two32 + 0.5);
    }
  }

  normal(): number {
    const spare = this.spare;
    if (spare === spare) {
      this.spare = Number.NaN;
      return spare;
    }
    // 1 − uniform is never 0, which has no logarithm.
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  word(): number {
    if (this.used === this.words.length) {
      this.refill(this.words);
      this.used = 0;
    }
    return this.words[this.used++];
  }
}
