import { currentLedger } from "../../evidence/ledger/current-ledger.js";
import { type EvidenceOptions, evidence, type TrialCount } from "../../evidence/verdict/evidence.js";
import type { Evidence } from "../../evidence/verdict/evidence-result.js";
import { type EvidenceSource, trialOf } from "./evidence-source.js";
import type { Backtest } from "./result.js";

/** Options of `Backtest.evidence`. */
export interface BacktestEvidenceOptions
  extends Pick<EvidenceOptions, "seed" | "replications" | "permutations" | "level"> {
  /**
   * Variants among which this one was found. Default: those of the current ledger that traded the same asset in an
   * overlapping period, this one included also if it was not recorded.
   */
  readonly trials?: TrialCount;
  /** Whether the timing of the position is tested, where there is one instrument. Default true. */
  readonly timing?: boolean;
}

/**
 * The evidence for a backtest: `evidence` of its returns, told what the engine knows and what the ledger has counted.
 * The test of timing takes the exposure held at bar ends against the price: from open to open of fills at the open,
 * from close to close of others; a position left inside a bar does not count for it.
 */
export function backtestEvidence(
  result: Backtest,
  source: EvidenceSource,
  { trials, timing = true, ...options }: BacktestEvidenceOptions = {},
): Evidence {
  const { measures, costs } = result;
  const { periodsPerYear } = measures.conventions;
  const counted = trials ?? currentLedger().summary(source.data, periodsPerYear, trialOf(source, measures));
  return evidence(result.returns.values, {
    ...options,
    periodsPerYear,
    trials: counted,
    timing: timing ? heldAndEarned(result, source) : undefined,
    trades: result.trades.length,
    hitRate: measures.hitRate,
    sameBarFills: result.sameBarFills,
    liquidated: result.liquidation !== undefined,
    funded: source.funded,
    missingSettlements: result.counts.missingSettlements,
    breakEvenBps: measures.breakEvenBps,
    chargedBps: source.tradedNotional > 0 ? ((costs.fees + costs.slippage) / source.tradedNotional) * 1e4 : Number.NaN,
  });
}

/** position[t] is what is held over the row t + 1 of the market, as `permutationTest` pairs them. */
function heldAndEarned(
  { position: { values: exposure }, fill }: Backtest,
  { prices }: EvidenceSource,
): { readonly position: Float64Array; readonly market: Float64Array } | undefined {
  if (prices === undefined) return undefined;
  const { open, close } = prices;
  const last = exposure.length - 1;
  if (fill !== "next open") {
    return { position: exposure, market: close.map((price, row) => price / close[row - 1] - 1) };
  }
  // Filled at the open of its bar and held to the next open: the exposure is that of the bar itself.
  return {
    position: exposure.map((_, row) => exposure[row + 1]),
    market: open.map((price, row) => (row < last ? open[row + 1] : close[row]) / price - 1),
  };
}
