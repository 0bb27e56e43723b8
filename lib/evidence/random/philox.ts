import { BufferedStream } from "./buffered-stream.js";
import { checkSeed } from "./check-seed.js";

const multiplier0 = 0xd2511f53;
const multiplier1 = 0xcd9e8d57;
const key0Step = 0x9e3779b9;
const key1Step = 0xbb67ae85;
const two32 = 2 ** 32;

/** Blocks that a stream ciphers ahead: few calls, and little for nothing where few numbers are drawn. A power of 2. */
const blocksAtOnce = 16;

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
  const key = Uint32Array.of(seed >>> 0, Math.floor(seed / two32));
  const counter = Uint32Array.of(0, 0, stream >>> 0, Math.floor(stream / two32));
  return new BufferedStream(4 * blocksAtOnce, (words) => {
    philox4x32(counter, key, words);
    // It counts in steps that divide 2³²: the lower word becomes 0 where it carries.
    counter[0] += blocksAtOnce;
    if (counter[0] === 0) counter[1]++;
  });
}

/**
 * The four words that Philox4x32-10 makes of a counter of four words and a key of two; of a longer `out`, also those of
 * the counters that follow, counted up in the lower two words.
 * Source: Salmon et al. 2011, section 3.3, ten rounds.
 * @param out receives four words for each counter
 */
export function philox4x32(counter: Uint32Array, key: Uint32Array, out: Uint32Array): void {
  const [first0, first1, first2, first3] = counter;
  const [key0, key1] = key;
  for (let place = 0, block = first0; place < out.length; place += 4, block++) {
    // All in 32-bit integers, signed: unsigned ones would turn into doubles.
    let c0 = block | 0;
    let c1 = (block < two32 ? first1 : first1 + 1) | 0;
    let c2 = first2 | 0;
    let c3 = first3 | 0;
    let k0 = key0 | 0;
    let k1 = key1 | 0;
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
    out[place] = c0;
    out[place + 1] = c1;
    out[place + 2] = c2;
    out[place + 3] = c3;
  }
}

/** Upper 32 of the 64 bits of word × (upper 2¹⁶ + lower), by halves as on paper; no partial sum passes 2³². */
function upperProduct(word: number, upper: number, lower: number): number {
  const wordLower = word & 0xffff;
  const wordUpper = word >>> 16;
  const middle = (Math.imul(wordUpper, lower) + (Math.imul(wordLower, lower) >>> 16)) | 0;
  const carried = (Math.imul(wordLower, upper) + (middle & 0xffff)) | 0;
  return (Math.imul(wordUpper, upper) + (middle >>> 16) + (carried >>> 16)) | 0;
}
