/**
 * Sums of N columns over any half of S blocks, each with two additions: a table of the sums over every subset of the
 * first S/2 blocks, and one of the others. In the place of adding up T/2 rows for each of C(S, S/2) halves; and since
 * no sum is carried from one half to the next, none drifts.
 */
export interface HalfSums {
  /** Sum over the blocks of `mask` among the first S/2, of column j: at mask × N + j. */
  readonly low: Float64Array;
  /** The same for the last S/2 blocks, block S/2 being bit 0. */
  readonly high: Float64Array;
}

/**
 * @param columns N of at least S × rowsPerBlock rows, of which the last ones are used
 * @param of what is summed, from a value
 */
export function halfSums(
  columns: readonly Float64Array[],
  { blocks, rowsPerBlock, of }: { blocks: number; rowsPerBlock: number; of: (value: number) => number },
): HalfSums {
  const N = columns.length;
  const half = blocks / 2;
  const sums = new Float64Array(blocks * N);
  columns.forEach((column, j) => {
    const first = column.length - blocks * rowsPerBlock;
    for (let block = 0; block < blocks; block++) {
      let sum = 0;
      const end = first + (block + 1) * rowsPerBlock;
      for (let t = end - rowsPerBlock; t < end; t++) sum += of(column[t]);
      sums[block * N + j] = sum;
    }
  });
  return { low: subsets(sums.subarray(0, half * N), N, half), high: subsets(sums.subarray(half * N), N, half) };
}

/** Sums over every subset of so many blocks: each is that without its lowest block, and that block. */
function subsets(sums: Float64Array, N: number, blocks: number): Float64Array {
  const table = new Float64Array(2 ** blocks * N);
  for (let mask = 1; mask < 2 ** blocks; mask++) {
    const lowest = 31 - Math.clz32(mask & -mask);
    const rest = (mask & (mask - 1)) * N;
    for (let j = 0; j < N; j++) table[mask * N + j] = table[rest + j] + sums[lowest * N + j];
  }
  return table;
}
