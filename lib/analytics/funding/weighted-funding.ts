import { commonIdentity, type Identity } from "../../series/identity.js";
import type { Column, Panel } from "../../series/panel.js";
import { Series } from "../../series/series.js";
import { checkAddable, type SumOptions } from "../columns/addable.js";
import { checkNotNegative } from "../columns/check-not-negative.js";
import { type HeldRateOptions, heldRate } from "./held-rate.js";
import { weightColumns } from "./weight-columns.js";

/** Options of `weightedFunding`. */
export interface WeightedFundingOptions extends SumOptions, HeldRateOptions {}

/** A mean of funding rates, with what is in it. */
export interface WeightedFunding {
  /** Mean rate for eight hours, unit `fraction`. */
  readonly funding: Series;
  /** Part of the weights of perpetuals present that belongs to those with a rate, unit `fraction`. */
  readonly coverage: Series;
  /** How many rates are in the mean, unit `number`. */
  readonly count: Series;
  /** Columns of the weights that were paired with a rate, in the order of the rates. */
  readonly columns: readonly string[];
}

/**
 * Mean funding rate for eight hours across perpetuals, by weight: sum of w[j][t] f[j][t] / sum of w[j][t], with f the last
 * rate settled at or before t, normalised from its own interval (`fundingPer8Hours`), and w open interest in dollars, or
 * traded volume for a comparison.
 *
 * A rate and its weight are paired by identity, never by place or name: same venue and same instrument; where the weights
 * name no instrument, the venue's total, which must then have one rate. A rate is known at its settlement, to the
 * nearest minute, since stamps come a little late, plus its identity's delay; it is held for its own interval, or for
 * `maxAgeMs`. Weights are those of the row itself. Columns of the weights that are no perpetual are left out (one that names no kind is taken as one); a
 * perpetual without a rate counts in the coverage only.
 * By default a row where any paired rate or weight is missing is NaN; over those that report, a venue that fails moves the
 * mean without anybody's rate having changed. A sum of weights of zero is NaN.
 * Source: definition.
 * @param funding rates as settled, unit `fraction`, N series at their own times, as a dataset has them. Rates that are
 *   said for eight hours already: `intervalHours: 8`
 * @param weights of one unit, T rows, with what can be added: one count of sides
 * @returns series of T rows at the times of the weights
 * @throws {RangeError} if there is no rate; a rate has no weight, or two rates or two weights claim each other, naming them;
 *   a rate is in another unit; weights cannot be added or are negative; or an option is out of its range
 */
export function weightedFunding(
  funding: readonly Series[],
  weights: Panel,
  { over = "all", mixedSides = "throw", ...hold }: WeightedFundingOptions = {},
): WeightedFunding {
  const owner = "weightedFunding";
  if (funding.length === 0) throw new RangeError(`${owner}: there is no funding rate; give at least one`);
  const paired = weightColumns(funding, weights.columns, owner);
  checkAddable(paired, weights.unit, { over, mixedSides }, owner);
  const perpetuals = weights.columns.filter(
    (column) => paired.includes(column) || (column.identity.kind ?? "perpetual") === "perpetual",
  );
  checkNotNegative(weights.times, perpetuals, owner);

  const sums = new Float64Array(weights.length);
  const covered = new Float64Array(weights.length);
  const counts = new Float64Array(weights.length);
  const identities: Identity[] = [];
  for (let j = 0; j < funding.length; j++) {
    const rates = heldRate(funding[j], weights.times, hold);
    identities.push(paired[j].identity);
    addInto(sums, covered, counts, rates, paired[j]);
  }
  const present = presentWeights(perpetuals, weights.length);
  const needed = over === "all" ? funding.length : 1;
  const coverage = new Float64Array(weights.length);
  for (let t = 0; t < weights.length; t++) {
    sums[t] = counts[t] >= needed && covered[t] > 0 ? sums[t] / covered[t] : Number.NaN;
    coverage[t] = present[t] > 0 ? covered[t] / present[t] : Number.NaN;
  }
  const identity = commonIdentity(identities);
  return {
    funding: new Series(weights.times, sums, "weighted funding", "fraction", identity),
    coverage: new Series(weights.times, coverage, "weighted funding coverage", "fraction", identity),
    count: new Series(weights.times, counts, "weighted funding count", "number", identity),
    columns: paired.map(({ name }) => name),
  };
}

function addInto(
  sums: Float64Array,
  covered: Float64Array,
  counts: Float64Array,
  rates: Float64Array,
  { values }: Column,
): void {
  for (let t = 0; t < sums.length; t++) {
    const weight = values[t];
    const rate = rates[t];
    if (rate !== rate || weight !== weight) continue;
    sums[t] += weight * rate;
    covered[t] += weight;
    counts[t]++;
  }
}

function presentWeights(columns: readonly Column[], length: number): Float64Array {
  const present = new Float64Array(length);
  for (const { values } of columns) {
    for (let t = 0; t < length; t++) if (values[t] === values[t]) present[t] += values[t];
  }
  return present;
}
