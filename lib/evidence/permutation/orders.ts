import { philoxStream, type RandomStream } from "../random/philox.js";

/** Other orders of some values, each made when asked for. */
export interface Orders {
  /** How many there are. */
  readonly count: number;
  /** The values in order k, to be read until the next is asked for. */
  readonly order: (k: number) => Float64Array;
}

/**
 * Circular shifts of the values by 1 to n − 1 rows: all of them if there are no more than `most`, else `most` different
 * ones, drawn at random (Floyd's sample).
 */
export function sampledShifts(values: Float64Array, most: number, seed: number): Orders {
  const possible = Math.max(0, values.length - 1);
  const shifts = possible <= most ? Array.from({ length: possible }, (_, k) => k + 1) : sample(possible, most, seed);
  const n = values.length;
  // Twice in a row: every shift is a stretch of it, and nothing is moved.
  const twice = new Float64Array(2 * n);
  twice.set(values);
  twice.set(values, n);
  return { count: shifts.length, order: (k) => twice.subarray(n - shifts[k], 2 * n - shifts[k]) };
}

/**
 * The values cut into blocks of `blockLength` rows, the last one shorter where they do not divide, in random order. The
 * k-th order takes random stream k.
 */
export function shuffledBlocks(values: Float64Array, count: number, blockLength: number, seed: number): Orders {
  const blocks = Math.ceil(values.length / blockLength);
  const turns = new Int32Array(blocks);
  const out = new Float64Array(values.length);
  return {
    count: blocks > 1 ? count : 0,
    order: (k) => {
      shuffle(turns, philoxStream(seed, k));
      let row = 0;
      for (let block = 0; block < blocks; block++) {
        const start = turns[block] * blockLength;
        const piece = values.subarray(start, start + blockLength);
        out.set(piece, row);
        row += piece.length;
      }
      return out;
    },
  };
}

/** `count` different numbers from 1 to `possible`. */
function sample(possible: number, count: number, seed: number): number[] {
  const stream = philoxStream(seed, 0);
  const chosen = new Set<number>();
  for (let top = possible - count + 1; top <= possible; top++) {
    const drawn = 1 + stream.integer(top);
    chosen.add(chosen.has(drawn) ? top : drawn);
  }
  return [...chosen];
}

/** All orders equally likely (Fisher & Yates). */
function shuffle(order: Int32Array, stream: RandomStream): void {
  for (let i = 0; i < order.length; i++) order[i] = i;
  for (let i = order.length - 1; i > 0; i--) {
    const j = stream.integer(i + 1);
    const kept = order[i];
    order[i] = order[j];
    order[j] = kept;
  }
}
