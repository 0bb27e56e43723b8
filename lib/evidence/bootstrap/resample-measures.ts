import type { Blocks } from "./blocks.js";
import { type BootstrapMeasure, measureFunction } from "./bootstrap-measure.js";

/** Measures of a resample, in the order in which they were asked for; the same array each time. */
export type ResampleMeasures = (blocks: Blocks) => Float64Array;

/**
 * The function that measures a resample, given its blocks. The mean, the Sharpe ratio and the maximum drawdown are taken
 * in one pass over the blocks, without writing the resample down: the drawdown is that of the written one to the last
 * bit, the others agree with it to some 1e-13.
 * @param returns without gaps
 * @throws {RangeError} naming `owner`, as `measureFunction` does
 */
export function resampleMeasures(
  returns: Float64Array,
  measures: readonly BootstrapMeasure[],
  { periodsPerYear, owner }: { readonly periodsPerYear: number; readonly owner: string },
): ResampleMeasures {
  const T = returns.length;
  const functions = measures.map((measure) => measureFunction(measure, periodsPerYear, owner));
  const year = Math.sqrt(periodsPerYear);
  const pass = onePass(returns, measures);
  const sample = new Float64Array(T);
  const found = new Float64Array(measures.length);
  return (blocks) => {
    const sums = pass?.(blocks);
    let written = false;
    measures.forEach((measure, place) => {
      let value = sums === undefined ? undefined : fromSums(measure, sums, T, year);
      if (value === undefined) {
        if (!written) writeDown(returns, blocks, sample);
        written = true;
        value = functions[place](sample);
      }
      found[place] = value;
    });
    return found;
  };
}

/** What one pass over a resample finds. */
interface Sums {
  /** Mean of all returns. */
  centre: number;
  /** Sum of r − centre, so that squares and squared sum do not cancel. */
  sum: number;
  /** Sum of (r − centre)². */
  squares: number;
  /** Lowest wealth / highest so far, from 1 on. */
  deepest: number;
}

/** `undefined` where the sums would lose the digits of what is asked for, or do not tell it. */
function fromSums(
  measure: BootstrapMeasure,
  { centre, sum, squares, deepest }: Sums,
  T: number,
  year: number,
): number | undefined {
  if (measure === "maxDrawdown") return deepest - 1;
  const mean = centre + sum / T;
  if (measure === "mean") return mean;
  if (measure !== "sharpe") return undefined;
  const own = squares - (sum * sum) / T;
  if (!(own > 1e-6 * squares)) return undefined;
  const deviation = Math.sqrt(own / (T - 1));
  return deviation > 1e-12 ? (mean / deviation) * year : undefined;
}

/** The pass that the measures need; `undefined` if none needs any. */
function onePass(
  returns: Float64Array,
  measures: readonly BootstrapMeasure[],
): ((blocks: Blocks) => Readonly<Sums>) | undefined {
  const depth = measures.includes("maxDrawdown");
  if (!depth && !measures.includes("mean") && !measures.includes("sharpe")) return undefined;
  const T = returns.length;
  let centre = 0;
  for (let t = 0; t < T; t++) centre += returns[t] / T;
  // Past the last row comes the first.
  const twice = new Float64Array(2 * T);
  twice.set(returns);
  twice.set(returns, T);
  const sums: Sums = { centre, sum: 0, squares: 0, deepest: Number.NaN };
  return (blocks) => {
    if (depth) addWealth(twice, blocks, sums);
    else addMoments(twice, blocks, sums);
    return sums;
  };
}

/** Moments of the returns that the blocks take; `twice` holds all returns two times in a row. */
function addMoments(twice: Float64Array, { starts, lengths, count }: Blocks, into: Sums): void {
  const { centre } = into;
  let sum = 0;
  let squares = 0;
  for (let block = 0; block < count; block++) {
    const start = starts[block];
    const end = start + lengths[block];
    for (let row = start; row < end; row++) {
      const value = twice[row] - centre;
      sum += value;
      squares += value * value;
    }
  }
  into.sum = sum;
  into.squares = squares;
}

/** The same, and how deep the wealth they compound to falls: the steps of `returnMeasures`. */
function addWealth(twice: Float64Array, { starts, lengths, count }: Blocks, into: Sums): void {
  const { centre } = into;
  let sum = 0;
  let squares = 0;
  let wealth = 1;
  let peak = 1;
  let deepest = 1;
  for (let block = 0; block < count; block++) {
    const start = starts[block];
    const end = start + lengths[block];
    for (let row = start; row < end; row++) {
      const earned = twice[row];
      const value = earned - centre;
      sum += value;
      squares += value * value;
      wealth *= 1 + earned;
      if (wealth > peak) peak = wealth;
      else if (wealth < deepest * peak) deepest = wealth / peak;
    }
  }
  into.sum = sum;
  into.squares = squares;
  into.deepest = deepest;
}

function writeDown(returns: Float64Array, { starts, lengths, count }: Blocks, sample: Float64Array): void {
  const T = returns.length;
  let row = 0;
  for (let block = 0; block < count; block++) {
    let index = starts[block];
    for (const end = row + lengths[block]; row < end; row++) {
      sample[row] = returns[index];
      index = index + 1 === T ? 0 : index + 1;
    }
  }
}
