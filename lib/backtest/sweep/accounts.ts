import type { Candles } from "../../series/candles.js";
import type { Series } from "../../series/series.js";
import { isoTime } from "../../series/time.js";
import { settlements } from "../engine/settlements.js";
import type { Account } from "./pass/combination-runner.js";
import { passMarket } from "./pass/pass-market.js";
import { closeMarket } from "./pass/same-close-pass.js";
import type { BacktestRules } from "./plain-sweep.js";
import type { SweepData } from "./strategies/fused-strategy.js";

/** Defaults of `backtest`, which the fused passes must share. */
export const usual = { feeBps: 5, slippageBps: 2, initialEquity: 10_000, missingFunding: "throw" } as const;

/** What the next-open pass knows of each rule of `backtest`; a rule that is not here it does not know. */
const known: Readonly<Record<string, (value: unknown) => boolean>> = {
  feeBps: () => true,
  slippageBps: () => true,
  initialEquity: () => true,
  maxLeverage: (value) => Number(value) >= 1,
  missingFunding: () => true,
  missingPosition: (value) => value === "flat",
  maxMissingBars: () => true,
  fill: (value) => value === "next open",
  rebalance: (value) => value === "change",
};

/** Why the next-open pass cannot stand in for `backtest`, undefined if it can. */
export function plainReason({ candles }: SweepData, input: Series, rules: BacktestRules): string | undefined {
  for (const [name, value] of Object.entries(rules)) {
    if (value !== undefined && known[name]?.(value) !== true) return `of the option ${name}`;
  }
  const { margin } = candles.close.identity;
  if (margin !== undefined && margin !== "linear") return `the contract is ${margin}`;
  for (const name of ["open", "high", "low", "close"] as const) {
    if (candles[name].values.some((price) => price !== price)) return "bars are missing";
  }
  return input.values.some((value) => value !== value) ? `${input.name} has gaps` : undefined;
}

/** The account of `backtest` by its default rules, for candles and rules that `plainReason` and `backtest` passed. */
export function nextOpenAccount({ candles, funding }: SweepData, input: Series, rules: BacktestRules): Account {
  const { times, intervalMs } = candles;
  const {
    feeBps = usual.feeBps,
    slippageBps = usual.slippageBps,
    initialEquity = usual.initialEquity,
    missingFunding = usual.missingFunding,
  } = rules;
  const start = (times[0] ?? 0) - intervalMs;
  const due = settlements(funding, start, times[times.length - 1] ?? start);
  return {
    fill: "next open",
    market: passMarket(candles, due),
    rules: {
      feeRate: feeBps / 1e4,
      slippageRate: slippageBps / 1e4,
      initialEquity,
      missingFunding,
      wait: 1 + Math.max(0, Math.ceil((input.identity.delayMs ?? 0) / intervalMs)),
    },
  };
}

/**
 * The account of vectorbt's `from_signals`.
 * @throws {RangeError} at anything it does not know: funding, a delay, a missing close, another rule of `backtest`
 */
export function sameCloseAccount({ candles, funding }: SweepData, input: Series, rules: BacktestRules): Account {
  const refuse = (what: string, remedy: string): never => {
    throw new RangeError(`sweep: accounting "vectorbt" ${what}; ${remedy}`);
  };
  if (funding !== undefined) refuse("knows no funding", "leave it out");
  for (const [name, value] of Object.entries(rules)) {
    if (value !== undefined && !["feeBps", "slippageBps", "initialEquity"].includes(name)) {
      refuse(`does not know the option ${name}`, "it takes feeBps, slippageBps and initialEquity");
    }
  }
  if ((input.identity.delayMs ?? 0) > 0) {
    refuse(`fills at the close, when ${input.name} is not known yet`, "give an input without a delay");
  }
  const { feeBps = usual.feeBps, slippageBps = usual.slippageBps, initialEquity = usual.initialEquity } = rules;
  const row = candles.close.values.findIndex((price) => !(price > 0));
  if (row >= 0) {
    refuse(
      `needs a close above 0 in every bar and has ${candles.close.values[row]} at row ${row} (${isoTime(candles.times[row])})`,
      "take a part without gaps",
    );
  }
  return {
    fill: "same close",
    market: closeMarket(candles.close.values),
    rules: { feeRate: feeBps / 1e4, slippageRate: slippageBps / 1e4, initialEquity },
  };
}

/**
 * What the built-in strategies look at.
 * @throws {RangeError} unless it has a row for each bar end
 */
export function inputOf({ candles, input = candles.close }: SweepData): Series {
  const { times }: Candles = candles;
  const row = input.times === times ? -1 : times.findIndex((time, t) => input.times[t] !== time);
  if (row < 0 && input.length === times.length) return input;
  const at = row < 0 ? "after the last bar" : `at row ${row} (${isoTime(times[row])})`;
  throw new RangeError(
    `sweep: input "${input.name}" is not on the bar ends of the candles, first ${at}; align it to them`,
  );
}
