import type { Candles } from "../../series/candles.js";
import { checkChoice, checkKnown } from "../../series/check.js";
import { simpleReturns } from "../../series/difference.js";
import { commonIdentity } from "../../series/identity.js";
import { rollingStd } from "../../series/rolling/rolling-std.js";
import { Series } from "../../series/series.js";
import { periodsPerYear } from "../../statistics/return-measures.js";
import { checkReturnWindow } from "../costs/check-return-window.js";
import { checkCandles } from "../engine/check-candles.js";
import { barRows, checkAbove0, type Resize, sizedValues } from "./sized-position.js";

/** Options of `volatilityTarget`. */
export interface VolatilityTargetOptions {
  /** Standard deviation wanted of a position of 1 over a year of 365 days, a fraction: 0.4 for 40 %. */
  readonly annualVolatility: number;
  /** Returns in the measured deviation, in bars, at least 2. */
  readonly window: number;
  /** Largest size. Default 1: a calm market does not lever the position up. */
  readonly cap?: number;
  /** Fewest returns with which there is a size, at least 2. Default `window`, so that a missing bar blanks it. */
  readonly minCount?: number;
  /** `on change` sizes a position when it is taken and leaves it. Default `every bar`, which trades at every bar. */
  readonly resize?: Resize;
}

const optionNames = [
  "annualVolatility",
  "window",
  "cap",
  "minCount",
  "resize",
] satisfies readonly (keyof VolatilityTargetOptions)[];

/**
 * A position sized against the market's movement: position × min(cap, annualVolatility / σ), with σ the sample standard
 * deviation (n − 1) of the last `window` simple returns of the close × √(bars in a year of 365 days). The return of the
 * row itself is the last of them: known at the bar's end, traded afterwards as any decision.
 * A flat position is 0. Without enough returns, or where the price did not move at all and says nothing of its risk, a
 * position is NaN, a missing decision.
 * Source: definition; Moreira & Muir 2017, "Volatility-managed portfolios", scale by variance instead.
 * @param position side −1, 0 or 1, or a weight, unit `fraction`, at bar ends of the candles, all of them or some
 * @returns unit `fraction`, on the times of the position, known as late as the later of position and close
 * @throws {TypeError} at candles that are none, or if the position is not in unit `fraction`
 * @throws {RangeError} at an option unknown or out of range or a position time that is no bar end
 */
export function volatilityTarget(position: Series, candles: Candles, options: VolatilityTargetOptions): Series {
  checkKnown(options, "option", optionNames, "volatilityTarget");
  checkCandles(candles, "candles", "volatilityTarget");
  const { annualVolatility, window, cap = 1, minCount = window, resize = "every bar" } = options;
  checkAbove0(annualVolatility, "annualVolatility", "volatilityTarget");
  checkAbove0(cap, "cap", "volatilityTarget");
  checkReturnWindow(window, minCount, "volatilityTarget");
  checkChoice("resize", resize, ["every bar", "on change"], "volatilityTarget");
  const rows = barRows(position, candles.times, "volatilityTarget");
  const deviations = rollingStd(simpleReturns(candles.close), window, { minCount }).values;
  const perYear = Math.sqrt(periodsPerYear(candles.intervalMs));
  const sizes = Float64Array.from(rows, (row) => {
    const volatility = deviations[row] * perYear;
    return volatility > 0 ? Math.min(cap, annualVolatility / volatility) : Number.NaN;
  });
  const identity = commonIdentity([position.identity, candles.close.identity]);
  const name = `${position.name} at target volatility`;
  return new Series(position.times, sizedValues(position, sizes, resize), name, "fraction", identity);
}
