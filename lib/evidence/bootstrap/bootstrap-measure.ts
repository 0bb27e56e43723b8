import { checkChoice } from "../../series/check.js";
import { mean } from "../../statistics/mean.js";
import { type ReturnMeasures, returnMeasures } from "../../statistics/return-measures.js";

/** Measures that have a name: the mean return, and those of `returnMeasures`. */
export type NamedMeasure = "mean" | Exclude<keyof ReturnMeasures, "conventions">;

/**
 * What is measured of a sample of returns: by name, or any function of the returns in order. A function is given the
 * same array again and again and must not keep it; a result that is not finite counts as undefined.
 */
export type BootstrapMeasure = NamedMeasure | ((returns: Float64Array) => number);

const names: readonly NamedMeasure[] = [
  "mean",
  "totalReturn",
  "cagr",
  "volatility",
  "sharpe",
  "sortino",
  "maxDrawdown",
  "calmar",
];

/**
 * The function of a measure's name.
 * @param periodsPerYear returns in a year; 1 leaves ratios and deviations per period
 * @throws {RangeError} naming `owner`, if the name is unknown or the periods are not above 0
 */
export function measureFunction(
  measure: BootstrapMeasure,
  periodsPerYear: number,
  owner: string,
): (returns: Float64Array) => number {
  if (!(periodsPerYear > 0 && periodsPerYear < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${owner}: periodsPerYear ${periodsPerYear} is not above 0; give returns in a year, or 1`);
  }
  if (typeof measure === "function") return measure;
  checkChoice("measure", measure, names, owner);
  if (measure === "mean") return mean;
  return (returns) => returnMeasures(returns, periodsPerYear)[measure];
}
