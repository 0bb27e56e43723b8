import { currentLedger } from "../../evidence/ledger/current-ledger.js";
import type { Candles } from "../../series/candles.js";
import { intervalText, isoTime } from "../../series/time.js";
import { feeRates } from "../costs/fees.js";
import { stopRules } from "../exits/stops.js";
import type { Backtest } from "../results/result.js";
import { Account, type AccountRules } from "./account.js";
import { accountResult } from "./account-result.js";
import type { AccountGrid } from "./bar-columns.js";
import { type CompleteOptions, checkEntryCost, checkOptions } from "./check.js";
import { checkLeg } from "./check-leg.js";
import { checkGrossTargets, checkSettlement } from "./check-legs.js";
import type { AccountOptions, Leg } from "./options.js";
import { prepareLeg } from "./prepare-leg.js";
import { simulate } from "./simulate.js";

/** Checks, prepares, runs and reports: what `backtest` and `backtestPortfolio` share. */
export function runAccount(named: Readonly<Record<string, Leg>>, given: AccountOptions, owner: string): Backtest {
  // Sorted, so that no result depends on the order in which legs were given.
  const names = Object.keys(named).sort();
  if (names.length === 0) throw new RangeError(`${owner}: no legs; give at least one`);
  const legs = names.map((name) => named[name]);
  const options = complete(given);
  checkOptions(options, given, owner);
  legs.forEach((leg, index) => {
    checkLeg(leg, owner === "backtest" ? "" : ` of leg "${names[index]}"`, owner);
  });
  const currency = checkSettlement(names, legs, owner);
  const rules = accountRules(
    options,
    given.initialEquity ?? (currency.isInverse ? 1 : 10_000),
    legs[0].candles.intervalMs,
    owner,
  );
  const grid = accountGrid(names, legs, owner);
  const prepared = legs.map((leg, index) => prepareLeg(names[index], leg, grid, options, owner));
  const ready = prepared.map(({ leg }) => leg);
  checkGrossTargets(ready, grid, options.maxLeverage, owner);
  const account = new Account(grid.times, ready, rules);
  simulate(account);
  const missingPositions = prepared.reduce((sum, each) => sum + each.missingPositions, 0);
  const result = accountResult(account, legs, options, { missingPositions, currency });
  if (options.trial !== false) currentLedger().record(result.trial);
  return result;
}

function complete(given: AccountOptions): CompleteOptions {
  const {
    feeBps = 5,
    slippageBps = 2,
    fill = "next open",
    initialEquity = 10_000,
    maxLeverage = 1,
    rebalance = "change",
    missingFunding = "throw",
    missingPosition = "flat",
    maxMissingBars = 0,
    liquidationFeeBps = 0,
  } = given;
  return {
    ...given,
    feeBps,
    slippageBps,
    fill,
    initialEquity,
    maxLeverage,
    rebalance,
    missingFunding,
    missingPosition,
    maxMissingBars,
    liquidationFeeBps,
  };
}

function accountRules(
  options: CompleteOptions,
  initialEquity: number,
  intervalMs: number,
  owner: string,
): AccountRules {
  const { fees: schedule, feeBps, slippage = options.slippageBps, maxLeverage, stops } = options;
  const fees = feeRates(schedule ?? { takerBps: feeBps }, owner);
  checkEntryCost(fees.taker, typeof slippage === "number" ? slippage / 1e4 : 0, maxLeverage, owner);
  return {
    owner,
    intervalMs,
    fees,
    initialEquity,
    maxLeverage,
    fillsAtClose: options.fill !== "next open",
    rebalancesAlways: options.rebalance === "always",
    missingFunding: options.missingFunding,
    maxMissingBars: options.maxMissingBars,
    stops: stops === undefined ? undefined : stopRules(stops, owner),
    liquidationFeeRate: options.liquidationFeeBps / 1e4,
  };
}

/**
 * Rows from the first bar of any leg to the last of any.
 * @throws {RangeError} if a leg's bars are of another length or end at other instants
 */
function accountGrid(names: readonly string[], legs: readonly Leg[], owner: string): AccountGrid {
  const { times, intervalMs } = legs[0].candles;
  if (legs.every(({ candles }) => sameTimes(candles, legs[0].candles))) return { times, intervalMs };
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const [index, { candles }] of legs.entries()) {
    if (candles.intervalMs !== intervalMs) {
      throw new RangeError(
        `${owner}: bars of "${names[index]}" last ${intervalText(candles.intervalMs)}, those of "${names[0]}" ${intervalText(intervalMs)}; resample to one`,
      );
    }
    if (candles.times.length === 0) continue;
    first = Math.min(first, candles.times[0]);
    last = Math.max(last, candles.times[candles.times.length - 1]);
    if ((candles.times[0] - first) % intervalMs !== 0 || (last - candles.times[0]) % intervalMs !== 0) {
      throw new RangeError(
        `${owner}: bars of "${names[index]}" end at other instants (first ${isoTime(candles.times[0])}); resample to one grid`,
      );
    }
  }
  const T = last < first ? 0 : Math.round((last - first) / intervalMs) + 1;
  return { times: Float64Array.from({ length: T }, (_, row) => first + row * intervalMs), intervalMs };
}

function sameTimes(a: Candles, b: Candles): boolean {
  const { length } = a.times;
  if (a.intervalMs !== b.intervalMs || length !== b.times.length) return false;
  return length === 0 || (a.times[0] === b.times[0] && a.times[length - 1] === b.times[length - 1]);
}
