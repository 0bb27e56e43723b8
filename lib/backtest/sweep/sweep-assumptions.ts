import { intervalText } from "../../series/time.js";
import { usual } from "./accounts.js";
import type { BacktestRules } from "./plain-sweep.js";
import type { SweepCounts } from "./sweep-result.js";

/** What a reader of a sweep must know: by what rules it was run, and what it leaves out. One sentence each. */
export function sweepAssumptions(
  accounting: "backtest" | "vectorbt",
  counts: SweepCounts,
  facts: {
    readonly intervalMs: number;
    readonly isFunded: boolean;
    readonly isInverse: boolean;
    readonly rules: BacktestRules;
    readonly plainReason: string | undefined;
  },
): readonly string[] {
  const { combinations, liquidated, missingSettlements } = counts;
  const sentences =
    accounting === "vectorbt"
      ? [
          "Same-bar fills: a target is filled at the close of the bar that decided it, as vectorbt does; nobody can trade like this.",
          "Long only with all the cash, fees inside it; no funding, no liquidation.",
        ]
      : [
          "Each combination is run by the rules of backtest; its own assumptions are those of a backtest of that combination.",
          facts.isFunded
            ? "Funding is settled at its times on the position held."
            : "No funding rates were given: holding a position costs and earns nothing.",
        ];
  sentences.push(
    costsText(facts.rules, facts.isInverse),
    `Measures are annualised from bars of ${intervalText(facts.intervalMs)} in a year of 365 days, with a risk-free rate of 0.`,
    `The best of ${combinations} combinations is the luckiest of them too: judge it by their number.`,
  );
  if (facts.plainReason !== undefined) {
    sentences.push(`Combinations were run bar by bar and not fused, because ${facts.plainReason}.`);
  }
  if (liquidated > 0) sentences.push(`${liquidated} of ${combinations} combinations used their account up.`);
  if (missingSettlements > 0) {
    sentences.push(
      `${missingSettlements} settlements without a rate met a position and paid 0, over all combinations.`,
    );
  }
  return sentences;
}

/** Costs and size of each account. */
function costsText({ fees, feeBps = usual.feeBps, slippage, ...rules }: BacktestRules, isInverse: boolean): string {
  const { slippageBps = usual.slippageBps, initialEquity, contract } = rules;
  const inCoins = contract?.margin === "inverse" || (contract === undefined && isInverse);
  const paid = fees === undefined ? `${feeBps} bps of its notional in fees` : "the fees of the schedule given";
  const bps = slippage ?? slippageBps;
  const worse = typeof bps === "number" ? `is ${bps} bps worse` : "is worse by the slippage given";
  const held = initialEquity ?? (inCoins ? 1 : usual.initialEquity);
  const money = inCoins ? (held === 1 ? "coin" : "coins") : "dollars";
  return `Each fill pays ${paid} and ${worse} than the price; each account begins with ${held.toLocaleString("en-US")} ${money}.`;
}
