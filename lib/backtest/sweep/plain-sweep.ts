import { backtest } from "../engine/backtest.js";
import { checkDecision } from "./check-request.js";
import type { Parameters as Combination } from "./parameters.js";
import { type KeptReturns, resultWidth } from "./pass/combination-runner.js";
import { pause } from "./pass/executors.js";
import { measureNames } from "./pass/pass-measures.js";
import { combinationError } from "./pass/task.js";
import { compound } from "./period-returns.js";
import type { SweepData } from "./strategies/fused-strategy.js";

/** What `backtest` takes as a decision: targets, or entry and exit signals. */
export type Decision = Parameters<typeof backtest>[0];

/** The rules of `backtest` that are not data of the sweep. */
export type BacktestRules = Omit<NonNullable<Parameters<typeof backtest>[2]>, "funding" | "trial">;

/**
 * Runs each combination by `backtest`, one after the other in this thread; between two of them everything else that
 * waits gets its turn.
 * @param decide the position of a combination
 * @throws {Error} naming the combination that failed
 */
export async function plainSweep<D extends SweepData, P extends Combination>(
  decide: (data: D, parameters: P) => Decision | Promise<Decision>,
  data: D,
  combinations: readonly P[],
  rules: BacktestRules,
  { results, kept }: { readonly results: Float64Array; readonly kept: KeptReturns | undefined },
  signal: AbortSignal | undefined,
  onDone: (combinations: number) => void,
): Promise<void> {
  const { candles, funding } = data;
  const options = { ...rules, ...(funding === undefined ? {} : { funding }), ...uncounted };
  for (let place = 0; place < combinations.length; place++) {
    signal?.throwIfAborted();
    try {
      const decision = await decide(data, combinations[place]);
      checkDecision(decision);
      const result = backtest(decision, candles, options);
      const { measures, counts, liquidation } = result;
      const finalEquity = result.equity.values.at(-1) ?? Number.NaN;
      let at = place * resultWidth;
      for (const name of measureNames) results[at++] = name === "finalEquity" ? finalEquity : measures[name];
      results[at++] = measures.conventions.n;
      results[at++] = counts.missingSettlements;
      results[at] = liquidation === undefined ? 0 : 1;
      if (kept !== undefined) {
        const into = kept.values.subarray(place * kept.width, (place + 1) * kept.width);
        if (kept.starts === undefined) into.set(result.returns.values);
        else compound(result.returns.values, kept.starts, into);
      }
    } catch (cause) {
      throw combinationError(combinations[place], cause);
    }
    onDone(1);
    await pause();
  }
}

/** A sweep counts its trials itself, fused ones and plain ones alike. */
const uncounted = { trial: false } as const;
