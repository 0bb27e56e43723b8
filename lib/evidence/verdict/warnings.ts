import { countText } from "../../series/count-text.js";
import { isImplausible, type VerdictThresholds } from "./conclusion.js";
import type { Evidence } from "./evidence-result.js";

/** What is known of how returns were made. */
export interface ResultFacts {
  /** Closed trades. */
  readonly trades?: number;
  /** Closed trades with a net profit / closed trades. */
  readonly hitRate?: number;
  /** Whether decisions were filled at the close they were made at. Default false. */
  readonly sameBarFills?: boolean;
  /** Whether the account was liquidated. Default false. */
  readonly liquidated?: boolean;
  /** Whether funding was charged; false says that positions were held free of it. Default: nothing is said. */
  readonly funded?: boolean;
  /** Settlements without a rate that met a position and paid 0. Default 0. */
  readonly missingSettlements?: number;
  /** Fee and slippage per fill at which the profit is gone, basis points of traded notional. */
  readonly breakEvenBps?: number;
  /** Fee and slippage that were charged, basis points of traded notional. */
  readonly chargedBps?: number;
}

/** Sentences on what weakens a result, worst first. */
export function warnings(
  numbers: Pick<
    Evidence,
    "n" | "years" | "sharpe" | "skewness" | "trials" | "minimumTrackRecordYears" | "minimumBacktestYears"
  >,
  facts: ResultFacts,
  thresholds: VerdictThresholds,
): readonly string[] {
  const { n, years, sharpe, trials, minimumTrackRecordYears, minimumBacktestYears, skewness } = numbers;
  const { trades, hitRate, sameBarFills = false, liquidated = false, funded, missingSettlements = 0 } = facts;
  const { breakEvenBps, chargedBps } = facts;
  const { manyTrades, implausibleHitRate } = thresholds;
  const found: string[] = [];
  if (sameBarFills) found.push("Decisions were filled at the close they were made at, which nobody can do.");
  if (liquidated) found.push("The account was liquidated; the numbers are those of the time before.");
  if (isImplausible({ n, sharpe, trades }, thresholds)) {
    const over = trades === undefined ? countText(n, "return") : countText(trades, "closed trade");
    found.push(
      `Implausible: a Sharpe ratio of ${sharpe.toFixed(1)} for a year over ${over}; look for look-ahead with audit().`,
    );
  }
  if (trades !== undefined && hitRate !== undefined && trades > manyTrades && hitRate > implausibleHitRate) {
    found.push(
      `Implausible: ${Math.floor(100 * hitRate)} % of ${countText(trades, "closed trade")} won; look for look-ahead with audit().`,
    );
  }
  if (funded === false)
    found.push("No funding was charged: holding a perpetual costs or earns it several times a day.");
  if (missingSettlements > 0) {
    found.push(`${countText(missingSettlements, "settlement")} without a rate met a position and paid 0.`);
  }
  if (n < thresholds.returns) {
    found.push(`Only ${countText(n, "return")}: the formulas are made for ${thresholds.returns} and more.`);
  }
  if (trades !== undefined && trades < thresholds.trades) {
    found.push(`Only ${countText(trades, "closed trade")}: few decisions can be lucky together.`);
  }
  if (minimumTrackRecordYears > years) {
    found.push(
      `${span(years)} of data: this Sharpe ratio needs ${span(minimumTrackRecordYears)} to be above 0 with 95 %.`,
    );
  }
  if (minimumBacktestYears > years) {
    found.push(
      `${span(years)} of data: the best of ${countText(trials, "variant")} without skill is expected to do as well in less than ${span(minimumBacktestYears)}.`,
    );
  }
  if (breakEvenBps !== undefined && chargedBps !== undefined && breakEvenBps > 0 && breakEvenBps < 2 * chargedBps) {
    found.push(
      `Costs of ${breakEvenBps.toFixed(1)} bps a fill use up the profit; ${chargedBps.toFixed(1)} bps were charged.`,
    );
  }
  if (skewness < -1) {
    found.push(
      `Skewness ${skewness.toFixed(1)}: losses are rarer and larger than gains, and the worst may be still to come.`,
    );
  }
  return found;
}

function span(years: number): string {
  return years < 1 ? `${(years * 12).toFixed(1)} months` : `${years.toFixed(1)} years`;
}
