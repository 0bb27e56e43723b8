import type { Candles } from "../../series/candles.js";
import { checkChoice } from "../../series/check.js";
import type { Series } from "../../series/series.js";
import { intervalText, isoTime } from "../../series/time.js";
import { type AccountOptions, fillRules } from "./options.js";

/** Options of an account with their defaults. */
export type CompleteOptions = Required<
  Pick<
    AccountOptions,
    | "feeBps"
    | "slippageBps"
    | "fill"
    | "initialEquity"
    | "maxLeverage"
    | "rebalance"
    | "missingFunding"
    | "missingPosition"
    | "maxMissingBars"
    | "liquidationFeeBps"
  >
> &
  AccountOptions;

/** @throws {RangeError} at the first option that is out of range, or that is given in two ways */
export function checkOptions(options: CompleteOptions, given: AccountOptions, owner: string): void {
  const { feeBps, slippageBps, initialEquity, maxLeverage, maxMissingBars, liquidationFeeBps } = options;
  const demand = (name: string, value: number, allowed: boolean, range: string): void => {
    if (!allowed) throw new RangeError(`${owner}: ${name} ${value} is out of range; give ${range}`);
  };
  const positive = (value: number): boolean => value > 0 && value < Number.POSITIVE_INFINITY;
  demand("feeBps", feeBps, feeBps === 0 || positive(feeBps), "0 or more");
  demand("slippageBps", slippageBps, slippageBps === 0 || positive(slippageBps), "0 or more");
  demand("initialEquity", initialEquity, positive(initialEquity), "dollars above 0");
  demand("maxLeverage", maxLeverage, positive(maxLeverage), "a number above 0");
  const wholeBars = maxMissingBars === Number.POSITIVE_INFINITY || Number.isInteger(maxMissingBars);
  demand("maxMissingBars", maxMissingBars, wholeBars && maxMissingBars >= 0, "a whole number of bars, 0 or more");
  const feeAllowed = liquidationFeeBps >= 0 && liquidationFeeBps < 1e4;
  demand("liquidationFeeBps", liquidationFeeBps, feeAllowed, "basis points of at least 0 and below 10000");
  for (const [model, shorthand] of [
    ["fees", "feeBps"],
    ["slippage", "slippageBps"],
  ] as const) {
    if (given[model] !== undefined && given[shorthand] !== undefined) {
      throw new RangeError(`${owner}: ${model} and ${shorthand} say the same in two ways; give one of them`);
    }
  }
  checkChoice("fill", options.fill, fillRules, owner);
  checkChoice("rebalance", options.rebalance, ["change", "always"], owner);
  checkChoice("missingFunding", options.missingFunding, ["throw", "zero"], owner);
  checkChoice("missingPosition", options.missingPosition, ["flat", "hold"], owner);
}

/**
 * Below this an entry from nothing can be paid whatever the price does, but for fixed fees and impact.
 * @throws {RangeError} if the costs of an entry at full leverage are half the equity or more
 */
export function checkEntryCost(takerRate: number, slippage: number, maxLeverage: number, owner: string): void {
  const entryBps = Math.round((takerRate + slippage) * maxLeverage * 1e10) / 1e6;
  if (entryBps < 5000) return;
  throw new RangeError(
    `${owner}: cost in bps of an entry at maxLeverage ${entryBps} is out of range; give less than half the equity, 5000`,
  );
}

/**
 * @throws {TypeError} if the funding is not in unit `fraction`
 * @throws {RangeError} if the candles are off their grid, naming the first row, or the funding has no rows
 */
export function checkCandles({ times, intervalMs }: Candles, funding: Series | undefined, owner: string): void {
  for (let row = 1; row < times.length; row++) {
    const time = times[row];
    if (time - times[row - 1] !== intervalMs) {
      throw new RangeError(
        `${owner}: bar end ${isoTime(time)} at row ${row} is not ${intervalText(intervalMs)} after the row before; give missing bars as NaN rows`,
      );
    }
  }
  if (funding === undefined) return;
  if (funding.unit !== "fraction") {
    throw new TypeError(`${owner}: funding has unit ${funding.unit}; give rates as a fraction, 0.0001 for 0.01 %`);
  }
  if (funding.length === 0) {
    throw new RangeError(`${owner}: funding has no rows; load some, or leave it out to say that none is charged`);
  }
}
