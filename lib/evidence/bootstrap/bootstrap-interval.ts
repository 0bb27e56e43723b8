import { normalProbability } from "../../statistics/normal.js";
import { normalQuantile } from "../../statistics/normal-quantile.js";
import { sortedQuantile } from "../../statistics/sorted-quantile.js";

/**
 * How an interval is read off the draws of a bootstrap, α = 1 − level; q is their quantile, linear between two draws.
 *
 * - `percentile`: q(α/2) to q(1 − α/2)
 * - `basic`: 2 estimate − q(1 − α/2) to 2 estimate − q(α/2)
 * - `bca`: q(Φ(b + (b + z) / (1 − a (b + z)))) at z = ∓Φ⁻¹(1 − α/2), with b = Φ⁻¹(share of draws below the estimate)
 *   and the acceleration a; NaN where all draws lie on one side of the estimate
 */
export type IntervalMethod = "percentile" | "basic" | "bca";

/** Every way, in the order of the definition. */
export const intervalMethods: readonly IntervalMethod[] = ["percentile", "basic", "bca"];

/**
 * The interval that draws give. Draws that are NaN are left out; NaN for no draws or no estimate.
 * Sources: Efron & Tibshirani 1993, An introduction to the bootstrap, sections 13.3 and 14.3; Davison & Hinkley 1997,
 * section 5.2, for `basic`.
 * @param acceleration of `bca`, from `jackknifeAcceleration`; 0 corrects for bias alone
 * @returns lower and upper end, in the unit of the draws
 */
export function bootstrapInterval(
  estimate: number,
  draws: Float64Array,
  {
    level,
    interval,
    acceleration,
  }: {
    readonly level: number;
    readonly interval: IntervalMethod;
    readonly acceleration: number;
  },
): [lower: number, upper: number] {
  const sorted = draws.filter((draw) => draw === draw).sort();
  if (estimate !== estimate || sorted.length === 0) return [Number.NaN, Number.NaN];
  const tail = (1 - level) / 2;
  if (interval === "percentile") return [sortedQuantile(sorted, tail), sortedQuantile(sorted, 1 - tail)];
  if (interval === "basic") {
    return [2 * estimate - sortedQuantile(sorted, 1 - tail), 2 * estimate - sortedQuantile(sorted, tail)];
  }
  const below = sorted.filter((draw) => draw < estimate).length / sorted.length;
  if (!(below > 0 && below < 1)) return [Number.NaN, Number.NaN];
  const shift = normalQuantile(below);
  const end = (z: number): number => {
    const moved = shift + (shift + z) / (1 - acceleration * (shift + z));
    return sortedQuantile(sorted, normalProbability(moved));
  };
  return [end(normalQuantile(tail)), end(normalQuantile(1 - tail))];
}
