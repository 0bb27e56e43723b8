import { sharedFloats } from "./shared.js";

const blockShift = 3;
/** Rows in a block. */
const block = 1 << blockShift;

/** Where a row's extremes lie among its numbers: the highest, and after it the lowest. */
export interface ExtremeFields {
  /** Numbers a row. */
  readonly width: number;
  readonly value: number;
  /** Of the rows of its block up to the row. */
  readonly prefix: number;
  /** Of the rows of its block from the row on. */
  readonly suffix: number;
}

/** Highest and lowest values of ranges of rows, prepared once. */
export interface RangeExtremes {
  /** Rows of numbers, of which the prefixes and suffixes are filled in here. */
  readonly rows: Float64Array;
  /** Level k, pair b: highest and lowest of the 2^k blocks from b on. */
  readonly levels: readonly Float64Array[];
}

/**
 * Prepares `extremesIn` for values without a gap. The plain form looks through each range; here a range is a suffix of one
 * block, a prefix of another, and two pairs of a table over blocks that may overlap (a sparse table: Bender & Farach-Colton
 * 2000).
 */
export function rangeExtremes(rows: Float64Array, fields: ExtremeFields): RangeExtremes {
  const { width, prefix, suffix } = fields;
  const T = rows.length / width;
  const blocks = Math.ceil(T / block);
  const first = sharedFloats(2 * blocks);
  for (let b = 0; b < blocks; b++) {
    const start = b * block;
    const end = Math.min(T, start + block);
    runningExtremes(rows, fields, prefix, start, end, 1);
    runningExtremes(rows, fields, suffix, end - 1, start - 1, -1);
    first[2 * b] = rows[start * width + suffix];
    first[2 * b + 1] = rows[start * width + suffix + 1];
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
  return { rows, levels };
}

/**
 * Extremes of rows `from` to `to`, both included, from ≤ to.
 * @param into receives the highest and the lowest
 */
export function extremesIn(
  { rows, levels }: RangeExtremes,
  { width, value, prefix, suffix }: ExtremeFields,
  from: number,
  to: number,
  into: Float64Array,
): void {
  const start = from >> blockShift;
  const end = to >> blockShift;
  let highest: number;
  let lowest: number;
  if (start === end) {
    highest = rows[from * width + value];
    lowest = highest;
    for (let row = from + 1; row <= to; row++) {
      highest = Math.max(highest, rows[row * width + value]);
      lowest = Math.min(lowest, rows[row * width + value]);
    }
  } else {
    highest = Math.max(rows[from * width + suffix], rows[to * width + prefix]);
    lowest = Math.min(rows[from * width + suffix + 1], rows[to * width + prefix + 1]);
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

function runningExtremes(
  rows: Float64Array,
  { width, value }: ExtremeFields,
  field: number,
  from: number,
  to: number,
  step: 1 | -1,
): void {
  let highest = Number.NEGATIVE_INFINITY;
  let lowest = Number.POSITIVE_INFINITY;
  for (let row = from; row !== to; row += step) {
    highest = Math.max(highest, rows[row * width + value]);
    lowest = Math.min(lowest, rows[row * width + value]);
    rows[row * width + field] = highest;
    rows[row * width + field + 1] = lowest;
  }
}
