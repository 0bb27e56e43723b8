import { backtest } from "../engine/backtest.js";
import type { BacktestRules } from "./plain-sweep.js";
import type { SweepData } from "./strategies/fused-strategy.js";

/**
 * Has `backtest` check candles, funding and rules by a run that trades nothing, so that a fused sweep refuses what
 * `backtest` refuses.
 * @returns bars without a price
 */
export function checkRules(
  { candles, funding }: SweepData,
  accounting: "backtest" | "vectorbt",
  rules: BacktestRules,
): number {
  const { times, close } = candles;
  const nothing = close.with(new Float64Array(times.length), { name: "no position", unit: "fraction" });
  const { feeBps, slippageBps, initialEquity } = rules;
  const costs = Object.fromEntries(
    Object.entries({ feeBps, slippageBps, initialEquity }).filter(([, value]) => value !== undefined),
  );
  const taken = accounting === "vectorbt" ? costs : { ...rules, ...(funding === undefined ? {} : { funding }) };
  return backtest(nothing, candles, { ...taken, ...{ trial: false } }).counts.missingBars;
}
