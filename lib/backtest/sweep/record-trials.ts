import { currentLedger } from "../../evidence/ledger/current-ledger.js";
import type { TrialData } from "../../evidence/ledger/trial-data.js";
import { type Parameters, parametersText } from "./parameters.js";
import { resultWidth } from "./pass/combination-runner.js";
import { measureNames, type SweepMeasures } from "./pass/pass-measures.js";

/**
 * Counts every combination as a trial, as `backtest` would have.
 * @param mark what follows each name, as of same-bar fills
 */
export function recordTrials(
  name: string | undefined,
  data: TrialData,
  combinations: readonly Parameters[],
  results: Float64Array,
  { periodsPerYear, mark }: { readonly periodsPerYear: number; readonly mark: string },
): void {
  const ledger = currentLedger();
  combinations.forEach((parameters, place) => {
    const measure = (of: keyof SweepMeasures): number => results[place * resultWidth + measureNames.indexOf(of)];
    const text = parametersText(parameters);
    ledger.record({
      name: `${name === undefined ? text : `${name}, ${text}`}${mark}`,
      data,
      n: results[place * resultWidth + measureNames.length],
      periodsPerYear,
      sharpe: measure("sharpe") / Math.sqrt(periodsPerYear),
      totalReturn: measure("totalReturn"),
      volatility: measure("volatility"),
      maxDrawdown: measure("maxDrawdown"),
    });
  });
}
