import { type BlockOptions, checkBlocks, drawBlocks, emptyBlocks } from "./blocks.js";

/**
 * Rows of one resample: T indices from 0 to T − 1, drawn in blocks of consecutive rows. The same indices applied to
 * several columns resample them together and keep what they have to do with each other at each instant.
 * Replication r is a function of (T, method, blockLength, seed, r) alone: replications 500 to 999 are the same drawn
 * alone or after the first 500.
 * Sources: Politis & Romano 1994 (`stationary`) and 1992 (`circular`).
 * @param T rows of the data
 * @param out receives the indices, length T; a new array if left out
 * @returns `out`
 * @throws {RangeError} if `T` is no number of rows, `out` has another length, or at an option out of range
 */
export function bootstrapIndices(T: number, options: BlockOptions, out?: Int32Array): Int32Array {
  const { method = "stationary", blockLength, seed } = options;
  if (!(Number.isInteger(T) && T >= 0 && T < 2 ** 31)) {
    throw new RangeError(`bootstrapIndices: T ${T} is not a number of rows; give a whole number from 0 to 2^31 - 1`);
  }
  checkBlocks(method, blockLength, seed, "bootstrapIndices");
  const indices = out ?? new Int32Array(T);
  if (indices.length !== T) {
    throw new RangeError(`bootstrapIndices: out has ${indices.length} places for ${T} rows; give one for each`);
  }
  const blocks = emptyBlocks(T);
  drawBlocks(blocks, T, options);
  let row = 0;
  for (let block = 0; block < blocks.count; block++) {
    let index = blocks.starts[block];
    for (const end = row + blocks.lengths[block]; row < end; row++) {
      indices[row] = index;
      index = index + 1 === T ? 0 : index + 1;
    }
  }
  return indices;
}
