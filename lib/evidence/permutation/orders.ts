import { philoxStream, type RandomStream } from "../random/philox.js";

/** Other orders of some values, each written when asked for. */
export interface Orders {
  /** How many there are. */
  readonly count: number;
  /** Writes the values in order k into `out`, which is as long as they are. */
  readonly write: (k: number, out: Float64Array) => void;
}

/**
 * Circular shifts of the values by 1 to n − 1 rows: all of them if there are no more than `most`, else `most` different
 * ones, drawn at random (Floyd's sample).
 */
export function sampledShifts(values: Float64Array, most: number, seed: number): Orders {
  const possible = Math.max(0, values.length - 1);
  const shifts = possible <= most ? Array.from({ length: possible }, (_, k) => k + 1) : sample(possible, most, seed);
  return {
    count: shifts.length,
    write: (k, out) => {
      out.set(values.subarray(0, values.length - shifts[k]), shifts[k]);
      out.set(values.subarray(values.length - shifts[k]));
    },
  };
}

/**
 * The values cut into blocks of `blockLength` rows, the last one shorter where they do not divide, in random order. The
 * k-th order takes random stream k.
 */
export function shuffledBlocks(values: Float64Array, count: number, blockLength: number, seed: number): Orders {
  const blocks = Math.ceil(values.length / blockLength);
  const order = new Int32Array(blocks);
  return {
    count: blocks > 1 ? count : 0,
    write: (k, out) => {
      shuffle(order, philoxStream(seed, k));
      let row = 0;
      for (let block = 0; block < blocks; block++) {
        const start = order[block] * blockLength;
        const piece = values.subarray(start, start + blockLength);
        out.set(piece, row);
        row += piece.length;
      }
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
