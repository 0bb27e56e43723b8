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

/**
 * Moments of the B blocks of one column and of pairs of them, pairs of pairs and so on, to be filled again for the next
 * column. Length of each 2 B: block b is at B + b, and the entry at i, from B − 1 down to 1, joins those at 2 i and
 * 2 i + 1.
 */
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
  const length = 2 * Math.max(0, edges.length - 1);
  return {
    count: new Int32Array(length),
    mean: new Float64Array(length),
    squares: new Float64Array(length),
    growth: new Float64Array(length),
  };
}

/**
 * Fills in the moments of a column: one reading of it, with a second look at each block while the cache still holds it,
 * so that squares are of deviations and do not cancel.
 */
export function fillMoments(column: ArrayLike<number>, { edges }: Blocks, into: BlockMoments): void {
  const B = into.count.length / 2;
  for (let block = 0; block < B; block++) {
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
    into.count[B + block] = count;
    into.mean[B + block] = mean;
    into.squares[B + block] = squares;
    into.growth[B + block] = growth;
  }
  const joined = { count: 0, mean: 0, squares: 0, growth: 1 };
  for (let place = B - 1; place > 0; place--) {
    joined.count = joined.mean = joined.squares = 0;
    joined.growth = 1;
    join(joined, into, 2 * place);
    join(joined, into, 2 * place + 1);
    into.count[place] = joined.count;
    into.mean[place] = joined.mean;
    into.squares[place] = joined.squares;
    into.growth[place] = joined.growth;
  }
}

/**
 * The moments of several runs of blocks together, each run put together from the largest pairs of pairs inside it: 2
 * log B of them at most. Only blocks of the runs enter, which differences of running sums would not grant: rows outside
 * leave their rounding there.
 */
export function joinedMoments(of: BlockMoments, runs: readonly RowRange[]): Moments {
  const B = of.count.length / 2;
  const joined = { count: 0, mean: 0, squares: 0, growth: 1 };
  for (const { start, end } of runs) {
    let low = B + start;
    let high = B + end;
    while (low < high) {
      if (low & 1) join(joined, of, low++);
      if (high & 1) join(joined, of, --high);
      low >>= 1;
      high >>= 1;
    }
  }
  return joined;
}

/**
 * Takes the moments at a place into `into`.
 * Source: Chan, Golub and LeVeque (1983), Algorithms for computing the sample variance, equation 2.1.
 */
function join(into: { -readonly [name in keyof Moments]: number }, of: BlockMoments, place: number): void {
  const more = of.count[place];
  if (more === 0) return;
  const total = into.count + more;
  const difference = of.mean[place] - into.mean;
  into.mean += (difference * more) / total;
  into.squares += of.squares[place] + (difference * difference * into.count * more) / total;
  into.growth *= of.growth[place];
  into.count = total;
}
