import { intervalText, isoTime } from "../../series/time.js";
import type { BacktestCounts } from "../results/result.js";
import type { Trade } from "../results/trades.js";

/** Rules that the sentences tell. */
export interface AssumedRules {
  readonly feeBps: number;
  readonly slippageBps: number;
  readonly missingPosition: "flat" | "hold";
  readonly maxMissingBars: number;
  readonly intervalMs: number;
  readonly delayMs: number;
  /** Whether a funding series was given. */
  readonly funded: boolean;
}

/** What a reader of a backtest must know: the rules, what was missing, and how it ended. One sentence each. */
export function assumptions(
  rules: AssumedRules,
  counts: BacktestCounts,
  openTrade: Trade | undefined,
  liquidation: { readonly time: number; readonly price: number } | undefined,
): readonly string[] {
  const { feeBps, slippageBps, maxMissingBars, delayMs } = rules;
  const many = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const sentences = [
    delayMs > 0
      ? `A target decided at a bar's end is known ${intervalText(delayMs)} later and filled at the first open after that.`
      : "A target is decided at a bar's end and filled at the next bar's open.",
    "Units are target × equity / fill price, traded only when the target changes; in between the exposure drifts.",
    `Each fill pays ${feeBps} bps of its notional in fees and is ${slippageBps} bps worse than the open; size does not move the price.`,
    rules.funded
      ? `${many(counts.settlements, "settlement")} of funding met a position and moved units × close × rate, before any fill at the same instant; longs pay a positive rate.`
      : "No funding rates were given: holding a position costs and earns nothing.",
    "The contract is a linear perpetual settled in USD without maintenance margin: a position ends when a bar's worst price leaves no equity.",
    `Measures are annualised from bars of ${intervalText(rules.intervalMs)} in a year of 365 days, with a risk-free rate of 0.`,
  ];
  if (counts.missingSettlements > 0) {
    sentences.push(`${many(counts.missingSettlements, "settlement")} without a rate met a position and paid 0.`);
  }
  if (counts.missingPositions > 0) {
    const treated = rules.missingPosition === "flat" ? "no position was held" : "the last target was kept";
    sentences.push(`${many(counts.missingPositions, "decision")} missing from the signal: ${treated}.`);
  }
  if (counts.missingBars > 0) {
    sentences.push(
      `${many(counts.missingBars, "bar")} had no price: they are no zero returns, a position is carried over at most ${maxMissingBars} in a row, and ${many(counts.gapExits, "position")} ended at the last known close for it.`,
    );
  }
  if (openTrade !== undefined) {
    sentences.push(
      `The last trade, ${openTrade.side} since ${isoTime(openTrade.entryTime)}, is open and marked at the last close.`,
    );
  }
  if (liquidation !== undefined) {
    sentences.push(
      `The account was liquidated in the bar that ended ${isoTime(liquidation.time)}; nothing was traded after it.`,
    );
  }
  return sentences;
}
