/** A stream of random numbers that is the same on every machine. */
export interface Random {
  /** Uniform on [0, 1), a multiple of 2^-32. */
  uniform(): number;
  /** Mean 0, variance 1, between -6 and 6: twelve uniforms less six (Irwin–Hall), close to normal up to three deviations. */
  normal(): number;
}

/**
 * The stream of a seed and a name: other names give independent streams, so that a new instrument in a simulation leaves
 * the draws of the others as they were. Generator: sfc32 (C. Doty-Humphrey, PractRand), whose state is filled by hashing
 * (FNV-1a, then the murmur3 finaliser). Only 32-bit integer operations, sums and a division by a power of two: the
 * normal is made without logarithm or sine, which engines may round differently.
 * @throws {RangeError} if `seed` is not a whole number from 0 to 2^32 - 1
 */
export function createRandom(seed: number, stream: string): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new RangeError(`createRandom: seed ${seed} is not a whole number from 0 to 4294967295`);
  }
  let a = hash(`${seed}/${stream}/a`);
  let b = hash(`${seed}/${stream}/b`);
  let c = hash(`${seed}/${stream}/c`);
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 15; round++) next();
  const uniform = (): number => next() / 4294967296;
  return {
    uniform,
    normal() {
      let sum = -6;
      for (let draw = 0; draw < 12; draw++) sum += uniform();
      return sum;
    },
  };
}

function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) | 0;
}
