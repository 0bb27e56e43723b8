import type { Trial } from "../../evidence/ledger/trial.js";
import type { TrialData } from "../../evidence/ledger/trial-data.js";
import type { Measures } from "./measures.js";

/** What the evidence for a result needs beside the result. */
export interface EvidenceSource {
  /** What the run is called among the trials. */
  readonly name: string;
  readonly data: TrialData;
  /** Prices of the instrument on the rows of the result, for the test of timing; undefined for several legs. */
  readonly prices: { readonly open: Float64Array; readonly close: Float64Array } | undefined;
  /** Units × |f(price)| over all fills, in the settlement currency. */
  readonly tradedNotional: number;
  /** Whether every leg that pays funding was given its rates. */
  readonly funded: boolean;
}

/** A run as the ledger of trials counts it. */
export function trialOf({ name, data }: EvidenceSource, measures: Measures): Trial {
  const { n, periodsPerYear } = measures.conventions;
  const { totalReturn, volatility, maxDrawdown } = measures;
  const sharpe = measures.sharpe / Math.sqrt(periodsPerYear);
  return { name, data, n, periodsPerYear, sharpe, totalReturn, volatility, maxDrawdown };
}
