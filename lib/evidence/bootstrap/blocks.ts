import { checkChoice, checkCount } from "../../series/check.js";
import { checkSeed } from "../random/check-seed.js";
import type { RandomStream } from "../random/philox.js";
import { xoshiroStream } from "../random/xoshiro.js";

/**
 * How a sample is drawn in blocks of consecutive rows, the last row followed by the first.
 *
 * - `stationary`: each block's length is geometric with the given mean, so that the resampled series is stationary
 *   (Politis & Romano 1994, Journal of the American Statistical Association 89, 1303–1313)
 * - `circular`: all blocks have the same whole length (Politis & Romano 1992, in Exploring the limits of bootstrap)
 */
export type BlockMethod = "stationary" | "circular";

/** What tells one resample from another. */
export interface BlockOptions {
  /** Default `stationary`. */
  readonly method?: BlockMethod;
  /** Rows: mean length from 1 for `stationary`; for `circular` a whole number from 1. */
  readonly blockLength: number;
  /** Whole number from 0 to 2⁵³ − 1. */
  readonly seed: number;
  /** Which resample: replication r takes stream r of the seed, whoever draws it. */
  readonly replication: number;
}

/** Blocks of one resample: block b takes `lengths[b]` rows from row `starts[b]` on; the lengths sum to T. */
export interface Blocks {
  /** Length T, of which the first `count` are used. */
  readonly starts: Int32Array;
  /** Length T, of which the first `count` are used. */
  readonly lengths: Int32Array;
  count: number;
}

/** Room for the blocks of any resample of T rows. */
export function emptyBlocks(T: number): Blocks {
  return { starts: new Int32Array(T), lengths: new Int32Array(T), count: 0 };
}

/**
 * Draws the blocks of one resample of T rows into `blocks`. Each start is uniform over the T rows; the last block is
 * cut where T rows are reached.
 */
export function drawBlocks(blocks: Blocks, T: number, { method = "stationary", ...options }: BlockOptions): void {
  const { blockLength, seed, replication } = options;
  const stream = xoshiroStream(seed, replication);
  if (blockLength === 1) {
    // Each row on its own: what follows would come to the same, a row at a time.
    for (let row = 0; row < T; row++) blocks.starts[row] = stream.integer(T);
    blocks.lengths.fill(1);
    blocks.count = T;
    return;
  }
  // Chance out of 2³² that a block goes on after a row.
  const stay = (1 - 1 / blockLength) * 2 ** 32;
  let count = 0;
  for (let filled = 0; filled < T; count++) {
    blocks.starts[count] = stream.integer(T);
    const most = T - filled;
    const length = method === "circular" ? Math.min(blockLength, most) : geometric(stream, stay, most);
    blocks.lengths[count] = length;
    filled += length;
  }
  blocks.count = count;
}

/**
 * @throws {RangeError} naming `owner`, if the method is unknown, the block length not a number of rows, or the seed
 *   none
 */
export function checkBlocks(method: BlockMethod, blockLength: number, seed: number, owner: string): void {
  checkChoice("method", method, ["stationary", "circular"], owner);
  checkSeed(seed, owner);
  if (method === "circular") checkCount(blockLength, "blockLength", owner);
  else if (!(blockLength >= 1 && blockLength < Number.POSITIVE_INFINITY)) {
    throw new RangeError(
      `${owner}: blockLength ${blockLength} is not a mean number of rows; give a number of at least 1`,
    );
  }
}

/** 1, 2, … with P(length > k) = (1 − 1/L)^k, cut at `most`. Blocks make up T rows, so the steps add up to T at most. */
function geometric(stream: RandomStream, stay: number, most: number): number {
  const word = stream.word();
  let length = 1;
  for (let bound = stay; word < bound && length < most; bound *= stay / 2 ** 32) length++;
  return length;
}
