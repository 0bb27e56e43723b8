import type { Evidence } from "./evidence-result.js";

/**
 * What the evidence comes to.
 *
 * - `not judged`: there are too few returns, or they do not vary
 * - `not tradable`: decisions were filled at the close they were made at
 * - `ruined`: the account was liquidated
 * - `no profit`: the Sharpe ratio is not above 0
 * - `luck`: the deflated Sharpe ratio is below its threshold
 * - `doubtful`: the deflated Sharpe ratio passes and something else does not
 * - `stands`: all that was asked passes
 */
export type Conclusion = "not judged" | "not tradable" | "ruined" | "no profit" | "luck" | "doubtful" | "stands";

/** What a result is asked for before it stands. */
export interface VerdictThresholds {
  /** Least deflated Sharpe ratio: 0.95. */
  readonly deflatedSharpe: number;
  /** Largest p of the test of timing: 0.05. */
  readonly p: number;
  /** Fewest returns: 100. */
  readonly returns: number;
  /** Fewest closed trades: 30. */
  readonly trades: number;
  /** Sharpe ratio for a year above which a result of many trades is taken for a mistake: 6. */
  readonly implausibleSharpe: number;
  /** Part of closed trades that won, above which a result of many trades is warned of: 0.8. */
  readonly implausibleHitRate: number;
  /** Closed trades, or returns where trades are not told, above which there are many: 100. */
  readonly manyTrades: number;
}

/**
 * Thresholds by custom, not by theory: one in twenty, samples for which the normal is not far off, and results better
 * than those that markets are known to give to decisions made at bar ends.
 */
export const verdictThresholds: VerdictThresholds = {
  deflatedSharpe: 0.95,
  p: 0.05,
  returns: 100,
  trades: 30,
  implausibleSharpe: 6,
  implausibleHitRate: 0.8,
  manyTrades: 100,
};

/** What decides a verdict. */
export type Judged = Pick<
  Evidence,
  "n" | "sharpe" | "sharpeInterval" | "deflatedSharpe" | "trials" | "timingP" | "trades"
> & {
  readonly sameBarFills: boolean;
  readonly liquidated: boolean;
};

/** The conclusion and the sentence that says why: the first of the cases of `Conclusion` that applies. */
export function conclude(judged: Judged): { readonly conclusion: Conclusion; readonly verdict: string } {
  const { n, sharpe, deflatedSharpe, trials, sameBarFills, liquidated } = judged;
  const { deflatedSharpe: least, returns: fewest } = verdictThresholds;
  const variants = trials === 1 ? "1 variant" : `${trials.toLocaleString("en-US")} variants`;
  const deflated = `deflated Sharpe ${decimals(deflatedSharpe)} after ${variants}`;
  if (n < fewest || sharpe !== sharpe) {
    const why =
      n < fewest
        ? `${n} ${n === 1 ? "return" : "returns"}, at least ${fewest} are asked for`
        : "its returns do not vary";
    return { conclusion: "not judged", verdict: `Cannot be judged: ${why}` };
  }
  if (sameBarFills) {
    const verdict = "Not tradable: decisions were filled at the close they were made at";
    return { conclusion: "not tradable", verdict };
  }
  if (liquidated) return { conclusion: "ruined", verdict: "Ruined: the account was liquidated" };
  if (!(sharpe > 0)) {
    return { conclusion: "no profit", verdict: `No profit: Sharpe ratio ${sharpe.toFixed(2)} for a year` };
  }
  if (!(deflatedSharpe >= least)) {
    return {
      conclusion: "luck",
      verdict: `Not distinguishable from luck: ${deflated}, at least ${least} is asked for`,
    };
  }
  const doubts = doubtsOf(judged);
  return doubts.length > 0
    ? { conclusion: "doubtful", verdict: `Doubtful: ${deflated}, but ${doubts.join(" and ")}` }
    : { conclusion: "stands", verdict: `Unlikely to be luck alone: ${deflated}` };
}

/** Whether a Sharpe ratio for a year is higher than trading without a look-ahead gives over as many trades. */
export function isImplausible(
  { n, sharpe, trades = n }: Pick<Evidence, "n" | "sharpe" | "trades">,
  { implausibleSharpe, manyTrades }: VerdictThresholds,
): boolean {
  return sharpe > implausibleSharpe && trades > manyTrades;
}

function doubtsOf(judged: Judged): readonly string[] {
  const {
    sharpe,
    sharpeInterval: [lower],
    timingP,
    trades,
  } = judged;
  const { p, trades: fewest } = verdictThresholds;
  const doubts: string[] = [];
  if (isImplausible(judged, verdictThresholds)) {
    doubts.push(`a Sharpe ratio of ${sharpe.toFixed(1)} for a year is implausible: look for look-ahead with audit()`);
  }
  if (!(lower > 0)) doubts.push("the interval of the Sharpe ratio reaches below 0");
  if (timingP !== undefined && !(timingP <= p)) {
    doubts.push(`its timing may be chance (p ${decimals(timingP)}, at most ${p} is asked for)`);
  }
  if (trades !== undefined && trades < fewest) {
    doubts.push(`it made ${trades} closed ${trades === 1 ? "trade" : "trades"}, at least ${fewest} are asked for`);
  }
  return doubts;
}

/** Enough digits to tell a probability from its threshold, and never rounded up to it. */
function decimals(probability: number): string {
  const digits = probability > 0.9 && probability < 1 ? 3 : 2;
  const shown = Math.floor(probability * 10 ** digits) / 10 ** digits;
  return probability === probability ? shown.toFixed(digits) : "undefined";
}
