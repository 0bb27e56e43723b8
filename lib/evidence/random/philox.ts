import { checkSeed } from "./check-seed.js";

const multiplier0 = 0xd2511f53;
const multiplier1 = 0xcd9e8d57;
const key0Step = 0x9e3779b9;
const key1Step = 0xbb67ae85;
const two32 = 2 ** 32;

/** Random numbers of one stream, in their order. */
export interface RandomStream {
  /** The next in [0, 1), a multiple of 2⁻⁵³: all 53 bits of a double are random. */
  uniform(): number;
  /** The next whole number in 0 … n − 1, each as likely as the others; n from 1 to 2³². */
  integer(n: number): number;
  /** The next of a standard normal, mean 0 and variance 1. */
  normal(): number;
  /** The next 32 bits as a whole number, 0 … 2³² − 1. */
  word(): number;
}

/**
 * Random numbers that are a function of (seed, stream, place): the same on every machine, and stream r can be drawn
 * without drawing those before it, so a computation gives stream r to its r-th piece of work and its result does not
 * depend on who does which piece. Streams of one seed share no number: block b of stream s is the cipher of the
 * counter (b, s) under the key `seed`.
 * Uniforms take the upper 27 and 26 bits of two words; whole numbers are drawn by Lemire's multiplication with
 * rejection, one word; normals by Box and Muller, in pairs.
 * Not for secrets. Source: Salmon, Moraes, Dror & Shaw 2011, Parallel random numbers: as easy as 1, 2, 3, SC11.
 * @param seed whole number from 0 to 2⁵³ − 1
 * @param stream whole number from 0 to 2⁵³ − 1
 * @throws {RangeError} if either is not such a number; `integer` throws for an n it cannot draw from
 */
export function philoxStream(seed: number, stream: number): RandomStream {
  checkSeed(seed, "philoxStream");
  if (!Number.isSafeInteger(stream) || stream < 0) {
    throw new RangeError(
      `philoxStream: stream ${stream} is no number of a stream; give a whole number from 0 to 2^53 - 1`,
    );
  }
  return new PhiloxStream(seed, stream);
}

/**
 * The four words that Philox4x32-10 makes of a counter of four words and a key of two.
 * Source: Salmon et al. 2011, section 3.3, ten rounds.
 * @param out receives the four words
 */
export function philox4x32(counter: Uint32Array, key: Uint32Array, out: Uint32Array): void {
  // All in 32-bit integers, signed: unsigned ones would turn into doubles.
  let c0 = counter[0] | 0;
  let c1 = counter[1] | 0;
  let c2 = counter[2] | 0;
  let c3 = counter[3] | 0;
  let k0 = key[0] | 0;
  let k1 = key[1] | 0;
  for (let round = 0; round < 10; round++) {
    const high0 = upperProduct(c0, multiplier0 >>> 16, multiplier0 & 0xffff);
    const high1 = upperProduct(c2, multiplier1 >>> 16, multiplier1 & 0xffff);
    const low0 = Math.imul(multiplier0, c0);
    c0 = high1 ^ c1 ^ k0;
    c1 = Math.imul(multiplier1, c2);
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + key0Step) | 0;
    k1 = (k1 + key1Step) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** Upper 32 of the 64 bits of word × (upper 2¹⁶ + lower), by halves as on paper; no partial sum passes 2³². */
function upperProduct(word: number, upper: number, lower: number): number {
  const wordLower = word & 0xffff;
  const wordUpper = word >>> 16;
  const middle = (Math.imul(wordUpper, lower) + (Math.imul(wordLower, lower) >>> 16)) | 0;
  const carried = (Math.imul(wordLower, upper) + (middle & 0xffff)) | 0;
  return (Math.imul(wordUpper, upper) + (middle >>> 16) + (carried >>> 16)) | 0;
}

class PhiloxStream implements RandomStream {
  private readonly key: Uint32Array;
  private readonly counter: Uint32Array;
  private readonly words = new Uint32Array(4);
  private used = 4;
  private spare = Number.NaN;

  constructor(seed: number, stream: number) {
    this.key = Uint32Array.of(seed >>> 0, Math.floor(seed / two32));
    this.counter = Uint32Array.of(0, 0, stream >>> 0, Math.floor(stream / two32));
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
    if (this.used === 4) {
      const { counter } = this;
      philox4x32(counter, this.key, this.words);
      counter[0]++;
      if (counter[0] === 0) counter[1]++;
      this.used = 0;
    }
    return this.words[this.used++];
  }
}
