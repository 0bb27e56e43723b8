import { sharedFloats } from "./shared.js";

const blockShift = 3;
/** Rows in a block. */
const block = 1 << blockShift;

/** Highest and lowest values of ranges of rows, prepared once; of each pair of numbers the first is the highest. */
export interface RangeExtremes {
  readonly values: Float64Array;
  /** A pair a row: of the rows of its block up to it. */
  readonly prefix: Float64Array;
  /** A pair a row: of the rows of its block from it on. */
  readonly suffix: Float64Array;
  /** Level k, pair b: of the 2^k blocks from b on. */
  readonly levels: readonly Float64Array[];
}

/**
 * Prepares `extremesIn` for values without a gap. The plain form looks through each range; here a range is a suffix of one
 * block, a prefix of another, and two pairs of a table over blocks that may overlap (a sparse table: Bender & Farach-Colton
 * 2000). It takes some 60 bytes a row.
 */
export function rangeExtremes(values: Float64Array): RangeExtremes {
  const T = values.length;
  const [prefix, suffix] = [sharedFloats(2 * T), sharedFloats(2 * T)];
  const blocks = Math.ceil(T / block);
  const first = sharedFloats(2 * blocks);
  for (let b = 0; b < blocks; b++) {
    const start = b * block;
    const end = Math.min(T, start + block);
    runningExtremes(values, start, end, 1, prefix);
    runningExtremes(values, end - 1, start - 1, -1, suffix);
    first[2 * b] = suffix[2 * start];
    first[2 * b + 1] = suffix[2 * start + 1];
  }
  const levels = [first];
  for (let size = 1; 2 * size <= blocks; size *= 2) {
    const below = levels[levels.length - 1];
    const level = sharedFloats(2 * (blocks - 2 * size + 1));
    for (let at = 0; at < level.length; at += 2) {
      level[at] = Math.max(below[at], below[at + 2 * size]);
      level[at + 1] = Math.min(below[at + 1], below[at + 2 * size + 1]);
    }
    levels.push(level);
  }
  return { values, prefix, suffix, levels };
}

/**
 * Extremes of rows `from` to `to`, both included, from ≤ to.
 * @param into receives the highest and the lowest
 */
export function extremesIn(
  { values, prefix, suffix, levels }: RangeExtremes,
  from: number,
  to: number,
  into: Float64Array,
): void {
  const start = from >> blockShift;
  const end = to >> blockShift;
  let highest: number;
  let lowest: number;
  if (start === end) {
    highest = values[from];
    lowest = highest;
    for (let row = from + 1; row <= to; row++) {
      highest = Math.max(highest, values[row]);
      lowest = Math.min(lowest, values[row]);
    }
  } else {
    highest = Math.max(suffix[2 * from], prefix[2 * to]);
    lowest = Math.min(suffix[2 * from + 1], prefix[2 * to + 1]);
    const between = end - start - 1;
    if (between > 0) {
      const k = 31 - Math.clz32(between);
      const level = levels[k];
      const left = 2 * (start + 1);
      const right = 2 * (end - (1 << k));
      highest = Math.max(highest, level[left], level[right]);
      lowest = Math.min(lowest, level[left + 1], level[right + 1]);
    }
  }
  into[0] = highest;
  into[1] = lowest;
}

function runningExtremes(values: Float64Array, from: number, to: number, step: 1 | -1, into: Float64Array): void {
  let highest = Number.NEGATIVE_INFINITY;
  let lowest = Number.POSITIVE_INFINITY;
  for (let row = from; row !== to; row += step) {
    highest = Math.max(highest, values[row]);
    lowest = Math.min(lowest, values[row]);
    into[2 * row] = highest;
    into[2 * row + 1] = lowest;
  }
}
