/** Sums that the first four moments of a sample are made of; those of two samples can be added. */
interface Sums {
  /** Values that are there. */
  readonly n: number;
  readonly mean: number;
  /** Sum of (x − mean)^k for k = 2, 3, 4. */
  readonly second: number;
  readonly third: number;
  readonly fourth: number;
}

/** Moments of the rows of a window. */
export interface WindowMoments {
  readonly n: number;
  readonly mean: number;
  /** Σ (x − mean)² / (n − 1), its root. */
  readonly deviation: number;
  /** m3 / m2^1.5 and m4 / m2², mk = Σ (x − mean)^k / n; NaN if nothing varies. */
  readonly skewness: number;
  readonly kurtosis: number;
}

const nothing: Sums = { n: 0, mean: 0, second: 0, third: 0, fourth: 0 };
const blockRows = 1_024;
/** A deviation below this share of the mean is rounding. */
const rounding = 1e-15;

/**
 * Moments of any window of the values, gaps skipped, as `moments` of its rows, which would read all of them for each
 * window: sums of blocks are taken once and added, so that a window costs its blocks and the rows at its ends. Nothing is
 * subtracted, which would leave rounding of a wild time in a calm one.
 * Source: Pébay 2008, Sandia report SAND2008-6212, equations 2.1 and 3.1.
 * @returns for rows from `from` up to, without, `to`
 */
export function windowMoments(values: Float64Array): (from: number, to: number) => WindowMoments {
  const blocks = Array.from({ length: Math.floor(values.length / blockRows) }, (_, block) =>
    sumsOf(values, block * blockRows, (block + 1) * blockRows),
  );
  return (from, to) => {
    const [first, last] = [Math.ceil(from / blockRows), Math.floor(to / blockRows)];
    if (first >= last) return momentsOf(sumsOf(values, from, to));
    let sums = sumsOf(values, from, first * blockRows);
    for (let block = first; block < last; block++) sums = added(sums, blocks[block]);
    return momentsOf(added(sums, sumsOf(values, last * blockRows, to)));
  };
}

function sumsOf(values: Float64Array, from: number, to: number): Sums {
  let n = 0;
  let sum = 0;
  for (let row = from; row < to; row++) {
    const value = values[row];
    if (value !== value) continue;
    n++;
    sum += value;
  }
  if (n === 0) return nothing;
  const mean = sum / n;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let row = from; row < to; row++) {
    const offset = values[row] - mean;
    if (offset !== offset) continue;
    const square = offset * offset;
    second += square;
    third += square * offset;
    fourth += square * square;
  }
  return { n, mean, second, third, fourth };
}

function added(a: Sums, b: Sums): Sums {
  if (a.n === 0) return b;
  if (b.n === 0) return a;
  const n = a.n + b.n;
  const apart = b.mean - a.mean;
  const [ofA, ofB] = [a.n / n, b.n / n];
  return {
    n,
    mean: a.mean + apart * ofB,
    second: a.second + b.second + apart ** 2 * a.n * ofB,
    third: a.third + b.third + apart ** 3 * a.n * ofB * (ofA - ofB) + 3 * apart * (ofA * b.second - ofB * a.second),
    fourth:
      a.fourth +
      b.fourth +
      apart ** 4 * a.n * ofB * (ofA ** 2 - ofA * ofB + ofB ** 2) +
      6 * apart ** 2 * (ofA ** 2 * b.second + ofB ** 2 * a.second) +
      4 * apart * (ofA * b.third - ofB * a.third),
  };
}

function momentsOf({ n, mean, second, third, fourth }: Sums): WindowMoments {
  const population = Math.sqrt(second / n);
  const varies = population > rounding * Math.abs(mean);
  return {
    n,
    mean: n === 0 ? Number.NaN : mean,
    deviation: n < 2 ? Number.NaN : varies ? Math.sqrt(second / (n - 1)) : 0,
    skewness: varies ? third / n / population ** 3 : Number.NaN,
    kurtosis: varies ? fourth / n / population ** 4 : Number.NaN,
  };
}
