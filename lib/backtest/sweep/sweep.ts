import { trialData } from "../../evidence/ledger/trial-data.js";
import { checkChoice, checkCount } from "../../series/check.js";
import { periodsPerYear } from "../../statistics/return-measures.js";
import { sameBarMark } from "../results/same-bar-mark.js";
import { inputOf } from "./accounts.js";
import { checkCombinations } from "./check-combinations.js";
import { checkRequest } from "./check-request.js";
import { checkRules } from "./check-rules.js";
import { keptMatrix, keptRoom } from "./kept-returns.js";
import { type Parameters, parametersText } from "./parameters.js";
import { resultWidth } from "./pass/combination-runner.js";
import { measureNames, type SweepMeasures } from "./pass/pass-measures.js";
import { sharedFloats } from "./pass/shared.js";
import { recordTrials } from "./record-trials.js";
import { runCombinations, type StrategyFunction } from "./run-combinations.js";
import type { BuiltInStrategy } from "./strategies/built-in.js";
import type { SweepData } from "./strategies/fused-strategy.js";
import { sweepAssumptions } from "./sweep-assumptions.js";
import type { SweepOptions } from "./sweep-options.js";
import { SweepResult, type SweepRow } from "./sweep-result.js";

/**
 * What each combination of parameters would have earned.
 *
 * A built-in strategy is run fused: indicator, signal, fill, costs, funding and measures in one pass of each combination,
 * without a series for any of them, shared out over worker threads. Beside the market there is one array for each distinct
 * indicator, at most 256 MB of them at a time, and a few numbers for each combination. A function of your own is run by
 * `backtest`, one combination after the other; so is a built-in strategy by rules the fused pass does not know (stops,
 * other fills, fee schedules, missing bars, …), which the result says.
 *
 * Both ways give the same numbers to rounding, and one thread gives the same as many, to the bit. Every combination counts
 * as a trial.
 * @param strategy name of a built-in strategy, or a function of data and parameters that makes a position
 * @param data candles, funding, and what strategies look at
 * @returns rows of parameters and measures, in the order of `parameters`
 * @throws {TypeError} at options without parameters, data without candles, or a strategy that gives no decision
 * @throws {RangeError} at an unknown strategy, parameter or choice, and for what `backtest` refuses, naming the combination
 */
export async function sweep<P extends Parameters, D extends SweepData = SweepData>(
  strategy: BuiltInStrategy | StrategyFunction<D, P>,
  data: D,
  options: SweepOptions<P>,
): Promise<SweepResult<P>> {
  checkRequest(data, options);
  const {
    parameters,
    accounting = "backtest",
    workers,
    onProgress,
    signal,
    returnIntervalMs,
    keepReturns = returnIntervalMs !== undefined,
    trial,
    ...rules
  } = options;
  checkChoice("accounting", accounting, ["backtest", "vectorbt"], "sweep");
  if (workers !== undefined) checkCount(workers, "workers", "sweep");
  signal?.throwIfAborted();
  const { candles, funding } = data;
  const missingBars = checkRules(data, accounting, rules);
  checkCombinations(strategy, parameters, inputOf(data));

  const count = parameters.length;
  const kept = keepReturns ? keptRoom(candles, returnIntervalMs, count) : undefined;
  const room = {
    results: sharedFloats(count * resultWidth),
    kept: kept?.room,
    periodsPerYear: periodsPerYear(candles.intervalMs),
  };
  let done = 0;
  const onDone = (more: number): void => {
    done += more;
    onProgress?.({ done, total: count });
  };
  const request = { strategy, data, combinations: parameters, accounting, rules, workers, signal, onDone };
  const fill = accounting === "vectorbt" ? "same close" : fillOf(rules);
  const mark = fill === "same close" ? ` ${sameBarMark}` : "";
  const plainReason = await runCombinations(request, room);
  const market = trialData([candles.close]);
  if (trial !== false)
    recordTrials(trial, market, parameters, room.results, { periodsPerYear: room.periodsPerYear, mark });

  const total = (field: number): number =>
    parameters.reduce((sum, _, place) => sum + room.results[place * resultWidth + field], 0);
  const counts = {
    combinations: count,
    fused: plainReason === undefined ? count : 0,
    plain: plainReason === undefined ? 0 : count,
    bars: candles.times.length,
    missingBars,
    missingSettlements: total(measureNames.length + 1),
    liquidated: total(measureNames.length + 2),
  };
  return new SweepResult<P>({
    rows: parameters.map((one, place) => rowOf(one, room.results, place)),
    returns:
      kept &&
      keptMatrix(
        kept,
        parameters.map((one) => `${parametersText(one)}${mark}`),
      ),
    conventions: {
      periodsPerYear: room.periodsPerYear,
      ddof: 1,
      riskFree: 0,
      returns: "simple",
      firstReturn: fill === "same close" ? "from initial equity" : "none",
      fill,
    },
    counts,
    accounting,
    sameBarFills: fill === "same close",
    assumptions: sweepAssumptions(accounting, counts, {
      intervalMs: candles.intervalMs,
      isFunded: funding !== undefined,
      isInverse: candles.close.identity.margin === "inverse",
      rules,
      plainReason,
    }),
    data: market,
  });
}

function rowOf<P extends Parameters>(parameters: P, results: Float64Array, place: number): SweepRow<P> {
  const at = place * resultWidth;
  const measures = Object.fromEntries(measureNames.map((name, field) => [name, results[at + field]]));
  return { ...parameters, ...(measures as unknown as SweepMeasures) };
}

/** The fill rule that `backtest` was given, its default else. */
function fillOf(rules: { readonly fill?: string }): string {
  return rules.fill ?? "next open";
}
