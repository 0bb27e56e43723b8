import type { SweepEvidence } from "../../backtest/sweep/sweep-evidence.js";
import type { SweepCounts } from "../../backtest/sweep/sweep-result.js";
import type { Conclusion } from "../../evidence/verdict/conclusion.js";
import { percentText } from "../drawing/percent-text.js";
import { decimalText } from "./result-words.js";

/** What a figure of a sweep reads of its evidence. */
export type Judgement = Pick<SweepEvidence, "evidence" | "overfittingProbability" | "verdict">;

const words: Readonly<Record<Conclusion, string>> = {
  "not judged": "cannot be judged",
  "not tradable": "not tradable",
  ruined: "ruined",
  "no profit": "no profit",
  luck: "not distinguishable from luck",
  doubtful: "doubtful",
  stands: "unlikely to be luck alone",
};

/**
 * Title of a picture of many tries: what is shown, how many were tried, and what the best of them is worth. The number
 * cannot be left out: the best of many is the luckiest too.
 */
export function sweepTitle(shown: string, { combinations }: SweepCounts, judgement: Judgement | undefined): string {
  const tried = combinations.toLocaleString("en-US");
  if (judgement === undefined) return `${shown}, ${tried} tried: not judged`;
  const { trials, conclusion, deflatedSharpe } = judgement.evidence;
  const all = trials > combinations ? ` (${trials.toLocaleString("en-US")} in all)` : "";
  const numbers = `deflated Sharpe ${probability(deflatedSharpe)}, overfitting ${percentText(judgement.overfittingProbability, { digits: 0 })}`;
  return `${shown}, best of ${tried} tried${all}: ${words[conclusion]} (${numbers})`;
}

/** Never rounded up to a threshold. */
function probability(value: number): string {
  const digits = value > 0.9 ? 3 : 2;
  return decimalText(Math.floor(value * 10 ** digits) / 10 ** digits, digits);
}
