import { drawBlocks, emptyBlocks } from "../bootstrap/blocks.js";
import type { Differentials } from "./differentials.js";

/**
 * Calls `visit` with √n × the means of the columns' deviations over each resample, all columns over the same rows. Sums
 * of a block are differences of running sums, so that a resample costs N × blocks and not N × n.
 * @param visit is given the same array each time, length N
 */
export function eachResample(
  { deviations, conventions }: Differentials,
  visit: (scaledMeans: Float64Array) => void,
): void {
  const { n, blockLength, replications, seed } = conventions;
  const running = deviations.map(runningSums);
  const scale = 1 / Math.sqrt(n);
  const blocks = emptyBlocks(n);
  const { starts, lengths } = blocks;
  const means = new Float64Array(deviations.length);
  for (let replication = 0; replication < replications; replication++) {
    drawBlocks(blocks, n, { blockLength, seed, replication });
    const { count } = blocks;
    for (let j = 0; j < means.length; j++) {
      const sums = running[j];
      let sum = 0;
      for (let block = 0; block < count; block++) {
        const start = starts[block];
        const end = start + lengths[block];
        // Past the last row comes the first.
        sum += end <= n ? sums[end] - sums[start] : sums[n] - sums[start] + sums[end - n];
      }
      means[j] = sum * scale;
    }
    visit(means);
  }
}

/** Sum of the first t values at t, length n + 1. */
function runningSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let t = 0; t < values.length; t++) sums[t + 1] = sums[t] + values[t];
  return sums;
}
