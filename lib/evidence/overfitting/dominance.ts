import type { HalfMeasures } from "./half-measures.js";

/** Whether choosing in sample beats choosing at random, out of sample, for any taste. */
export interface Dominance {
  /** At every level x, the chosen fall short of x no more often than all do, and somewhere less often. */
  readonly firstOrder: boolean;
  /** At every level x, the chosen fall short of x by no more on average: enough for all who dislike risk. */
  readonly secondOrder: boolean;
  /** Levels: 1,000 evenly spaced from the worst to the best measure of the chosen out of sample. */
  readonly levels: Float64Array;
  /** Share of the chosen at most at each level. */
  readonly chosen: Float64Array;
  /** Share of all columns in all splits at most at each level. */
  readonly all: Float64Array;
}

const resolution = 1000;

/**
 * Compares the distribution of the chosen columns' measures out of sample with that of all columns' in all splits, F
 * and G: first order if F(x) ≤ G(x), second if ∫ F ≤ ∫ G up to x, at each of the levels and at infinity.
 * Measures of all halves are asked for once more: where they are too many to keep, they are taken again.
 * @param outOfSample measures of the chosen, one for each split
 */
export function dominance(
  measures: HalfMeasures,
  outOfSample: Float64Array,
  { masks, blocks, N }: { masks: Int32Array; blocks: number; N: number },
): Dominance {
  const levels = levelsOf(outOfSample);
  const chosen = emptyTally();
  tally(chosen, outOfSample, levels);
  const all = emptyTally();
  const values = new Float64Array(N);
  for (let i = 0; i < masks.length; i++) {
    measures.write(masks[i], values);
    tally(all, values, levels);
    measures.write(2 ** blocks - 1 - masks[i], values);
    tally(all, values, levels);
  }
  const [F, G] = [cumulated(chosen, levels), cumulated(all, levels)];
  let first = true;
  let strict = false;
  let second = F.mean >= G.mean;
  for (let k = 0; k < resolution; k++) {
    if (F.share[k] > G.share[k]) first = false;
    if (F.share[k] < G.share[k]) strict = true;
    if (F.shortfall[k] > G.shortfall[k] + 1e-12 * Math.abs(G.shortfall[k])) second = false;
  }
  return { firstOrder: first && strict, secondOrder: second && strict, levels, chosen: F.share, all: G.share };
}

/** Values between a level and the one before it, counted and summed; those above the last level come last. */
interface Tally {
  readonly counts: Float64Array;
  readonly sums: Float64Array;
}

function emptyTally(): Tally {
  return { counts: new Float64Array(resolution + 1), sums: new Float64Array(resolution + 1) };
}

function levelsOf(values: Float64Array): Float64Array {
  let low = values[0];
  let high = values[0];
  for (let split = 1; split < values.length; split++) {
    if (values[split] < low) low = values[split];
    if (values[split] > high) high = values[split];
  }
  const levels = new Float64Array(resolution);
  for (let k = 0; k < resolution; k++) levels[k] = low + ((high - low) * k) / (resolution - 1);
  levels[resolution - 1] = high;
  return levels;
}

function tally({ counts, sums }: Tally, values: Float64Array, levels: Float64Array): void {
  const low = levels[0];
  const perLevel = (resolution - 1) / (levels[resolution - 1] - low);
  for (let j = 0; j < values.length; j++) {
    const value = values[j];
    // The first level that is not below the value: a guess, set right where rounding has it one off.
    let k = perLevel < Number.POSITIVE_INFINITY ? Math.ceil((value - low) * perLevel) : value > low ? resolution : 0;
    k = k < 0 ? 0 : k > resolution ? resolution : k;
    if (k < resolution && levels[k] < value) k++;
    else if (k > 0 && levels[k - 1] >= value) k--;
    counts[k]++;
    sums[k] += value;
  }
}

/** Share at most at each level, and mean of max(level − value, 0). */
function cumulated({ counts, sums }: Tally, levels: Float64Array) {
  let n = 0;
  let total = 0;
  for (let k = 0; k <= resolution; k++) {
    n += counts[k];
    total += sums[k];
  }
  const share = new Float64Array(resolution);
  const shortfall = new Float64Array(resolution);
  let count = 0;
  let sum = 0;
  for (let k = 0; k < resolution; k++) {
    count += counts[k];
    sum += sums[k];
    share[k] = count / n;
    shortfall[k] = (levels[k] * count - sum) / n;
  }
  return { share, shortfall, mean: total / n };
}
