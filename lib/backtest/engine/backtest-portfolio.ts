import { checkKnown, shown } from "../../series/check.js";
import type { Backtest } from "../results/result.js";
import { type AccountOptions, accountOptionNames, type Leg } from "./options.js";
import { runAccount } from "./run-account.js";

/** Options of `backtestPortfolio`. */
export type PortfolioOptions = AccountOptions;

/**
 * What an account following several decisions would have earned, on instruments that share its cash, margin and fate.
 * The rules are those of `backtest`, leg by leg, and in addition:
 *
 * - **Rows.** The bars of all legs have one length and end at the same instants. The result has a row for each from
 *   the first of any leg to the last of any; outside its own candles a leg has no price, as in a missing bar.
 * - **Sizes.** All orders of one instant are sized by the equity before any of them pays. Targets in `fraction` of
 *   all legs, each kept until its next, must not sum to more than `maxLeverage` in absolute value. If orders would
 *   take the gross exposure beyond it nevertheless (other units; legs that drifted), what they add is scaled down by
 *   the same part for all of them; what they take away is not.
 * - **Funding.** Settlements of one instant are paid together.
 * - **Liquidation.** All legs are at their worst price at once, which they may not have been: an account is ended too
 *   early rather than too late. Between the open and that point they move in step, f(P) in straight lines, and all
 *   are closed where the equity meets the sum of their maintenance margins, each by its own notional. The fee is
 *   shared by notional.
 * - **Currency.** All legs settle in dollars, or all in one coin: the base asset of the candles of an inverse contract.
 *   Legs of several coins are several accounts, and so are inverse legs whose candles name no asset.
 *
 * Legs are worked through by name, so that their order in `legs` changes no bit of the result.
 * @param legs N instruments by name
 * @throws {TypeError} as `backtest`
 * @throws {RangeError} as `backtest`, and without legs, for bars that differ, for currencies that differ, or at the
 *   first row in which the targets of all legs are beyond `maxLeverage`
 */
export function backtestPortfolio(legs: Readonly<Record<string, Leg>>, options: PortfolioOptions = {}): Backtest {
  checkKnown(options, "option", accountOptionNames, "backtestPortfolio");
  if (typeof legs !== "object" || legs === null || Array.isArray(legs)) {
    throw new TypeError(
      `backtestPortfolio: ${shown(legs)} given as legs has no names; give { btc: { decision, candles }, … }`,
    );
  }
  return runAccount(legs, options, "backtestPortfolio");
}
