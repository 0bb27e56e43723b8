import { checkChoice, checkRange, shown } from "../../series/check.js";
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

/**
 * @throws {TypeError} at a number given as text, or a trial that is neither a name nor false
 * @throws {RangeError} at the first option that is out of range, or that is given in two ways
 */
export function checkOptions(options: CompleteOptions, given: AccountOptions, owner: string): void {
  const { feeBps, slippageBps, initialEquity, maxLeverage, maxMissingBars, liquidationFeeBps, trial } = options;
  const demand = (name: string, value: number, allowed: boolean, range: string): void =>
    checkRange(value, name, allowed, range, owner);
  const positive = (value: number): boolean => value > 0 && value < Number.POSITIVE_INFINITY;
  demand("feeBps", feeBps, feeBps === 0 || positive(feeBps), "0 or more");
  demand("slippageBps", slippageBps, slippageBps === 0 || positive(slippageBps), "0 or more");
  demand("initialEquity", initialEquity, positive(initialEquity), "dollars above 0");
  demand("maxLeverage", maxLeverage, positive(maxLeverage), "a number above 0");
  const wholeBars = maxMissingBars === Number.POSITIVE_INFINITY || Number.isInteger(maxMissingBars);
  demand("maxMissingBars", maxMissingBars, wholeBars && maxMissingBars >= 0, "a whole number of bars, 0 or more");
  const feeAllowed = liquidationFeeBps >= 0 && liquidationFeeBps < 1e4;
  demand("liquidationFeeBps", liquidationFeeBps, feeAllowed, "basis points of at least 0 and below 10000");
  if (trial !== undefined && trial !== false && (typeof trial !== "string" || trial === "")) {
    throw new TypeError(`${owner}: trial ${shown(trial)} is no name; give text, or false to count no trial`);
  }
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
