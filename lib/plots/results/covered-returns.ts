import { type EquityOf, type Period, periodReturns } from "../../backtest/results/period-returns.js";
import { Series } from "../../series/series.js";
import { dayMs } from "../../series/time.js";

/** Returns of calendar periods, and how much of each the data covers. */
export interface CoveredReturns {
  /** As `periodReturns`. */
  readonly returns: Series;
  /** Bars that counted / bars of a whole period; from 0 to 1, NaN where the length of a bar is not known. */
  readonly coverage: Float64Array;
}

/**
 * Returns of calendar periods with their coverage. A bar counts if it has a return (of a series: a value), the first
 * one also without.
 */
export function coveredReturns(of: EquityOf, period: Period): CoveredReturns {
  const returns = periodReturns(of, period);
  const counting = of instanceof Series ? of : of.returns;
  const { times, values } = counting;
  const coverage = new Float64Array(returns.length);
  for (let row = 0, place = 0; row < times.length; row++) {
    while (times[row] > returns.times[place]) place++;
    if (values[row] === values[row] || row === 0) coverage[place]++;
  }
  const barMs = times[1] - times[0];
  return {
    returns,
    coverage: coverage.map(
      (bars, place) => (bars * barMs) / (returns.times[place] - start(returns.times[place], period)),
    ),
  };
}

/** Start of the period that ends at an instant. */
function start(end: number, period: Period): number {
  if (period === "day") return end - dayMs;
  if (period === "week") return end - 7 * dayMs;
  const date = new Date(end);
  return period === "month"
    ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1)
    : Date.UTC(date.getUTCFullYear() - 1, 0);
}
