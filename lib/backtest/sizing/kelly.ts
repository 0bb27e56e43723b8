import type { Candles } from "../../series/candles.js";
import { checkChoice, checkKnown } from "../../series/check.js";
import { simpleReturns } from "../../series/difference.js";
import { commonIdentity } from "../../series/identity.js";
import { rollingMean } from "../../series/rolling/rolling-mean.js";
import { rollingStd } from "../../series/rolling/rolling-std.js";
import { Series } from "../../series/series.js";
import { checkReturnWindow } from "../costs/check-return-window.js";
import { checkCandles } from "../engine/check-candles.js";
import { barsUntilFill } from "../exits/bars-until-fill.js";
import { knownDelay } from "../exits/known-delay.js";
import { barRows, checkAbove0, type Resize, sizedValues } from "./sized-position.js";

/** Options of `kelly`. */
export interface KellyOptions {
  /** Returns of the position in mean and variance, in bars, at least 2; a few hundred at the least to mean anything. */
  readonly window: number;
  /** Part of the Kelly size that is taken. Default 0.5: the mean is known so badly that all of it overbets. */
  readonly fraction?: number;
  /** Largest size. Default 1. */
  readonly cap?: number;
  /** Fewest returns with which there is a size, at least 2. Default `window`, so that a missing one blanks it. */
  readonly minCount?: number;
  /** `on change` sizes a position when it is taken and leaves it. Default `every bar`, which trades at every bar. */
  readonly resize?: Resize;
}

const optionNames = ["window", "fraction", "cap", "minCount", "resize"] satisfies readonly (keyof KellyOptions)[];

/**
 * A position sized by what it has earned: position × min(cap, max(0, fraction × m / s²)), with m and s² the mean and
 * the sample variance (n − 1) of the last `window` simple returns of the position itself, per bar. A position that has
 * lost gets size 0, never the other side: a losing signal is no signal for its opposite.
 *
 * The return of bar t is that of its close over the close before × the position in force during it: the last one
 * decided before the bar began, and known by then. Costs and funding are not in it, and the fill at the open counts as
 * one at the close before. Bars after a missing decision, or without a price, have none.
 * The size at a row depends on returns up to that row. Without enough returns, or where they do not vary (a position
 * flat throughout), a position is NaN, a missing decision; a flat one is 0.
 * Source: Kelly 1956, "A new interpretation of information rate"; Thorp 2006, "The Kelly criterion in blackjack, sports
 * betting, and the stock market", section 7.1 (f = m / s², continuous approximation) and 7.3 (a fraction of it).
 * @param position side −1, 0 or 1, or a weight, unit `fraction`, at bar ends of the candles, all of them or some
 * @returns unit `fraction`, on the times of the position, known as late as the later of position and close
 * @throws {TypeError} at candles that are none, or if the position is not in unit `fraction`
 * @throws {RangeError} at an option unknown or out of range or a position time that is no bar end
 */
export function kelly(position: Series, candles: Candles, options: KellyOptions): Series {
  checkKnown(options, "option", optionNames, "kelly");
  checkCandles(candles, "candles", "kelly");
  const { window, fraction = 0.5, cap = 1, minCount = window, resize = "every bar" } = options;
  checkAbove0(fraction, "fraction", "kelly");
  checkAbove0(cap, "cap", "kelly");
  checkReturnWindow(window, minCount, "kelly");
  checkChoice("resize", resize, ["every bar", "on change"], "kelly");
  const rows = barRows(position, candles.times, "kelly");
  const returns = ownReturns(position, rows, candles);
  const means = rollingMean(returns, window, { minCount }).values;
  const deviations = rollingStd(returns, window, { minCount }).values;
  const sizes = Float64Array.from(rows, (row) => {
    const variance = deviations[row] * deviations[row];
    return variance > 0 ? Math.min(cap, Math.max(0, (fraction * means[row]) / variance)) : Number.NaN;
  });
  const identity = commonIdentity([position.identity, candles.close.identity]);
  return new Series(
    position.times,
    sizedValues(position, sizes, resize),
    `${position.name} by Kelly`,
    "fraction",
    identity,
  );
}

/**
 * Close-to-close return of each bar × the position in force during it; NaN before the first and after a missing one.
 */
function ownReturns(position: Series, rows: Int32Array, { times, intervalMs, close }: Candles): Series {
  const returns = simpleReturns(close).values;
  const wait = barsUntilFill("next open", knownDelay(position, "kelly"), intervalMs);
  const own = new Float64Array(times.length).fill(Number.NaN);
  let next = 0;
  let held = Number.NaN;
  for (let bar = 0; bar < own.length; bar++) {
    for (; next < rows.length && rows[next] + wait <= bar; next++) held = position.values[next];
    own[bar] = held * returns[bar];
  }
  return close.with(own, { name: "own returns", unit: "fraction" });
}
