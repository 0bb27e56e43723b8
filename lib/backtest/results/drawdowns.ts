import { checkCount, shown } from "../../series/check.js";
import { Series } from "../../series/series.js";
import type { Backtest } from "./result.js";

/** One fall of the equity below its highest, until it is there again. */
export interface Drawdown {
  /** 1 for the deepest. */
  readonly rank: number;
  /** Last row at the highest before the fall, epoch milliseconds UTC; NaN for the start of a result of one row. */
  readonly peakTime: number;
  /** Row of the lowest equity, the first of equal ones. */
  readonly troughTime: number;
  /** First row at the highest again or above; undefined if there is none. */
  readonly recoveryTime: number | undefined;
  /** Lowest / highest − 1, below 0. */
  readonly depth: number;
  /** Rows from the peak to the recovery, or to the last row. */
  readonly bars: number;
  /** Rows from the peak to the trough. */
  readonly barsDown: number;
}

/** Options of `drawdowns`. */
export interface DrawdownsOptions {
  /** How many are listed, the deepest first. Default 10. */
  readonly worst?: number;
}

/**
 * The worst drawdowns, deepest first; of equal ones the earlier first. None if the equity never fell.
 * Of a backtest they start from the initial equity, whose time is the open of the first bar; of a series from its first
 * value. Rows that are missing are looked past.
 * Source: definition.
 * @param of a backtest, or a series of equity or of another level above 0
 * @throws {RangeError} if `worst` is not a whole number of at least 1
 * @throws {TypeError} for what is no backtest and no series
 */
export function drawdowns(
  of: Pick<Backtest, "drawdown"> | Series,
  { worst = 10 }: DrawdownsOptions = {},
): readonly Drawdown[] {
  checkCount(worst, "worst", "drawdowns");
  if (!(of instanceof Series || (Object(of) as Partial<typeof of>).drawdown instanceof Series)) {
    throw new TypeError(`drawdowns: ${shown(of)} has no equity; give a backtest, or a Series of equity`);
  }
  const { times, values } = of instanceof Series ? of.with(belowPeak(of.values)) : of.drawdown;
  return spells(times, values)
    .sort((one, other) => one.depth - other.depth || one.troughTime - other.troughTime)
    .slice(0, worst)
    .map((spell, index) => ({ rank: index + 1, ...spell }));
}

/** Value / highest so far − 1, NaN where missing. */
function belowPeak(values: Float64Array): Float64Array {
  let peak = Number.NEGATIVE_INFINITY;
  return values.map((value) => {
    if (value > peak) peak = value;
    return (value - peak) / peak;
  });
}

function spells(times: Float64Array, values: Float64Array): Omit<Drawdown, "rank">[] {
  const found: Omit<Drawdown, "rank">[] = [];
  let peak = -1;
  let trough = -1;
  const add = (end: number, recovered: boolean): void => {
    found.push({
      peakTime: peak < 0 ? times[0] - (times[1] - times[0]) : times[peak],
      troughTime: times[trough],
      recoveryTime: recovered ? times[end] : undefined,
      depth: values[trough],
      bars: end - peak,
      barsDown: trough - peak,
    });
  };
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value < 0) {
      if (trough < 0 || value < values[trough]) trough = row;
    } else if (value >= 0) {
      if (trough >= 0) add(row, true);
      trough = -1;
      peak = row;
    }
  }
  if (trough >= 0) add(values.length - 1, false);
  return found;
}
