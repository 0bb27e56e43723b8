import type { RowRange, Split } from "./split.js";

/** T rows cut into blocks wherever a side of a split begins or ends, so that each side is a run of whole blocks. */
export interface Blocks {
  /** First row of each block and, last, the row after the last block; rising. */
  readonly edges: Int32Array;
  /** For each split the runs of blocks of its train side, as ranges of blocks. */
  readonly train: readonly (readonly RowRange[])[];
}

/** What a measure of returns needs to know of a block, or of several together. */
export interface Moments {
  /** Returns that are no gap. */
  readonly count: number;
  readonly mean: number;
  /** Sum of squared deviations from the mean. */
  readonly squares: number;
  /** Product of 1 + return. */
  readonly growth: number;
}

/** Moments of each block of one column, to be filled again for the next one; length of each B. */
export interface BlockMoments {
  readonly count: Int32Array;
  readonly mean: Float64Array;
  readonly squares: Float64Array;
  readonly growth: Float64Array;
}

/** The blocks of some splits. */
export function blocksOf(splits: readonly Split[]): Blocks {
  const starts = new Set<number>();
  for (const { train } of splits) {
    for (const { start, end } of train) starts.add(start).add(end);
  }
  const edges = Int32Array.from(starts).sort();
  const blockAt = new Map(Array.from(edges, (row, block) => [row, block]));
  const blocksIn = ({ start, end }: RowRange): RowRange => ({
    start: blockAt.get(start) as number,
    end: blockAt.get(end) as number,
  });
  return { edges, train: splits.map(({ train }) => train.map(blocksIn)) };
}

/** Room for the moments of a column. */
export function emptyMoments({ edges }: Blocks): BlockMoments {
  const length = Math.max(0, edges.length - 1);
  return {
    count: new Int32Array(length),
    mean: new Float64Array(length),
    squares: new Float64Array(length),
    growth: new Float64Array(length),
  };
}

/**
 * Fills in the moments of a column's blocks: one reading of the column, with a second look at each block while the cache
 * still holds it, so that squares are of deviations and do not cancel.
 */
export function fillMoments(column: ArrayLike<number>, { edges }: Blocks, into: BlockMoments): void {
  for (let block = 0; block < into.count.length; block++) {
    let count = 0;
    let sum = 0;
    let growth = 1;
    for (let row = edges[block]; row < edges[block + 1]; row++) {
      const value = column[row];
      if (value !== value) continue;
      count++;
      sum += value;
      growth *= 1 + value;
    }
    const mean = count === 0 ? 0 : sum / count;
    let squares = 0;
    for (let row = edges[block]; row < edges[block + 1]; row++) {
      const deviation = column[row] - mean;
      if (deviation === deviation) squares += deviation * deviation;
    }
    into.count[block] = count;
    into.mean[block] = mean;
    into.squares[block] = squares;
    into.growth[block] = growth;
  }
}

/**
 * The moments of several runs of blocks together. Only these blocks enter, which differences of running sums would not
 * grant: rows outside leave their rounding there.
 * Source: Chan, Golub and LeVeque (1983), Algorithms for computing the sample variance, equation 2.1.
 */
export function joinedMoments(of: BlockMoments, runs: readonly RowRange[]): Moments {
  let count = 0;
  let mean = 0;
  let squares = 0;
  let growth = 1;
  for (const { start, end } of runs) {
    for (let block = start; block < end; block++) {
      const more = of.count[block];
      if (more === 0) continue;
      const total = count + more;
      const difference = of.mean[block] - mean;
      mean += (difference * more) / total;
      squares += of.squares[block] + (difference * difference * count * more) / total;
      growth *= of.growth[block];
      count = total;
    }
  }
  return { count, mean, squares, growth };
}
