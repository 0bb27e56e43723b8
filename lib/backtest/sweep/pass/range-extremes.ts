import { sharedFloats } from "./shared.js";

/** Rows in a block; sixteen comparisons at most at either end of a range that lies in one block. */
const blockShift = 4;
const block = 1 << blockShift;

/** Highest values of ranges of rows, prepared once; T numbers for prefixes, T for suffixes, and a table over blocks. */
export interface RangeHighest {
  readonly values: Float64Array;
  /** Highest of the rows of the block up to each row. */
  readonly prefix: Float64Array;
  /** Highest of the rows of the block from each row on. */
  readonly suffix: Float64Array;
  /** Level k, place b: highest of the 2^k blocks from b on. */
  readonly levels: readonly Float64Array[];
}

/**
 * Prepares `highestIn` for values without a gap. For the lowest, negate the values and the answer.
 * The plain form looks through each range; here a range is a suffix of one block, a prefix of another, and two rows of a
 * table of blocks that may overlap (a sparse table: Bender & Farach-Colton 2000).
 */
export function rangeHighest(values: Float64Array): RangeHighest {
  const T = values.length;
  const [prefix, suffix] = [sharedFloats(T), sharedFloats(T)];
  const blocks = Math.ceil(T / block);
  const first = sharedFloats(blocks);
  for (let b = 0; b < blocks; b++) {
    const end = Math.min(T, (b + 1) * block);
    let highest = Number.NEGATIVE_INFINITY;
    for (let row = b * block; row < end; row++) {
      if (values[row] > highest) highest = values[row];
      prefix[row] = highest;
    }
    first[b] = highest;
    highest = Number.NEGATIVE_INFINITY;
    for (let row = end - 1; row >= b * block; row--) {
      if (values[row] > highest) highest = values[row];
      suffix[row] = highest;
    }
  }
  const levels = [first];
  for (let size = 1; 2 * size <= blocks; size *= 2) {
    const below = levels[levels.length - 1];
    const level = sharedFloats(blocks - 2 * size + 1);
    for (let b = 0; b < level.length; b++) level[b] = Math.max(below[b], below[b + size]);
    levels.push(level);
  }
  return { values, prefix, suffix, levels };
}

/** Highest value of rows `from` to `to`, both included, from ≤ to. */
export function highestIn({ values, prefix, suffix, levels }: RangeHighest, from: number, to: number): number {
  const start = from >> blockShift;
  const end = to >> blockShift;
  if (start === end) {
    let highest = values[from];
    for (let row = from + 1; row <= to; row++) if (values[row] > highest) highest = values[row];
    return highest;
  }
  const ends = Math.max(suffix[from], prefix[to]);
  const between = end - start - 1;
  if (between === 0) return ends;
  const k = 31 - Math.clz32(between);
  const level = levels[k];
  return Math.max(ends, level[start + 1], level[end - (1 << k)]);
}
